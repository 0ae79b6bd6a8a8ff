// sin: contract-says-only-what-it-says
import { school } from '../index.js';
export const x = school;
