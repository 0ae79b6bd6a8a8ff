// sin: no-circles
import { one } from './circle-one.js';
export const two = () => one;
