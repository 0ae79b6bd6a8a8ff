// sin: agency-door-is-for-the-app
import { police } from '../police/index.js';
export const x = police;
