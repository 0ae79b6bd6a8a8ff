/** What must hold at the very commit of a disclosure, however late the views are (docs/decisions/0016). Asked by rights.ts alone. */
export const HOLDS = `
  -- A party, kin, or of the same home. A mere neighbour is none of them.
  CREATE FUNCTION access.kin_in(in_case uuid, agency text, staff text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT EXISTS (SELECT 1 FROM access.person_tokens p JOIN access.staff_tokens s USING (agency_id, token)
                    WHERE p.case_id = in_case AND p.kind = 'number' AND p.agency_id = agency AND s.staff_id = staff AND s.relation <> 'neighbour') $$;

  -- Everybody who could take what is sent to the function is a party or kin: it would lie where nobody may see that it does.
  CREATE FUNCTION access.nobody_free(agency text, function_id text, in_case uuid) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT count(*) > 0 AND bool_and(locked) FROM (
      SELECT EXISTS (SELECT 1 FROM access.case_locks l WHERE l.case_id = in_case AND l.staff_id = s.staff_id) OR access.kin_in(in_case, agency, s.staff_id) AS locked
        FROM organisation.staff s
       WHERE s.agency_id = agency AND s.ended_at IS NULL AND nobody_free.function_id = ANY (s.functions) AND s.duties && '{caseworker,police-officer,police-liaison}') x $$;

  -- A person known by number in the owner's record, whom a recipient with an open grant on it has no lock for. NULL: none.
  CREATE FUNCTION access.unlocked_person(owner text, in_case uuid, record uuid, only_person uuid, only_recipient text) RETURNS uuid LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT p.person_id FROM access.person_tokens p
      JOIN (SELECT DISTINCT g.recipient_agency FROM access.grants g WHERE g.case_id = in_case AND g.owner_agency = owner AND g.record_id = record AND g.closed_at IS NULL) r
        ON r.recipient_agency <> owner AND (only_recipient IS NULL OR r.recipient_agency = only_recipient)
     WHERE p.agency_id = owner AND p.case_id = in_case AND p.kind = 'number' AND p.record_id = record AND (only_person IS NULL OR p.person_id = only_person)
       AND NOT EXISTS (SELECT 1 FROM access.lock_marks m WHERE m.case_id = in_case AND m.owner_agency = owner AND m.recipient_agency = r.recipient_agency
                          AND m.person_id = p.person_id AND m.owner_token = p.token)
     LIMIT 1 $$;

  -- A grant that loses classes is closed, and what is left of it opens again as its next part.
  CREATE FUNCTION access.reopen_without(affected access.grants, cut text[], at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  BEGIN
    affected.classes := ARRAY(SELECT c FROM unnest(affected.classes) c WHERE c <> ALL (cut));
    IF affected.classes = '{}' OR affected.classes = '{reference}' THEN RETURN; END IF;
    affected.part := affected.part + 1;
    affected.closed_at := NULL;
    affected.valid_from := at;
    INSERT INTO access.grants SELECT affected.*;
  END $$;

  -- Nobody's whereabouts leave a record with somebody protected in it: what was open closes, and opens again without them.
  CREATE FUNCTION access.cut_whereabouts(record uuid, at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  DECLARE affected access.grants;
  BEGIN
    FOR affected IN
      UPDATE access.grants SET closed_at = at WHERE closed_at IS NULL AND record_id = record AND classes && '{location,contact}' RETURNING *
    LOOP
      PERFORM access.reopen_without(affected, '{location,contact}', at);
    END LOOP;
  END $$;

  -- Once a commit's rights are all written: does it hold?
  CREATE FUNCTION access.assert_holds(change json, at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  DECLARE g json := change->'grant';
  BEGIN
    IF change->>'op' = 'open-grant' THEN
      IF EXISTS (SELECT 1 FROM access.protected_persons p WHERE p.record_id = (g->>'recordId')::uuid) AND g::jsonb->'classes' ?| '{location,contact}' THEN
        IF g->>'kind' = 'standing' THEN
          RAISE EXCEPTION 'somebody in the record is protected' USING ERRCODE = 'AC410';
        END IF;
        PERFORM access.cut_whereabouts((g->>'recordId')::uuid, at);
      END IF;
      IF access.unlocked_person(g->>'ownerAgency', (g->>'caseId')::uuid, (g->>'recordId')::uuid, NULL, g->>'recipientAgency') IS NOT NULL THEN
        RAISE EXCEPTION 'somebody became known meanwhile' USING ERRCODE = 'AC410';
      END IF;
      IF g->>'kind' <> 'standing' AND access.nobody_free(g->>'recipientAgency', g->>'recipientFunction', (g->>'caseId')::uuid) THEN
        RAISE EXCEPTION 'nobody at the recipient may take it' USING ERRCODE = 'AC424';
      END IF;
    ELSIF change->>'op' = 'index-person' AND change->>'recordId' IS NOT NULL THEN
      IF access.unlocked_person(change->>'agencyId', (change->>'caseId')::uuid, (change->>'recordId')::uuid, (change->>'personId')::uuid, NULL) IS NOT NULL THEN
        RAISE EXCEPTION 'something was sent meanwhile' USING ERRCODE = 'AC410';
      END IF;
    END IF;
  END $$;
`;
