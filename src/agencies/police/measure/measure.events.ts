import { z } from 'zod';
import {
  defineEvent,
  INTERVENTION_REASONS,
  INTERVENTION_STATUSES,
  interventionEventFields,
  open,
  sealed,
  type EventUnion,
  type InterventionSchemas,
} from '#libs/shared-kernel';

const id = z.uuid();
const day = z.iso.date();
const schemas: InterventionSchemas = {
  id,
  optionalId: id.optional(),
  name: z.string(),
  status: z.enum(INTERVENTION_STATUSES),
  optionalDay: day.optional(),
  optionalReason: z.enum(INTERVENTION_REASONS).optional(),
};

/** Each event carries the whole of the intervention as it then stood, and where it belongs. */
const fields = {
  ...interventionEventFields(schemas),
  ownerAgency: open('reference', z.string()),
  recordId: open('reference', id),
  caseId: open('reference', id),
  /** For whom: the exposed person, a child or the violence user. */
  personId: open('reference', id),
  planId: open('reference', id.optional()),
  note: sealed('free-text', z.string().max(4000).optional()),
};

/** Protective measures (åtgärder) of the police. Stored for ever. */
export const measureEvents = {
  planned: defineEvent('police.MeasurePlanned', 1, fields),
  started: defineEvent('police.MeasureStarted', 1, fields),
  interrupted: defineEvent('police.MeasureInterrupted', 1, fields),
  completed: defineEvent('police.MeasureCompleted', 1, fields),
};
export type MeasureEvent = EventUnion<typeof measureEvents>;
