// sin: agency-door-is-for-the-app
// The journal serves the agencies: each declares its own types to it.
import { police } from '#src/agencies/police/index';
export const x = police;
