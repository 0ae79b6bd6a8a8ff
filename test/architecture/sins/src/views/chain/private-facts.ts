// sin: not-in-allowed
// A shared view over private facts.
import { report } from '#src/agencies/police/report/report.concept';
export const x = report;
