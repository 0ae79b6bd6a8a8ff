// sin: not-in-allowed
// Another concept's rules, past its door.
import { consent } from '../consent/consent.decider.js';
export const x = consent;
