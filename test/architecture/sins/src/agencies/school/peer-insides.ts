// sin: not-in-allowed
// A peer's private facts.
import { rows } from '../police/report/report.rows.js';
export const x = rows;
