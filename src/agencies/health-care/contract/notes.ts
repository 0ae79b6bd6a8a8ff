import { z } from 'zod';
import { told, YES_NO_UNKNOWN } from '#libs/journal';
import { defineContract, open } from '#libs/shared-kernel';

/** What peers may learn of health care's notes: that it was done and when. What was said, seen or written never. */
export const violenceQuestionAsked = defineContract(
  'health-care.ViolenceQuestionAsked',
  1,
  { rowClass: 'health', thing: 'note' },
  told({}),
);
export const exposureIdentified = defineContract(
  'health-care.ExposureIdentified',
  1,
  { rowClass: 'health', thing: 'note' },
  told({ ongoing: open('risk', z.enum(YES_NO_UNKNOWN).optional()) }),
);
export const injuryDocumented = defineContract(
  'health-care.InjuryDocumented',
  1,
  { rowClass: 'health', thing: 'note' },
  told({ strangulation: open('risk', z.enum(YES_NO_UNKNOWN).optional()) }),
);
export const childNeedNoted = defineContract('health-care.ChildNeedNoted', 1, { rowClass: 'child', thing: 'note' }, told({}));
export const concernReportFiled = defineContract('health-care.ConcernReportFiled', 1, { rowClass: 'child', thing: 'note' }, told({}));
/** On which day she will be met is where to find her. */
export const sipCalled = defineContract(
  'health-care.SipCalled',
  1,
  { rowClass: 'plan', thing: 'note' },
  told({ meetingOn: open('location', z.iso.date().optional()) }),
);
