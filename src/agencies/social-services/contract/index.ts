import { z } from 'zod';
import { TOLD_INTERVENTION, toldInterventionFields } from '#libs/intervention';
import { defineContract, open } from '#libs/shared-kernel';

/** What peers may learn of support from the social services: what it is, who answers for it and how it goes. Never a note. */
export const supportPlanned = defineContract('social-services.SupportPlanned', 1, TOLD_INTERVENTION, toldInterventionFields);
export const supportStarted = defineContract('social-services.SupportStarted', 1, TOLD_INTERVENTION, toldInterventionFields);
export const supportInterrupted = defineContract('social-services.SupportInterrupted', 1, TOLD_INTERVENTION, toldInterventionFields);
export const supportCompleted = defineContract('social-services.SupportCompleted', 1, TOLD_INTERVENTION, toldInterventionFields);

const moment = z.iso.datetime({ offset: true });

/** A concern for a child was received, and what came of it. Never who reported, what was said, nor how protection was assessed. */
const concernFields = {
  receivedAt: open('reference', moment.optional()),
  status: open('child', z.enum(['received', 'decided', 'forwarded'])),
  outcome: open('child', z.enum(['open-inquiry', 'no-inquiry', 'inquiry-under-way']).optional()),
  decidedAt: open('reference', moment.optional()),
};
const concern = { rowClass: 'child', thing: 'concern' } as const;
export const concernReceived = defineContract('social-services.ConcernReceived', 1, concern, concernFields);
export const concernDecided = defineContract('social-services.ConcernDecided', 1, concern, concernFields);

/** An inquiry about a child runs or has ended; peers with a duty to supply data (SoL 20:6) know by it that there is one. */
const inquiryFields = {
  openedAt: open('reference', moment.optional()),
  status: open('child', z.enum(['open', 'closed'])),
  outcome: open('child', z.enum(['support', 'no-support']).optional()),
  closedAt: open('reference', moment.optional()),
};
const inquiry = { rowClass: 'child', thing: 'inquiry' } as const;
export const inquiryOpened = defineContract('social-services.InquiryOpened', 1, inquiry, inquiryFields);
export const inquiryClosed = defineContract('social-services.InquiryClosed', 1, inquiry, inquiryFields);

/** Support was decided for a child: of what kind. On which basis, and why, stays with the board. */
export const supportDecided = defineContract(
  'social-services.SupportDecided',
  1,
  { rowClass: 'support', thing: 'support-decision' },
  { kind: open('support', z.string()), decidedAt: open('reference', moment) },
);
