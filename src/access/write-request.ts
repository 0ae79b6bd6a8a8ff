import { Problem } from '#libs/http';
import type { Companion } from '#libs/event-store';
import type { RightsChange } from '#libs/shared-kernel';
import type { Concept, Place } from './concept.js';
import type { Facts } from './policy.js';
import type { CommandMeta } from './request-context.js';

export type Event = { type: string; data: object };

/** A command as a handler hands it to the write door. */
export interface WriteRequest<C, S, E extends Event, R extends string> {
  readonly concept: Concept<C, S, E, R>;
  /** Id in the stream's name. */
  readonly id: string;
  /** The command's name, as the audit trail shows it. */
  readonly operation: string;
  /** What the policy is asked: may the actor do this? */
  readonly action: string;
  /** What else lets the actor in: danger to life or health, on an emergency opening of the record that is open still when it is committed. */
  readonly orElse?: 'avert';
  /**
   * The decider's command, or how it is made once the actor is let in and it is no replay: facts filled in by the server, grounds judged.
   * Made anew at each attempt, so that what it was judged on is never older than the attempt.
   */
  readonly command: C | ((state: S, letIn: LetIn) => Promise<Made<C>>);
  /** What the client sent: the fingerprint of its idempotency key. Needed where the command holds more than that (the time, facts filled in). */
  readonly input?: unknown;
  readonly meta: CommandMeta;
  /** The record of the actor's own agency that the new facts belong to. A stream that knows its own home (Concept.home) prevails over it. */
  readonly place: Place | ((state: S) => Place);
  /** Facts to ask the policy about when the stream does not exist yet. Without it the command needs an existing stream. */
  readonly creates?: Facts;
  /** The client must say which version it changes (If-Match): for documents that people edit. */
  readonly needsVersion?: boolean;
  readonly ground?: string;
  readonly personIds?: readonly string[];
  /** An opening out of the ordinary has a word of its own on the trail. */
  readonly auditAs?: 'break-glass';
  /** When it happened, if not now. */
  readonly occurredAt?: Date;
  /** Rights beyond those of the concept, such as search tokens. */
  readonly rights?: readonly RightsChange[];
  /** Operational rows that go with the events, in their commit. Written only when something is recorded: a repeated command must not overwrite what came after it. */
  readonly companions?: readonly Companion[];
}

/**
 * Thrown while a command is made: a rule of law says no to what was asked, and nothing becomes an event. A refusal is a decision too, so the door writes it to
 * the trail, with the rule and the ground that was asked for, before it is answered.
 */
export class RefusedByLaw extends Problem {
  constructor(
    { status, slug, title, extra }: Problem,
    readonly rule: string,
    /** Left out where there is no such ground: what was typed is not for the trail. */
    readonly ground?: string,
  ) {
    super(status, slug, title, extra);
  }
}

/** What let the actor in: their own right to the act, or an emergency opening alone. */
export type LetIn = 'by-right' | 'by-emergency';

/** A command made by the server, with what it found out on the way. */
export interface Made<C> {
  readonly command: C;
  readonly rights?: readonly RightsChange[];
  readonly companions?: readonly Companion[];
  readonly ground?: string;
  readonly personIds?: readonly string[];
}
