import { accept, type DataOf, type Decider } from '#libs/shared-kernel';
import type { DrawEvent, drawEvents } from './draw.events.js';

export interface DrawCommand {
  readonly type: 'DrawReviews';
  readonly data: DataOf<(typeof drawEvents)['drawn']['fields']>;
}
export type DrawState = { readonly status: 'none' } | { readonly status: 'drawn'; readonly agencyId: string };

/** What was drawn stands: nobody draws until the result pleases. */
export const drawDecider: Decider<DrawCommand, DrawState, DrawEvent, never> = {
  initial: { status: 'none' },
  evolve: (_, event) => ({ status: 'drawn', agencyId: event.data.agencyId }),
  decide: ({ data }, state) => (state.status === 'drawn' ? accept() : accept({ type: 'audit-review.ReviewsDrawn', data })),
};
