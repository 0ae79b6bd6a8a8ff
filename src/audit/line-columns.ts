import { momentOf } from '#libs/event-store';
import { canonicalOf } from './audit-lines.js';

/** A line's columns as texts, in the order that `canonicalOfColumns` takes them. Moments in microseconds since 1970: a change too small for a millisecond is a change. */
export const LINE_COLUMNS = `audit_id::text, ((date_part('epoch', at) * 1000000)::bigint)::text, action, operation, outcome, staff_id, duty, agency_id, unit_id,
  object_type, object_id, case_id::text, record_id::text, to_json(owner_agencies)::text, to_json(person_ids)::text, to_json(hits)::text, to_json(classes)::text,
  ground, purpose, correlation_id, rule`;

type Column = string | null;
const text = (value: Column | undefined): string => (value === null || value === undefined ? 'null' : JSON.stringify(value));

/** The canonical text of a line as it is stored. */
export const canonicalOfColumns = (columns: readonly Column[]): string => {
  const [auditId, at, action, operation, outcome, staffId, duty, agencyId, unitId, objectType, objectId, caseId, recordId, ...rest] =
    columns;
  const [ownerAgencies, personIds, hits, classes, ground, purpose, correlationId, rule] = rest;
  return canonicalOf({
    auditId: text(auditId),
    at: `"${momentOf(at!)}"`,
    action: text(action),
    operation: text(operation),
    outcome: text(outcome),
    staffId: text(staffId),
    duty: text(duty),
    agencyId: text(agencyId),
    unitId: text(unitId),
    objectType: text(objectType),
    objectId: text(objectId),
    caseId: text(caseId),
    recordId: text(recordId),
    ownerAgencies: ownerAgencies!,
    personIds: personIds!,
    hits: hits!,
    classes: classes!,
    ground: text(ground),
    purpose: text(purpose),
    correlationId: text(correlationId),
    rule: text(rule),
  });
};
