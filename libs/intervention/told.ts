import {
  interventionTold,
  tell,
  toldAsLocation,
  type AgencyKind,
  type ContractDefinition,
  type ContractEvent,
  type InterventionStatus,
} from '#libs/shared-kernel';
import type { OwnIntervention, toldInterventionFields } from './fields.js';

/** That she is in sheltered housing at all, and which function answers for it, tells where not to look and where to: it is no mere support (OSL 26:7). */
const SHELTERING: ReadonlySet<string> = new Set(['shelter-placement']);
/** Whether an intervention of this kind tells where its person is by being there at all. */
const isSheltering = (kind: string): boolean => SHELTERING.has(kind);

/** Something that is to be done, and by whom. */
interface Task {
  readonly kind?: string | undefined;
  readonly responsibleFunction?: string | undefined;
  /** Kind of the agency of that function, as the register had it. */
  readonly responsibleKind?: AgencyKind | undefined;
}
/** Whose functions shelter. */
const SHELTERER = 'civil-society';
/**
 * Whether a task tells where its person is: by what it is, or by who is to do it, since a shelter that is to receive her, or to talk with her, is a place
 * to look. One that was stored without the kind of its agency is taken for a shelter's wherever the catalogue of kinds lets it be one.
 */
export const tellsWhere = (
  { kind, responsibleFunction, responsibleKind }: Task,
  inCatalogue: (kind: string) => { readonly responsible: readonly AgencyKind[] } | undefined,
): boolean => {
  if (kind !== undefined && isSheltering(kind)) return true;
  if (responsibleFunction === undefined) return false;
  if (responsibleKind !== undefined) return responsibleKind === SHELTERER;
  return (kind === undefined ? undefined : inCatalogue(kind))?.responsible.includes(SHELTERER) ?? true;
};

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
