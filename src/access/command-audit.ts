import { randomUUID } from 'node:crypto';
import type { AuditEntry } from '#src/audit/index';
import type { Place } from './concept.js';
import type { SubjectType } from './policy.js';
import type { CommandMeta } from './request-context.js';

interface Judged {
  readonly concept: { readonly subject: SubjectType };
  readonly id: string;
  readonly operation: string;
  readonly meta: CommandMeta;
  readonly place: Place;
  readonly ground?: string;
  readonly personIds?: readonly string[];
  readonly auditAs?: Extract<AuditEntry['action'], 'command' | 'break-glass'>;
}

const DEPTH = 3;

/** The persons whose ids stand in these, under names that end so: `personId`, `exposedPersonId`, `personIds`. */
export const personsIn = (...sources: readonly unknown[]): string[] => {
  const found = new Set<string>();
  const look = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > DEPTH) return;
    for (const [name, inner] of Object.entries(value)) {
      if (!/personids?$/i.test(name)) look(inner, depth + 1);
      else for (const id of Array.isArray(inner) ? inner : [inner]) if (typeof id === 'string') found.add(id);
    }
  };
  for (const source of sources) look(source, 0);
  return [...found];
};

/** The audit trail's line for a command, done or refused. Named by the server; holds ids, never what was said. */
export const commandAudit = (
  { concept, id, operation, meta, place, ground, personIds, auditAs = 'command' }: Judged,
  outcome: AuditEntry['outcome'],
  rule: string | null,
): AuditEntry => ({
  auditId: randomUUID(),
  at: meta.now.toISOString(),
  action: auditAs,
  operation,
  outcome,
  staffId: meta.actor.staffId,
  duty: meta.actor.duty,
  agencyId: meta.actor.agencyId,
  unitId: meta.actor.unitId,
  objectType: concept.subject,
  objectId: id,
  caseId: place.caseId,
  recordId: place.recordId,
  ownerAgencies: [meta.actor.agencyId],
  personIds: personIds ?? [],
  hits: [],
  classes: [],
  ground: ground ?? null,
  purpose: meta.purpose ?? null,
  correlationId: meta.correlationId,
  rule,
});
