import { z } from 'zod';
import { REFERRAL_STATES } from '#libs/ui';

/** Which requests to list. */
export const listInput = z.strictObject({
  box: z.enum(['inbox', 'sent']).default('inbox'),
  status: z.enum(REFERRAL_STATES).optional(),
  caseId: z.uuid().optional(),
  cursor: z.string().max(500).optional(),
});
