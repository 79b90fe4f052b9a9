# Gives the roles of roles.sql the passwords of their Secrets; runs once, on an empty database.
# It is read by the image's own shell, and psql takes the password from the environment.
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" <<'SQL'
\getenv owner OWNER_PASSWORD
\getenv edge EDGE_PASSWORD
\getenv console CONSOLE_PASSWORD
ALTER ROLE paykore_owner PASSWORD :'owner';
ALTER ROLE paykore_edge PASSWORD :'edge';
ALTER ROLE paykore_console_login PASSWORD :'console';
SQL
