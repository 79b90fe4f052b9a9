-- Who may do what in the database. Run it as a superuser in the database of PayKore, before the
-- first migration; it may be run again. It sets no password: until one is set, nobody logs in.
DO $$
DECLARE
  needed text;
BEGIN
  FOREACH needed IN ARRAY ARRAY['paykore_owner', 'paykore_edge', 'paykore_console', 'paykore_console_login'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = needed) THEN
      EXECUTE format('CREATE ROLE %I', needed);
    END IF;
  END LOOP;

  -- Whoever has no role here does not even connect.
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO paykore_owner, paykore_edge, paykore_console', current_database());
END
$$;

-- Owns the tables; only the migration Job logs in as it.
ALTER ROLE paykore_owner LOGIN;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO paykore_owner;
GRANT USAGE ON SCHEMA public TO paykore_edge, paykore_console;

-- Reads one view. Each migration grants it (afterMigrate.sql), for the view is not there yet.
ALTER ROLE paykore_edge LOGIN;

-- What the console may do, granted by the migrations; the console logs in as the second and takes
-- on the first.
ALTER ROLE paykore_console NOLOGIN;
ALTER ROLE paykore_console_login LOGIN;
GRANT paykore_console TO paykore_console_login;
