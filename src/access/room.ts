import type { Type } from '@nestjs/common';
import type { MigrationInterface } from 'typeorm';
import type { Projection } from '#libs/event-store';
import type { OwnInterventions } from '#libs/intervention';
import type { OwnProceeding } from '#libs/proceeding';
import type { EventDefinitions, Publisher } from '#libs/shared-kernel';
import type { Delivery, Reaction } from './reaction.js';

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
  readonly deliveries?: readonly Type<Delivery>[];
  /** What an agency's interventions are called and stored as; the kit of src/interventions does the rest. */
  readonly interventions?: OwnInterventions;
  /** Proceedings of its own (contact ban, programme); the kit of src/proceedings does the rest. */
  readonly proceedings?: readonly OwnProceeding[];
}

/** One concept's share of a room that holds several: the room's door collects them. */
export interface RoomPart extends Omit<Room, 'module' | 'interventions'> {
  readonly providers: readonly Type[];
  readonly controllers: readonly Type[];
}

/** Everything that several parts hand over, as one. */
export const joinParts = (
  parts: readonly RoomPart[],
): Omit<RoomPart, 'providers' | 'controllers'> & { providers: Type[]; controllers: Type[] } => ({
  providers: parts.flatMap((part) => part.providers),
  controllers: parts.flatMap((part) => part.controllers),
  migrations: parts.flatMap((part) => part.migrations ?? []),
  entities: parts.flatMap((part) => part.entities ?? []),
  projections: parts.flatMap((part) => part.projections ?? []),
  events: parts.flatMap((part) => part.events ?? []),
  publishers: parts.flatMap((part) => part.publishers ?? []),
  reactions: parts.flatMap((part) => part.reactions ?? []),
  deliveries: parts.flatMap((part) => part.deliveries ?? []),
  proceedings: parts.flatMap((part) => part.proceedings ?? []),
});
