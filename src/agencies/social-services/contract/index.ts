import { z } from 'zod';
import {
  defineContract,
  INTERVENTION_REASONS,
  INTERVENTION_STATUSES,
  interventionContractFields,
  open,
  type InterventionSchemas,
} from '#libs/shared-kernel';

const day = z.iso.date();
const schemas: InterventionSchemas = {
  id: z.uuid(),
  optionalId: z.uuid().optional(),
  name: z.string(),
  status: z.enum(INTERVENTION_STATUSES),
  optionalDay: day.optional(),
  optionalReason: z.enum(INTERVENTION_REASONS).optional(),
};
const shape = { rowClass: 'support', thing: 'intervention' } as const;
const fields = { ...interventionContractFields(schemas), planId: open('plan', z.uuid().optional()) };

/** What peers may learn of support from the social services: what it is, who answers for it and how it goes. Never a note. */
export const supportPlanned = defineContract('social-services.SupportPlanned', 1, shape, fields);
export const supportStarted = defineContract('social-services.SupportStarted', 1, shape, fields);
export const supportInterrupted = defineContract('social-services.SupportInterrupted', 1, shape, fields);
export const supportCompleted = defineContract('social-services.SupportCompleted', 1, shape, fields);
