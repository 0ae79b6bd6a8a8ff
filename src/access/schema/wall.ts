/** The wall itself: who may select, for every table with rows about cases. Its own role writes; the owner is bound too. */
export const WALL = `
  CREATE FUNCTION access.protect(target regclass, visible text) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
    EXECUTE format('CREATE POLICY app_reads ON %s FOR SELECT TO insatskedja_app USING (%s)', target, visible);
    EXECUTE format('CREATE POLICY projector_writes ON %s FOR ALL TO insatskedja_projector USING (true) WITH CHECK (true)', target);
    EXECUTE format('CREATE POLICY owner_writes ON %s FOR ALL TO insatskedja_migrate USING (true) WITH CHECK (true)', target);
    EXECUTE format('GRANT SELECT ON %s TO insatskedja_app', target);
  END $$;

  SELECT access.protect('access.grants', 'owner_agency = access.agency() OR recipient_agency = access.agency()');
  SELECT access.protect('access.assignments', 'agency_id = access.agency()');
  SELECT access.protect('access.person_tokens', 'agency_id = access.agency()');
  SELECT access.protect('access.openings', 'agency_id = access.agency() AND staff_id = access.staff()');
  SELECT access.protect(target::regclass, 'false') FROM unnest(ARRAY['access.staff_tokens', 'access.case_locks', 'access.consent_denials', 'access.lock_marks',
    'access.neighbour_accepts', 'access.protected_persons']) target;

  -- Functions that run as the owner: for the app alone.
  REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA access FROM PUBLIC;
  GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA access TO insatskedja_app, insatskedja_projector, insatskedja_migrate;
  GRANT USAGE ON SCHEMA access, views TO insatskedja_app, insatskedja_projector;
  GRANT USAGE ON SCHEMA door TO insatskedja_app;
  ALTER DEFAULT PRIVILEGES IN SCHEMA views GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO insatskedja_projector;
  ALTER DEFAULT PRIVILEGES IN SCHEMA door GRANT SELECT ON TABLES TO insatskedja_app;
`;
