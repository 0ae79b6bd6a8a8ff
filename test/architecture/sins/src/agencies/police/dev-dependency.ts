// sin: no-dev-dependency-at-run-time
import fc from 'fast-check';
export const x = fc;
