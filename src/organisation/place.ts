import { derivedId } from '#libs/shared-kernel';
import type { Place } from '#src/access/index';

/** Facts of the register belong to no case: each agency has a record of its own for them. */
export const registerOf = (agencyId: string): Place => ({
  recordId: derivedId('staff-register', agencyId),
  caseId: derivedId('organisation'),
});
