-- The truth about partners and their keys. Only the console writes here.

CREATE TABLE partners (
  id                  text        PRIMARY KEY CHECK (id ~ '^ptn_[0-9a-f]{20}$'),
  name                text        NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
  tier                text        NOT NULL CHECK (tier IN ('starter', 'growth', 'scale')),
  requests_per_minute integer     CHECK (requests_per_minute BETWEEN 1 AND 100000000),
  suspended_at        timestamptz,
  -- Raised, under this row's lock, by each transaction that touches the partner, its keys or secrets.
  version             bigint      NOT NULL DEFAULT 1 CHECK (version > 0),
  created_at          timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT scale_has_its_own_limit CHECK (tier <> 'scale' OR requests_per_minute IS NOT NULL)
);

CREATE TABLE api_keys (
  id                  text        PRIMARY KEY CHECK (id ~ '^key_[0-9a-f]{20}$'),
  partner_id          text        NOT NULL REFERENCES partners (id),
  environment         text        NOT NULL CHECK (environment IN ('sandbox', 'live')),
  label               text        NOT NULL CHECK (char_length(label) BETWEEN 1 AND 64),
  requests_per_minute integer     CHECK (requests_per_minute BETWEEN 1 AND 100000000),
  -- Refused from 00:00 UTC of this day.
  expires_on          date,
  created_at          timestamptz NOT NULL DEFAULT now(),
  revoked_at          timestamptz
);

CREATE INDEX api_keys_by_partner ON api_keys (partner_id, id);

-- One secret a key, or two while it is rotated. The secret itself is nowhere.
CREATE TABLE api_key_secrets (
  id         text        PRIMARY KEY CHECK (id ~ '^sec_[0-9a-f]{20}$'),
  key_id     text        NOT NULL REFERENCES api_keys (id),
  hash       text        NOT NULL UNIQUE CHECK (hash ~ '^[0-9a-f]{64}$'),
  last_four  text        NOT NULL CHECK (last_four ~ '^[0-9a-f]{4}$'),
  created_at timestamptz NOT NULL DEFAULT now(),
  retires_at timestamptz
);

CREATE INDEX api_key_secrets_by_key ON api_key_secrets (key_id);

-- All that the edge may read, one row a secret.
CREATE VIEW edge_api_keys AS
SELECT s.hash,
       p.version,
       k.id AS key_id,
       s.id AS secret_id,
       p.id AS partner_id,
       k.environment,
       p.tier,
       coalesce(k.requests_per_minute, p.requests_per_minute) AS requests_per_minute,
       k.expires_on,
       s.retires_at,
       CASE
         WHEN k.revoked_at IS NOT NULL THEN 'revoked'
         WHEN p.suspended_at IS NOT NULL THEN 'suspended'
         ELSE 'active'
       END AS status
FROM api_key_secrets s
JOIN api_keys k ON k.id = s.key_id
JOIN partners p ON p.id = k.partner_id;
