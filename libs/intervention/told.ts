import { interventionTold, tell, type ContractDefinition, type ContractEvent, type InterventionStatus } from '#libs/shared-kernel';
import type { OwnIntervention, toldInterventionFields } from './fields.js';

/** How an intervention goes, as its agency's contract says it. Called from that agency's disclosure.ts alone. */
export const tellIntervention = <T extends string>(
  definition: ContractDefinition<T, typeof toldInterventionFields>,
  status: InterventionStatus,
  { planId, personId, ...data }: OwnIntervention,
): readonly ContractEvent[] => [
  tell(
    definition,
    data.interventionId,
    { ...interventionTold({ status, details: data }), ...(planId === undefined ? {} : { planId }) },
    personId,
  ),
];
