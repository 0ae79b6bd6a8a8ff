// sin: not-in-allowed
// A lib that knows a room.
import { access } from '#src/access/index';
export const x = access;
