import type { RoomPart } from '#src/access/index';
import { gapEvents } from './acknowledge-gap.events.js';
import { AcknowledgeGapHandler } from './acknowledge-gap.js';
import { GapAcknowledgements1700000101010 } from './gap.migration.js';
import { gapProjection } from './gap.projection.js';
import { GapAcknowledgementRow } from './gap.rows.js';

export { AcknowledgeGap, acknowledgedIn, acknowledgeGapInput } from './acknowledge-gap.js';
export { findGaps } from './find-gaps.js';
export type { Gap, GapAcknowledgement } from './gap.types.js';
export { foldChain } from './fold-chain.js';
export type { ChainLink, ChainStep, VisibleEntry } from './fold-chain.js';

export const gapParts: RoomPart = {
  controllers: [],
  providers: [AcknowledgeGapHandler],
  migrations: [GapAcknowledgements1700000101010],
  entities: [GapAcknowledgementRow],
  projections: [gapProjection],
  events: [gapEvents],
};
