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
  /** What care it is, and which clinic gives it, tells of her health. */
  kind: open('health', z.string()),
  functionId: open('health', z.string()),
  ownerAgency: open('reference', z.string()),
  recordId: open('reference', id),
  caseId: open('reference', id),
  /** For whom: the exposed person, a child or the violence user. */
  personId: open('reference', id),
  planId: open('reference', id.optional()),
  note: sealed('free-text', z.string().max(4000).optional()),
};

/** Care (insats) that health care givess. Stored for ever. */
export const careEvents = {
  planned: defineEvent('health-care.CarePlanned', 1, fields),
  started: defineEvent('health-care.CareStarted', 1, fields),
  interrupted: defineEvent('health-care.CareInterrupted', 1, fields),
  completed: defineEvent('health-care.CareCompleted', 1, fields),
};
export type CareEvent = EventUnion<typeof careEvents>;
