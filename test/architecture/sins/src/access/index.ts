import { audit } from '#src/audit/index';
export const access = audit;
