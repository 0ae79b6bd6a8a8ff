import { Injectable } from '@nestjs/common';
import { leafOf } from '#libs/event-store';
import { ServiceKeys } from '#libs/privacy';
import type { AuditEntry } from './audit-entry.js';

/** A line as it is written: what is sensitive in it sealed, and its leaf hash in hex. */
export interface AuditRow extends AuditEntry {
  readonly leaf: string;
}

const text = (value: string | null): string => (value === null ? 'null' : JSON.stringify(value));
const list = (values: readonly string[]): string => `[${values.map((value) => JSON.stringify(value)).join(',')}]`;

/** A line's fields as JSON texts, as the canonical line holds them. */
export type LineTexts = Readonly<Record<keyof AuditEntry, string>>;

/** The canonical line (RFC 8785: the keys in their order) of fields that are JSON already. */
export const canonicalOf = (line: LineTexts): string =>
  `{"action":${line.action},"agencyId":${line.agencyId},"at":${line.at},"auditId":${line.auditId},"caseId":${line.caseId},"classes":${line.classes},` +
  `"correlationId":${line.correlationId},"duty":${line.duty},"ground":${line.ground},"hits":${line.hits},"objectId":${line.objectId},` +
  `"objectType":${line.objectType},"operation":${line.operation},"outcome":${line.outcome},"ownerAgencies":${line.ownerAgencies},` +
  `"personIds":${line.personIds},"purpose":${line.purpose},"recordId":${line.recordId},"rule":${line.rule},"staffId":${line.staffId},"unitId":${line.unitId}}`;

/** The line as canonical JSON: what its leaf is taken over. */
export const canonicalLine = (entry: AuditEntry): string =>
  canonicalOf({
    auditId: text(entry.auditId),
    at: text(entry.at),
    action: text(entry.action),
    operation: text(entry.operation),
    outcome: text(entry.outcome),
    staffId: text(entry.staffId),
    duty: text(entry.duty),
    agencyId: text(entry.agencyId),
    unitId: text(entry.unitId),
    objectType: text(entry.objectType),
    objectId: text(entry.objectId),
    caseId: text(entry.caseId),
    recordId: text(entry.recordId),
    ownerAgencies: list(entry.ownerAgencies),
    personIds: list(entry.personIds),
    hits: list(entry.hits),
    classes: list(entry.classes),
    ground: text(entry.ground),
    purpose: text(entry.purpose),
    correlationId: text(entry.correlationId),
    rule: text(entry.rule),
  });

/** A line in which nothing is left to be sealed, with its leaf hash. */
export const auditRowOf = (line: AuditEntry): AuditRow => ({ ...line, leaf: leafOf(canonicalLine(line)) });

/** The audit's own key: none of a person's, so that the trail survives every erasure (foundation.md 13). */
const KEY = 'audit';
const SEALED = 'sealed:';

/**
 * Makes the rows of the trail. A stated purpose is free text, which people fill with names: it is sealed under the audit's own key, together with the id of
 * its line, so that it opens in that line only.
 */
@Injectable()
export class AuditLines {
  constructor(private readonly keys: ServiceKeys) {}

  async row(entry: AuditEntry): Promise<AuditRow> {
    const line: AuditEntry = {
      ...entry,
      // As the database gives them back.
      caseId: entry.caseId?.toLowerCase() ?? null,
      recordId: entry.recordId?.toLowerCase() ?? null,
      purpose: entry.purpose === null ? null : SEALED + (await this.keys.encrypt(KEY, `${entry.auditId} ${entry.purpose}`)),
    };
    return auditRowOf(line);
  }

  /** The purpose of a line as it was stated; null when none was, or when it can't be opened (another line's, or the key is gone). */
  async purposeOf(auditId: string, stored: string | null): Promise<string | null> {
    if (stored === null || !stored.startsWith(SEALED)) return stored;
    const opened = await this.keys.decrypt(KEY, stored.slice(SEALED.length));
    return opened?.startsWith(`${auditId} `) ? opened.slice(auditId.length + 1) : null;
  }
}
