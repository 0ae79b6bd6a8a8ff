import { told } from '#libs/journal';
import { defineContract } from '#libs/shared-kernel';

const shape = { rowClass: 'child', thing: 'note' } as const;

/** That the child’s absence worried the school. Which school, and what is behind it, never: it tells where the child is. */
export const absenceSignalled = defineContract('school.AbsenceSignalled', 1, shape, told({}));
export const concernReportFiled = defineContract('school.ConcernReportFiled', 1, shape, told({}));
export const supportGiven = defineContract('school.SupportGiven', 1, shape, told({}));
