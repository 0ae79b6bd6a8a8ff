import type { Actor } from '#libs/shared-kernel';

/** Who asks, when, and why. Made once for each request by the route guard; time comes from the injected clock. */
export interface RequestContext {
  readonly actor: Actor;
  readonly now: Date;
  readonly correlationId: string;
  /** When the person proved who they are. Left out for the system's own acts; what asks for a fresh login refuses those. */
  readonly authenticatedAt?: Date;
  /** The login session it came in, by a name that is safe to keep. None for a token, nor for the system's own acts. */
  readonly sessionId?: string;
  /** Stated purpose of a read outside the ordinary. */
  readonly purpose?: string;
}

/** A command's request: what a client sends beside the input. */
export interface CommandMeta extends RequestContext {
  readonly idempotencyKey: string;
  /** Opaque version token (If-Match) of what the client had before it. */
  readonly expectedVersion?: string;
  /** Id of the event that a reaction answers to. */
  readonly causationId?: string;
}

/** What a command answers with. Never a body: read it again through the read door. */
export interface CommandResult {
  readonly id: string;
  /** Opaque; hand it to the next read, which waits until the views have come this far. */
  readonly position: string;
  readonly version: string;
  readonly replayed: boolean;
}
