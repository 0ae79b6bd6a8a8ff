import type { AuditLine } from './audit-line.js';

/** A line that may leave the house: who is told by duty, and nothing by which a person or a case is found again. */
export const redacted = (line: AuditLine): AuditLine => ({
  ...line,
  who: { ...line.who, staffId: null, name: null, unitId: null, unitName: null },
  objectId: null,
  caseId: null,
  recordId: null,
  personIds: [],
  purpose: null,
});
