import { z } from 'zod';
import {
  defineContract,
  INTERVENTION_REASONS,
  INTERVENTION_STATUSES,
  interventionContractFields,
  open,
  type InterventionSchemas,
} from '#libs/shared-kernel';

const id = z.uuid();
const day = z.iso.date();

/** A report to the police exists: of what, when, and whether there is immediate risk. Never its number, its text or who is suspected. Told again when corrected. */
export const reportKnown = defineContract(
  'police.ReportKnown',
  1,
  { rowClass: 'crime', thing: 'report' },
  {
    reportId: open('reference', id),
    registeredAt: open('reference', z.iso.datetime()),
    offence: open('crime', z.string()),
    occurredOn: open('crime', day),
    immediateRisk: open('risk', z.boolean()),
    /** Children in the case, so that each gets an assessment of their own. */
    childPersonIds: open('child', z.array(id).readonly()),
    corrected: open('reference', z.boolean().optional()),
  },
);

const schemas: InterventionSchemas = {
  id,
  optionalId: id.optional(),
  name: z.string(),
  status: z.enum(INTERVENTION_STATUSES),
  optionalDay: day.optional(),
  optionalReason: z.enum(INTERVENTION_REASONS).optional(),
};
const shape = { rowClass: 'support', thing: 'intervention' } as const;
const fields = { ...interventionContractFields(schemas), planId: open('plan', id.optional()) };

/** How a protective measure of the police goes. Never the note: it could tell where she is. */
export const measurePlanned = defineContract('police.MeasurePlanned', 1, shape, fields);
export const measureStarted = defineContract('police.MeasureStarted', 1, shape, fields);
export const measureInterrupted = defineContract('police.MeasureInterrupted', 1, shape, fields);
export const measureCompleted = defineContract('police.MeasureCompleted', 1, shape, fields);
