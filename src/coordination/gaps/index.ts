export { findGaps } from './find-gaps.js';
export { GAP_KINDS } from './gap.types.js';
export type { Gap, GapInput, GapKind, GapLink, GapReferral } from './gap.types.js';
