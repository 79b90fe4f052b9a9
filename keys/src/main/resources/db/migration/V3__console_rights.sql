-- The console writes the columns that its statements name, and no others: a table's right would let
-- whoever has its role give a key to another partner, or a secret another hash. A migration that adds
-- a column for the console to write grants it.

REVOKE INSERT, UPDATE
  ON partners, api_keys, api_key_secrets, outbox, users, api_tokens, audit_events, usage_hourly, usage_roll_up
  FROM paykore_console;

GRANT INSERT (id, name, tier, requests_per_minute, created_at),
      UPDATE (name, tier, requests_per_minute, suspended_at, version)
  ON partners TO paykore_console;
GRANT INSERT (id, partner_id, environment, label, expires_on, created_at, created_by),
      UPDATE (label, revoked_at, revoked_by, changed_at, effective_at)
  ON api_keys TO paykore_console;
GRANT INSERT (id, key_id, hash, last_four, created_at),
      UPDATE (retires_at, last_used_at)
  ON api_key_secrets TO paykore_console;
GRANT INSERT (key_id, version)
  ON outbox TO paykore_console;
GRANT INSERT (id, partner_id, email, password_hash, password_changed_at, created_at, created_by),
      UPDATE (password_hash, password_changed_at, disabled_at)
  ON users TO paykore_console;
GRANT INSERT (id, partner_id, name, hash, last_four, created_at, created_by),
      UPDATE (revoked_at)
  ON api_tokens TO paykore_console;
-- Not the id: the database alone counts events.
GRANT INSERT (at, actor_id, actor, address, action, partner_id, subject_id, details)
  ON audit_events TO paykore_console;
GRANT INSERT (key_id, secret_id, hour, counter_id, allowed, limited, errors),
      UPDATE (allowed, limited, errors)
  ON usage_hourly TO paykore_console;
GRANT INSERT (done_to),
      UPDATE (done_to)
  ON usage_roll_up TO paykore_console;
