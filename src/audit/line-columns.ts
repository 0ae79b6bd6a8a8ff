/** A line's columns as the JSON texts of its canonical form. Moments to the microsecond: a change too small for a millisecond is a change. */
export const LINE_COLUMNS = `to_json(audit_id)::text AS "auditId",
  '"' || to_char(at AT TIME ZONE 'UTC', CASE WHEN date_trunc('milliseconds', at) = at THEN 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"' ELSE 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"' END) || '"' AS at,
  to_json(action)::text AS action, to_json(operation)::text AS operation, to_json(outcome)::text AS outcome,
  coalesce(to_json(staff_id)::text, 'null') AS "staffId", coalesce(to_json(duty)::text, 'null') AS duty,
  coalesce(to_json(agency_id)::text, 'null') AS "agencyId", coalesce(to_json(unit_id)::text, 'null') AS "unitId",
  to_json(object_type)::text AS "objectType", coalesce(to_json(object_id)::text, 'null') AS "objectId",
  coalesce(to_json(case_id)::text, 'null') AS "caseId", coalesce(to_json(record_id)::text, 'null') AS "recordId",
  to_json(owner_agencies)::text AS "ownerAgencies", to_json(person_ids)::text AS "personIds", to_json(hits)::text AS hits, to_json(classes)::text AS classes,
  coalesce(to_json(ground)::text, 'null') AS ground, coalesce(to_json(purpose)::text, 'null') AS purpose,
  to_json(correlation_id)::text AS "correlationId", coalesce(to_json(rule)::text, 'null') AS rule`;
