/** What the policy and the second wall ask about a reader. Judged anew at each statement, from the tables of rights alone. */
export const READS = `
  -- Assigned, or standing in for one who is. Whoever works on one side of a case stands in for nobody on the other.
  CREATE FUNCTION access.assigned(record uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT EXISTS (SELECT 1 FROM access.assignments a WHERE a.record_id = record AND a.agency_id = access.agency() AND a.ended_at IS NULL
                      AND (a.staff_id = access.staff() OR (a.staff_id = ANY (access.stands_in_for())
                           AND NOT EXISTS (SELECT 1 FROM access.assignments o WHERE o.case_id = a.case_id AND o.staff_id = access.staff() AND o.ended_at IS NULL
                                              AND (o.track = 'violence-user') <> (a.track = 'violence-user'))))) $$;
  -- Takes part: assigned to the own agency's record in the case.
  CREATE FUNCTION access.joined(in_case uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT EXISTS (SELECT 1 FROM access.assignments a WHERE a.case_id = in_case AND a.agency_id = access.agency() AND a.ended_at IS NULL
                      AND (a.staff_id = access.staff() OR a.staff_id = ANY (access.stands_in_for()))) $$;
  -- Locked out by name, a party, kin, or of the same home: under every role. A mere neighbour is none of them.
  CREATE FUNCTION access.locked(in_case uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT EXISTS (SELECT 1 FROM access.case_locks l WHERE l.case_id = in_case AND l.staff_id = access.staff())
        OR EXISTS (SELECT 1 FROM access.person_tokens p JOIN access.staff_tokens s USING (agency_id, token)
                    WHERE p.case_id = in_case AND p.kind = 'number' AND p.agency_id = access.agency() AND s.relation <> 'neighbour' AND s.staff_id = access.staff()) $$;
  -- Opened by this actor, and the hour has not run out. Reading alone: what is written asks for assignment.
  CREATE FUNCTION access.emergency(record uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT coalesce(access.duty() IN ('caseworker', 'police-officer'), false) AND EXISTS (
      SELECT 1 FROM access.openings o WHERE o.staff_id = access.staff() AND o.agency_id = access.agency() AND o.kind = 'emergency' AND o.record_id = record
         AND o.opened_at <= access.now() AND o.until > access.now() AND o.ended_at IS NULL) $$;
  CREATE FUNCTION access.released(record uuid, person uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT coalesce(access.duty() IN ('caseworker', 'police-officer'), false) AND EXISTS (
      SELECT 1 FROM access.openings o WHERE o.staff_id = access.staff() AND o.agency_id = access.agency() AND o.kind = 'vault' AND o.record_id = record
         AND o.person_id = person AND o.opened_at <= access.now() AND o.until > access.now() AND o.ended_at IS NULL) $$;
  CREATE FUNCTION access.opened_records(staff text, agency text, at timestamptz) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT coalesce(array_agg(o.record_id), '{}') FROM access.openings o
     WHERE o.staff_id = staff AND o.agency_id = agency AND o.kind = 'emergency' AND o.opened_at <= at AND o.until > at AND o.ended_at IS NULL $$;
  -- Own rows: the own agency's, in a record that the reader is assigned to or has opened in an emergency (or the agency's own machinery); never for a party or kin.
  CREATE FUNCTION access.own(owner text, record uuid, in_case uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT owner = access.agency() AND access.works_with_cases() AND (access.duty() = 'system' OR access.assigned(record) OR access.emergency(record))
       AND NOT access.locked(in_case) $$;

  -- Whether what is disclosed to this function is for the side that the reader works on: the violence user's worker reads only what came to that record's
  -- own function; the exposed person's all but what came to a function that has the violence user's record.
  CREATE FUNCTION access.works_for(in_case uuid, to_function text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    WITH ours AS (
      SELECT a.function_id, a.track = 'violence-user' AS his, a.ended_at IS NULL AND (a.staff_id = access.staff() OR a.staff_id = ANY (access.stands_in_for())) AS mine
        FROM access.assignments a WHERE a.case_id = in_case AND a.agency_id = access.agency())
    SELECT access.duty() = 'system' OR EXISTS (SELECT 1 FROM ours WHERE mine AND function_id = to_function)
        OR (EXISTS (SELECT 1 FROM ours WHERE mine AND NOT his) AND NOT EXISTS (SELECT 1 FROM ours WHERE his AND function_id = to_function)) $$;
  -- Where the agency has both sides in the case: the reader learns of readings by those of the own side alone.
  CREATE FUNCTION access.same_side(in_case uuid, acting_agency text, acting_staff text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    WITH ours AS (
      SELECT a.staff_id, a.track = 'violence-user' AS his, a.ended_at IS NULL AND (a.staff_id = access.staff() OR a.staff_id = ANY (access.stands_in_for())) AS mine
        FROM access.assignments a WHERE a.case_id = in_case AND a.agency_id = access.agency())
    SELECT (SELECT count(DISTINCT his) < 2 FROM ours)
        OR (acting_agency = access.agency() AND EXISTS (SELECT 1 FROM ours theirs JOIN ours me USING (his) WHERE me.mine AND theirs.staff_id = acting_staff)) $$;

  -- A case whose commit is stuck between two engines denies every peer (docs/decisions/0014): hence es.pending_commits.
  -- The classes that standing disclosures open to this agency's function at this moment, for facts about a person recorded at a time. NULL: none.
  CREATE FUNCTION access.granted_classes(in_case uuid, owner text, record uuid, recorded timestamptz, about uuid) RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT array_agg(DISTINCT c) FROM access.grants g, unnest(g.classes) c
     WHERE g.case_id = in_case AND g.owner_agency = owner AND g.record_id = record AND g.kind = 'standing' AND g.closed_at IS NULL
       AND g.case_id::text <> ALL (ARRAY(SELECT p.case_id FROM es.pending_commits p WHERE p.stuck_at IS NOT NULL AND p.case_id IS NOT NULL))
       AND g.recipient_agency = access.agency() AND g.recipient_function = ANY (access.functions()) AND access.works_for(in_case, g.recipient_function)
       AND (about IS NULL OR g.person_ids IS NULL OR about = ANY (g.person_ids))
       AND g.facts_from <= recorded AND g.valid_from <= access.now() AND (g.valid_until IS NULL OR g.valid_until > access.now()) $$;
  -- The classes of one object (a referral, a copy) that are open to this agency's function now.
  CREATE FUNCTION access.object_classes(object uuid) RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT array_agg(DISTINCT c) FROM access.grants g, unnest(g.classes) c
     WHERE g.object_id = object AND g.closed_at IS NULL
       AND g.case_id::text <> ALL (ARRAY(SELECT p.case_id FROM es.pending_commits p WHERE p.stuck_at IS NOT NULL AND p.case_id IS NOT NULL))
       AND g.recipient_agency = access.agency() AND g.recipient_function = ANY (access.functions())
       AND g.valid_from <= access.now() AND (g.valid_until IS NULL OR g.valid_until > access.now()) $$;

  -- Cases with a neighbour of this person's in them, that they work with or have opened, and have not said why they go on with. Nearly always none.
  CREATE FUNCTION access.neighbour_cases(staff text, agency text, duty text, standing_in_for text[], at timestamptz) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT coalesce(array_agg(DISTINCT p.case_id), '{}') FROM access.staff_tokens s JOIN access.person_tokens p USING (agency_id, token)
     WHERE s.staff_id = staff AND s.agency_id = agency AND s.relation = 'neighbour' AND p.kind = 'number' AND duty IN ('caseworker', 'police-officer')
       AND NOT EXISTS (SELECT 1 FROM access.neighbour_accepts n WHERE n.case_id = p.case_id AND n.staff_id = staff AND n.revoked_at IS NULL)
       AND (EXISTS (SELECT 1 FROM access.assignments a WHERE a.case_id = p.case_id AND a.agency_id = agency AND a.ended_at IS NULL
                       AND (a.staff_id = staff OR a.staff_id = ANY (standing_in_for)))
            OR EXISTS (SELECT 1 FROM access.openings o WHERE o.case_id = p.case_id AND o.staff_id = staff AND o.agency_id = agency AND o.kind = 'emergency'
                          AND o.opened_at <= at AND o.until > at AND o.ended_at IS NULL)) $$;
  -- For the head who distributes the work: who is locked out by name, and whether everybody assigned is a party or kin. Never who is kin.
  CREATE FUNCTION access.conflicts_in(records uuid[]) RETURNS TABLE (record_id uuid, locked_out text[], stuck boolean) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT a.record_id,
           ARRAY(SELECT l.staff_id FROM access.case_locks l JOIN organisation.staff s USING (staff_id) WHERE l.case_id = a.case_id AND s.agency_id = access.agency() ORDER BY 1),
           NOT EXISTS (SELECT 1 FROM access.assignments x WHERE x.record_id = a.record_id AND x.ended_at IS NULL
              AND NOT EXISTS (SELECT 1 FROM access.case_locks l WHERE l.case_id = x.case_id AND l.staff_id = x.staff_id)
              AND NOT access.kin_in(x.case_id, x.agency_id, x.staff_id))
      FROM access.assignments a
     WHERE access.duty() = 'supervisor' AND a.agency_id = access.agency() AND a.record_id = ANY (records) AND a.function_id = ANY (access.functions())
       AND NOT access.locked(a.case_id)
     GROUP BY a.record_id, a.case_id $$;
`;
