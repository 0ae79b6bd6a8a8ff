import type { Type } from '@nestjs/common';
import type { MigrationInterface } from 'typeorm';
import type { Projection } from '#libs/event-store';
import type { EventDefinitions, Publisher } from '#libs/shared-kernel';
import type { Reaction } from './reaction.js';

/** What a room hands to the app through its door. The app wires all rooms alike and knows nothing of their insides. */
export interface Room {
  readonly module: Type;
  readonly migrations?: readonly (new () => MigrationInterface)[];
  /** Read-model entities on door views. */
  readonly entities?: readonly Type[];
  readonly projections?: readonly Projection[];
  /** The room's private events (for the event catalogue) and what of them becomes contract events. */
  readonly events?: readonly EventDefinitions[];
  readonly publishers?: readonly Publisher[];
  readonly reactions?: readonly Type<Reaction>[];
}
