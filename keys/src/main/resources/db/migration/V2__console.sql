-- What the console keeps beside the keys. All of it is new, so a console or an edge of before runs on.

ALTER TABLE api_keys
  ADD COLUMN created_by   text NOT NULL DEFAULT 'system',
  ADD COLUMN revoked_by   text,
  -- The last change that edges must learn of, and since when Redis has it: null while it has not.
  ADD COLUMN changed_at   timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN effective_at timestamptz;

-- From the usage that edges report; never written while a request is on its way.
ALTER TABLE api_key_secrets ADD COLUMN last_used_at timestamptz;

-- Changes that are committed and that Redis has not taken yet.
CREATE TABLE outbox (
  key_id  text   NOT NULL REFERENCES api_keys (id),
  version bigint NOT NULL,
  PRIMARY KEY (key_id, version)
);

-- Operators have no partner; members have one.
CREATE TABLE users (
  id                  text        PRIMARY KEY CHECK (id ~ '^usr_[0-9a-f]{20}$'),
  partner_id          text        REFERENCES partners (id),
  email               text        NOT NULL UNIQUE CHECK (email = lower(email) AND char_length(email) BETWEEN 3 AND 254),
  password_hash       text        NOT NULL,
  -- Sessions that began before are over.
  password_changed_at timestamptz NOT NULL DEFAULT now(),
  created_at          timestamptz NOT NULL DEFAULT now(),
  created_by          text        NOT NULL,
  disabled_at         timestamptz
);

CREATE INDEX users_by_partner ON users (partner_id, id);

-- For the REST API: a token acts for an operator, or for one partner. The token itself is nowhere.
CREATE TABLE api_tokens (
  id         text        PRIMARY KEY CHECK (id ~ '^tok_[0-9a-f]{20}$'),
  partner_id text        REFERENCES partners (id),
  name       text        NOT NULL CHECK (char_length(name) BETWEEN 1 AND 64),
  hash       text        NOT NULL UNIQUE CHECK (hash ~ '^[0-9a-f]{64}$'),
  last_four  text        NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by text        NOT NULL,
  revoked_at timestamptz
);

CREATE TABLE audit_events (
  id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at         timestamptz NOT NULL,
  actor_id   text        NOT NULL,
  actor      text        NOT NULL,
  address    text        NOT NULL,
  action     text        NOT NULL,
  partner_id text,
  subject_id text        NOT NULL,
  details    text        NOT NULL
);

CREATE INDEX audit_events_by_partner ON audit_events (partner_id, id);

-- Counters of the edges as they stood when they were last read: a row is raised, never added to.
CREATE TABLE usage_hourly (
  key_id     text        NOT NULL,
  secret_id  text        NOT NULL,
  hour       timestamptz NOT NULL,
  counter_id text        NOT NULL,
  allowed    bigint      NOT NULL,
  limited    bigint      NOT NULL,
  errors     bigint      NOT NULL,
  PRIMARY KEY (key_id, hour, secret_id, counter_id)
);

CREATE INDEX usage_hourly_by_hour ON usage_hourly (hour);

CREATE TABLE usage_roll_up (
  only_row boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
  done_to  timestamptz NOT NULL
);

-- What the console may do. A database user takes this role on by being granted it; where the one that
-- migrates may not make roles, the role has been made before.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'paykore_console') THEN
    CREATE ROLE paykore_console NOLOGIN;
  END IF;
END
$$;

GRANT SELECT ON edge_api_keys TO paykore_console;
GRANT SELECT, INSERT, UPDATE ON partners, api_keys, api_key_secrets, users, api_tokens, usage_roll_up TO paykore_console;
GRANT SELECT, INSERT, DELETE ON outbox TO paykore_console;
GRANT SELECT, INSERT, UPDATE, DELETE ON usage_hourly TO paykore_console;
-- Append only: nobody who uses the console can make it change or forget an event.
GRANT SELECT, INSERT ON audit_events TO paykore_console;

CREATE FUNCTION refuse_change_of_audit_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit events are never changed' USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER audit_events_are_append_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit_events();
