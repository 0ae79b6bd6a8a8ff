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
const fields = {
  ...interventionContractFields(schemas),
  planId: open('plan', z.uuid().optional()),
  /** What care it is, and which clinic gives it, tells of her health. */
  kind: open('health', z.string()),
  functionId: open('health', z.string()),
};

/** What peers may learn of care from health care: what it is, who answers for it and how it goes. Never a note. */
export const carePlanned = defineContract('health-care.CarePlanned', 1, shape, fields);
export const careStarted = defineContract('health-care.CareStarted', 1, shape, fields);
export const careInterrupted = defineContract('health-care.CareInterrupted', 1, shape, fields);
export const careCompleted = defineContract('health-care.CareCompleted', 1, shape, fields);
