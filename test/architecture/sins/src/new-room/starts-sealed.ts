// sin: not-in-allowed
// A new folder may import nothing until a line says so.
import { consent } from '#src/coordination/index';
export const x = consent;
