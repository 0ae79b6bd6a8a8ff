export { findGaps } from './find-gaps.js';
export type { Gap, GapInput, GapKind, GapLink, GapReferral } from './gap.types.js';
export { foldChain } from './fold-chain.js';
export type { ChainLink, ChainStep, VisibleEntry } from './fold-chain.js';
