// sin: not-in-allowed
// Login says who somebody is, not what they may.
import { access } from '#src/access/index';
export const x = access;
