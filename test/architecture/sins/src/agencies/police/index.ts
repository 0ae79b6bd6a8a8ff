import { report } from './report/report.concept.js';
export const police = report;
