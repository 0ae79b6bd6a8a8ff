/**
 * Rights are written only through `access.apply_rights`, in the commit of the event that brings them. One function for each kind of change that is more
 * than a row; `change` is a RightsChange (libs/shared-kernel/rights.ts).
 */
export const RIGHTS = `
  CREATE FUNCTION access.open_grant(g json) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  BEGIN
    IF g->>'consentId' IS NOT NULL THEN
      PERFORM pg_advisory_xact_lock(4, hashtext(g->>'consentId'));
      IF EXISTS (SELECT 1 FROM access.consent_denials d
                  WHERE d.consent_id = (g->>'consentId')::uuid
                    AND (d.recipient_agency IS NULL OR d.recipient_agency = g->>'recipientAgency')
                    AND (d.recipient_function IS NULL OR d.recipient_function = g->>'recipientFunction')
                    AND (d.classes IS NULL OR d.classes && ARRAY(SELECT json_array_elements_text(g->'classes')))) THEN
        RAISE EXCEPTION 'the consent was withdrawn' USING ERRCODE = 'AC409';
      END IF;
    END IF;
    INSERT INTO access.grants VALUES ((g->>'grantId')::uuid, 1, g->>'kind', (g->>'caseId')::uuid, (g->>'objectId')::uuid, g->>'ownerAgency', (g->>'recordId')::uuid,
      g->>'recipientAgency', g->>'recipientFunction', ARRAY(SELECT json_array_elements_text(g->'classes')), g->>'purpose', g->>'ground', g->>'ruleVersion',
      (g->>'consentId')::uuid, (g->>'factsFrom')::timestamptz, (g->>'validFrom')::timestamptz, (g->>'validUntil')::timestamptz, NULL,
      CASE json_typeof(g->'personIds') WHEN 'array' THEN ARRAY(SELECT json_array_elements_text(g->'personIds')::uuid) END);
  END $$;

  -- What is taken back of a consent stays taken back: a grant that is opened on it later, or at the same moment, finds the denial.
  CREATE FUNCTION access.deny_consent(which json, cut text[], at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  BEGIN
    PERFORM pg_advisory_xact_lock(4, hashtext(which->>'consentId'));
    INSERT INTO access.consent_denials VALUES ((which->>'consentId')::uuid, which->>'recipientAgency', which->>'recipientFunction', cut, at);
  END $$;

  CREATE FUNCTION access.close_grants(which json, at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  BEGIN
    IF which->>'grantId' IS NULL AND which->>'objectId' IS NULL AND which->>'consentId' IS NULL THEN
      RAISE EXCEPTION 'close-grants names no grant';
    END IF;
    IF which->>'consentId' IS NOT NULL AND which->>'grantId' IS NULL AND which->>'objectId' IS NULL THEN
      PERFORM access.deny_consent(which, NULL, at);
    END IF;
    UPDATE access.grants SET closed_at = at
     WHERE closed_at IS NULL
       AND (which->>'grantId' IS NULL OR grant_id = (which->>'grantId')::uuid)
       AND (which->>'objectId' IS NULL OR object_id = (which->>'objectId')::uuid)
       AND (which->>'consentId' IS NULL OR consent_id = (which->>'consentId')::uuid)
       AND (which->>'recipientAgency' IS NULL OR recipient_agency = which->>'recipientAgency')
       AND (which->>'recipientFunction' IS NULL OR recipient_function = which->>'recipientFunction');
  END $$;

  CREATE FUNCTION access.narrow_grants(which json, cut text[], at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  DECLARE affected access.grants;
  BEGIN
    PERFORM access.deny_consent(which, cut, at);
    FOR affected IN
      UPDATE access.grants SET closed_at = at
       WHERE closed_at IS NULL AND consent_id = (which->>'consentId')::uuid AND classes && cut
         AND (which->>'recipientAgency' IS NULL OR recipient_agency = which->>'recipientAgency')
         AND (which->>'recipientFunction' IS NULL OR recipient_function = which->>'recipientFunction')
      RETURNING *
    LOOP
      PERFORM access.reopen_without(affected, cut, at);
    END LOOP;
  END $$;

  CREATE FUNCTION access.require_grant(change json, at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  BEGIN
    PERFORM 1 FROM access.grants
      WHERE object_id = (change->>'objectId')::uuid AND recipient_function = change->>'recipientFunction' AND closed_at IS NULL AND (valid_until IS NULL OR valid_until > at)
        AND (change->'classes' IS NULL OR classes @> ARRAY(SELECT json_array_elements_text(change->'classes')))
      FOR SHARE;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'the disclosure has ended' USING ERRCODE = 'AC409';
    END IF;
  END $$;

  CREATE FUNCTION access.assign(change json) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  DECLARE
    of_record uuid := (change->>'recordId')::uuid; in_case uuid := (change->>'caseId')::uuid; staff text := change->>'staffId'; opens_for text := change->>'opensFor';
    side text;
  BEGIN
    -- A function's record in a case is not opened beside by a colleague who is not assigned: that would be a way in for the curious.
    IF opens_for IS NOT NULL
       AND EXISTS (SELECT 1 FROM access.assignments a WHERE a.case_id = in_case AND a.agency_id = change->>'agencyId' AND a.function_id = opens_for
                      AND a.ended_at IS NULL AND a.record_id <> of_record)
       AND NOT EXISTS (SELECT 1 FROM access.assignments a WHERE a.case_id = in_case AND a.agency_id = change->>'agencyId' AND a.function_id = opens_for
                      AND a.ended_at IS NULL AND a.staff_id = staff) THEN
      RAISE EXCEPTION 'the function has a record in the case' USING ERRCODE = 'AC423';
    END IF;
    PERFORM pg_advisory_xact_lock(7, hashtext((change->>'caseId') || staff));
    -- A record's side is said when it is opened; whoever is assigned later works on that side.
    side := coalesce(change->>'track', (SELECT a.track FROM access.assignments a WHERE a.record_id = of_record AND a.staff_id <> staff LIMIT 1), 'exposed');
    INSERT INTO access.assignments (record_id, case_id, agency_id, function_id, staff_id, track)
    VALUES (of_record, in_case, change->>'agencyId', coalesce(opens_for, (SELECT a.function_id FROM access.assignments a WHERE a.record_id = of_record LIMIT 1)), staff, side)
    ON CONFLICT (record_id, staff_id) DO UPDATE SET ended_at = NULL, track = excluded.track;
    IF EXISTS (SELECT 1 FROM access.assignments a WHERE a.case_id = in_case AND a.staff_id = staff AND a.ended_at IS NULL AND a.record_id <> of_record
                  AND (a.track = 'violence-user') <> (side = 'violence-user')) THEN
      RAISE EXCEPTION 'works on the other side of the case' USING ERRCODE = 'AC426';
    END IF;
  END $$;

  CREATE FUNCTION access.index_person(change json) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  BEGIN
    INSERT INTO access.person_tokens
    SELECT change->>'agencyId', t->>'token', t->>'kind', (change->>'personId')::uuid, (change->>'recordId')::uuid, (change->>'caseId')::uuid FROM json_array_elements(change->'tokens') t
    -- A token that came with a request, as a lock, finds the person once the agency has registered her in a record of its own.
    ON CONFLICT (agency_id, token, person_id, case_id) DO UPDATE SET record_id = excluded.record_id
      WHERE access.person_tokens.record_id IS NULL AND excluded.record_id IS NOT NULL;
    IF change->'of' IS NOT NULL THEN
      INSERT INTO access.lock_marks VALUES (change->'of'->>'agencyId', (change->>'caseId')::uuid, (change->>'personId')::uuid, change->'of'->>'token', change->>'agencyId')
      ON CONFLICT DO NOTHING;
    END IF;
  END $$;

  CREATE FUNCTION access.protect_person(change json, at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  BEGIN
    IF (change->>'protected')::boolean THEN
      INSERT INTO access.protected_persons VALUES ((change->>'recordId')::uuid, (change->>'personId')::uuid) ON CONFLICT DO NOTHING;
      PERFORM access.cut_whereabouts((change->>'recordId')::uuid, at);
    ELSE
      DELETE FROM access.protected_persons WHERE record_id = (change->>'recordId')::uuid AND person_id = (change->>'personId')::uuid;
    END IF;
  END $$;

  CREATE FUNCTION access.open_up(o json, at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  BEGIN
    PERFORM pg_advisory_xact_lock(5, hashtext(o->>'staffId'));
    IF o->>'kind' = 'emergency' AND EXISTS (SELECT 1 FROM access.openings x WHERE x.staff_id = o->>'staffId'
         AND ((x.review_by <= at AND x.reviewed_at IS NULL) OR (x.unjustified_at IS NOT NULL AND x.lifted_at IS NULL))) THEN
      RAISE EXCEPTION 'an earlier opening is not reviewed, or was not justified' USING ERRCODE = 'AC425';
    END IF;
    INSERT INTO access.openings VALUES ((o->>'openingId')::uuid, o->>'kind', (o->>'recordId')::uuid, (o->>'caseId')::uuid, (o->>'personId')::uuid, o->>'agencyId',
      o->>'staffId', at, (o->>'until')::timestamptz, (o->>'reviewBy')::timestamptz, NULL, NULL);
  END $$;

  CREATE FUNCTION access.review_opening(change json, at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  DECLARE unjustified boolean := coalesce((change->>'unjustified')::boolean, false);
  BEGIN
    UPDATE access.openings SET reviewed_at = at, unjustified_at = CASE WHEN unjustified THEN at END
     WHERE opening_id = (change->>'openingId')::uuid AND reviewed_at IS NULL;
    IF unjustified THEN
      UPDATE access.neighbour_accepts SET revoked_at = at WHERE opening_id = (change->>'openingId')::uuid AND revoked_at IS NULL;
    END IF;
  END $$;

  CREATE FUNCTION access.apply_right(change json, at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
  BEGIN
    CASE change->>'op'
    WHEN 'open-grant' THEN PERFORM access.open_grant(change->'grant');
    WHEN 'close-grants' THEN PERFORM access.close_grants(change->'where', at);
    WHEN 'narrow-grants' THEN PERFORM access.narrow_grants(change->'where', ARRAY(SELECT json_array_elements_text(change->'classes')), at);
    WHEN 'require-grant' THEN PERFORM access.require_grant(change, at);
    WHEN 'assign' THEN PERFORM access.assign(change);
    WHEN 'unassign' THEN UPDATE access.assignments SET ended_at = at WHERE record_id = (change->>'recordId')::uuid AND staff_id = change->>'staffId';
    WHEN 'index-person' THEN PERFORM access.index_person(change);
    WHEN 'forget-person' THEN
      DELETE FROM access.person_tokens WHERE agency_id = change->>'agencyId' AND person_id = (change->>'personId')::uuid AND case_id = (change->>'caseId')::uuid;
    WHEN 'protect-person' THEN PERFORM access.protect_person(change, at);
    WHEN 'declare-kin' THEN
      -- A neighbour who turns out to be kin is locked out; nobody becomes less than they said without a second person (organisation.apply).
      INSERT INTO access.staff_tokens AS t VALUES (change->>'agencyId', change->>'staffId', change->>'token', change->>'relation')
      ON CONFLICT (agency_id, staff_id, token) DO UPDATE SET relation = excluded.relation WHERE t.relation = 'neighbour';
    WHEN 'accept-neighbour' THEN
      INSERT INTO access.neighbour_accepts VALUES ((change->>'caseId')::uuid, change->>'staffId', (change->>'openingId')::uuid, at, NULL) ON CONFLICT DO NOTHING;
    WHEN 'lock-out' THEN INSERT INTO access.case_locks VALUES ((change->>'caseId')::uuid, change->>'staffId') ON CONFLICT DO NOTHING;
    WHEN 'lift-lock' THEN DELETE FROM access.case_locks WHERE case_id = (change->>'caseId')::uuid AND staff_id = change->>'staffId';
    WHEN 'open-up' THEN PERFORM access.open_up(change->'opening', at);
    WHEN 'end-opening' THEN UPDATE access.openings SET ended_at = at WHERE opening_id = (change->>'openingId')::uuid AND ended_at IS NULL;
    WHEN 'review-opening' THEN PERFORM access.review_opening(change, at);
    WHEN 'lift-stop' THEN UPDATE access.openings SET lifted_at = at WHERE opening_id = (change->>'openingId')::uuid AND lifted_at IS NULL;
    END CASE;
  END $$;

  CREATE FUNCTION access.apply_rights(changes json) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
  DECLARE change json;
  BEGIN
    -- One after the other within a case: what becomes known while something is sent is known to both.
    PERFORM pg_advisory_xact_lock(6, k) FROM (
      SELECT DISTINCT hashtext(coalesce(c->>'caseId', c->'grant'->>'caseId')) AS k FROM json_array_elements(changes) c
       WHERE c->>'op' IN ('open-grant', 'index-person', 'forget-person', 'protect-person') ORDER BY 1) keys;
    FOR change IN SELECT * FROM json_array_elements(changes) LOOP
      PERFORM access.apply_right(change, (change->>'at')::timestamptz);
    END LOOP;
    FOR change IN SELECT * FROM json_array_elements(changes) LOOP
      PERFORM access.assert_holds(change, (change->>'at')::timestamptz);
    END LOOP;
  END $$;

  SELECT es.register_companion('rights', 'access.apply_rights');
  -- Nobody writes a right but through this one door.
  REVOKE EXECUTE ON FUNCTION access.kin_in(uuid, text, text), access.nobody_free(text, text, uuid), access.unlocked_person(text, uuid, uuid, uuid, text),
    access.reopen_without(access.grants, text[], timestamptz), access.cut_whereabouts(uuid, timestamptz), access.assert_holds(json, timestamptz), access.open_grant(json),
    access.deny_consent(json, text[], timestamptz), access.close_grants(json, timestamptz), access.narrow_grants(json, text[], timestamptz),
    access.require_grant(json, timestamptz), access.assign(json), access.index_person(json), access.protect_person(json, timestamptz), access.open_up(json, timestamptz),
    access.review_opening(json, timestamptz), access.apply_right(json, timestamptz), access.apply_rights(json) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION access.apply_rights(json) TO insatskedja_app;
`;
