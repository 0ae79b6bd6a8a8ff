import type { StoredEvent } from '#libs/event-store';
import type { AgencyKind } from '#libs/shared-kernel';
import type { CommandMeta } from './request-context.js';

/** A contract event as the gate delivers it to one recipient: only the fields whose classes the grant covers, opened. */
export interface Delivered {
  readonly eventId: string;
  readonly type: string;
  readonly thingId: string;
  readonly personId: string | null;
  readonly caseId: string;
  readonly ownerAgency: string;
  readonly ownerRecord: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** The recipient: an agency of the reaction's kind, and the function the grant names (or, for an agency's own facts, ''). */
  readonly recipientAgency: string;
  readonly recipientFunction: string;
  readonly recordedAt: Date;
}

/**
 * When a peer (or the own agency) does X, we do Y: a contract event becomes the recipient's own command. Delivered at least once, so the command
 * carries the meta's idempotency key, which is the same for each redelivery. A reaction never sees what the gate has not let through (foundation.md 5).
 */
export abstract class Reaction {
  abstract readonly name: string;
  /** Contract event types that it listens to. */
  abstract readonly types: readonly string[];
  /** Of which recipients it is: those of one kind of agency, or of several that do the same. */
  abstract readonly kind: AgencyKind | readonly AgencyKind[];
  abstract react(delivered: Delivered, meta: CommandMeta): Promise<void>;
}

/**
 * Carries what was decided to where it was addressed, from the stored event itself. Its own gate: it asks the grant of the recipient before it opens
 * anything. Delivered at least once, retried, and parked when it fails for good (src/app/machinery.ts).
 */
export abstract class Delivery {
  abstract readonly name: string;
  /** Private event types that it carries. */
  abstract readonly types: readonly string[];
  abstract deliver(stored: StoredEvent): Promise<unknown>;
}
