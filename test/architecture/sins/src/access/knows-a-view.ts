// sin: not-in-allowed
// Access serves the rooms, it does not know them.
import { consent } from '#src/coordination/index';
export const x = consent;
