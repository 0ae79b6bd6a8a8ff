// sin: no-circles
import { two } from './circle-two.js';
export const one = () => two;
