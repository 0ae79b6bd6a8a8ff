import {
  interventionTold,
  tell,
  toldAsLocation,
  type ContractDefinition,
  type ContractEvent,
  type InterventionStatus,
} from '#libs/shared-kernel';
import type { OwnIntervention, toldInterventionFields } from './fields.js';

/** That she is in sheltered housing at all, and which function answers for it, tells where not to look and where to: it is no mere support (OSL 26:7). */
const SHELTERING: ReadonlySet<string> = new Set(['shelter-placement']);
/** Whether an intervention of this kind tells where its person is by being there at all. */
export const isSheltering = (kind: string): boolean => SHELTERING.has(kind);

export const tellByKind = (kind: string, told: ContractEvent): ContractEvent => (isSheltering(kind) ? toldAsLocation(told) : told);

/** How an intervention goes, as its agency's contract says it. Called from that agency's disclosure.ts alone. */
export const tellIntervention = <T extends string>(
  definition: ContractDefinition<T, typeof toldInterventionFields>,
  status: InterventionStatus,
  { planId, personId, ...data }: OwnIntervention,
): readonly ContractEvent[] => [
  tellByKind(
    data.kind,
    tell(
      definition,
      data.interventionId,
      { ...interventionTold({ status, details: data }), ...(planId === undefined ? {} : { planId }) },
      personId,
    ),
  ),
];
