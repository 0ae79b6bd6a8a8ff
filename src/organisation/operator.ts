import { randomUUID } from 'node:crypto';
import type { Actor } from '#libs/shared-kernel';
import type { CommandMeta } from '#src/access/index';

/** Who acts when the organisation comes from a file at the command line, before there is an administrator. Shown as such in the audit trail. */
export const operator: Actor = {
  staffId: '00000000-0000-4000-8000-000000000000',
  agencyId: 'operator',
  agencyKind: 'county',
  unitId: 'operator',
  duty: 'administrator',
  functions: [],
  standsInFor: [],
  onCall: false,
};

/** The operator as the sender of a command. */
export const operatorActor = (now: Date): CommandMeta => ({
  actor: operator,
  now,
  correlationId: randomUUID(),
  idempotencyKey: randomUUID(),
});
