import { accept, refuse, type DataOf, type Decider } from '#libs/shared-kernel';
import type { gapEvents, GapEvent } from './acknowledge-gap.events.js';

type Acknowledged = DataOf<(typeof gapEvents)['acknowledged']['fields']>;

export interface GapCommand {
  readonly type: 'AcknowledgeGap';
  readonly data: Acknowledged;
  /** The gap is there at this moment, as the actor may see it: found by the server. */
  readonly open: boolean;
}
export type GapState =
  { readonly status: 'none' } | ({ readonly status: 'acknowledged' } & Pick<Acknowledged, 'ownerAgency' | 'recordId' | 'caseId'>);
export type GapRefusal = 'gap-not-open' | 'gap-acknowledged';

/** Once for each gap. What is not open needs no word. */
export const gapDecider: Decider<GapCommand, GapState, GapEvent, GapRefusal> = {
  initial: { status: 'none' },
  evolve: (_, { data: { ownerAgency, recordId, caseId } }) => ({ status: 'acknowledged', ownerAgency, recordId, caseId }),
  decide: ({ data, open }, state) => {
    if (state.status === 'acknowledged') return refuse('gap-acknowledged');
    return open ? accept({ type: 'coordination.GapAcknowledged', data }) : refuse('gap-not-open');
  },
};
