// sin: not-in-allowed
// The audit trail has one reader.
import { audit } from '#src/audit/index';
export const x = audit;
