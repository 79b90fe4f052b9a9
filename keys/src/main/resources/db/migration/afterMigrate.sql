-- After each migration: the edge's role, where it has been made (k8s/stores/roles.sql), may read its view.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'paykore_edge') THEN
    GRANT SELECT ON edge_api_keys TO paykore_edge;
  END IF;
END
$$;
