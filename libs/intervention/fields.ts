import { z } from 'zod';
import {
  INTERVENTION_REASONS,
  INTERVENTION_STATUSES,
  interventionContractFields,
  interventionEventFields,
  open,
  reclassed,
  sealed,
  type DataOf,
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

/** Fields of an agency's own stored events: each event carries the whole of the intervention as it then stood, and where it belongs. Stored for ever. */
export const ownInterventionFields = {
  ...interventionEventFields(schemas),
  ownerAgency: open('reference', z.string()),
  recordId: open('reference', id),
  caseId: open('reference', id),
  /** For whom: the exposed person, a child or the violence user. */
  personId: open('reference', id),
  planId: open('reference', id.optional()),
  note: sealed('free-text', z.string().max(4000).optional()),
};
export type OwnIntervention = DataOf<typeof ownInterventionFields>;

/** What a contract may tell of an intervention. Never the note: it could tell where she is. */
export const toldInterventionFields = { ...interventionContractFields(schemas), planId: open('plan', id.optional()) };
export const TOLD_INTERVENTION = { rowClass: 'support', thing: 'intervention' } as const;

/** For an agency of which the very name of the thing, and who gives it, tells of somebody's health. In its events and its contract alike. */
export const OF_HEALTH = { kind: open('health', z.string()), functionId: open('health', z.string()) };

/** For an agency that shelters: whatever it does for somebody, and on which day, tells where to look for her (docs/decisions/0033). */
export const ownShelterFields = { ...ownInterventionFields, ...reclassed(interventionEventFields(schemas), 'location') };
export const toldShelterFields = reclassed(toldInterventionFields, 'location');
export const TOLD_SHELTER = { ...TOLD_INTERVENTION, rowClass: 'location' } as const;
