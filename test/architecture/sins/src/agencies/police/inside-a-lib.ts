// sin: not-in-allowed
// The inside of a lib.
import { problem } from '../../../libs/http/problem.js';
export const x = problem;
