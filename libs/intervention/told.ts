import {
  interventionTold,
  tell,
  toldAs,
  withFieldsAs,
  type AgencyKind,
  type ContractDefinition,
  type ContractEvent,
  type InterventionClass,
  type InterventionStatus,
} from '#libs/shared-kernel';
import type { OwnIntervention, toldInterventionFields } from './fields.js';

/** Kinds of intervention as the catalogue has them (config/interventions). */
export type InterventionCatalogue = (
  kind: string,
) => { readonly class: InterventionClass; readonly responsible: readonly AgencyKind[] } | undefined;

/** What a kind tells of by its very name. One that the catalogue no longer has could be anything: it is told as narrowly as what houses her. */
const classOfKind = (kind: string, inCatalogue: InterventionCatalogue): InterventionClass => inCatalogue(kind)?.class ?? 'location';

/** Something that is to be done, and by whom. */
interface Task {
  readonly kind?: string | undefined;
  readonly responsibleFunction?: string | undefined;
  /** Kind of the agency of that function, as the register had it. */
  readonly responsibleKind?: AgencyKind | undefined;
}
/** Whose functions shelter. */
const SHELTERER = 'civil-society';
/** Whether this kind of agency shelters; one that was not stored may. */
export const mayShelter = (kind: AgencyKind | undefined): boolean => kind === undefined || kind === SHELTERER;

/**
 * Whether a task tells where its person is by who is to do it: a shelter that is to receive her, or to talk with her, is a place to look. One that was stored
 * without the kind of its agency is taken for a shelter's wherever the catalogue of kinds lets it be one.
 */
const isShelters = ({ kind, responsibleFunction, responsibleKind }: Task, inCatalogue: InterventionCatalogue): boolean => {
  if (responsibleFunction === undefined) return false;
  if (responsibleKind !== undefined) return mayShelter(responsibleKind);
  return (kind === undefined ? undefined : inCatalogue(kind))?.responsible.includes(SHELTERER) ?? true;
};

/** What a task tells of, by whose it is to do and by its kind. */
export const classOfTask = (task: Task, inCatalogue: InterventionCatalogue): InterventionClass => {
  if (isShelters(task, inCatalogue)) return 'location';
  return task.kind === undefined ? 'support' : classOfKind(task.kind, inCatalogue);
};

/**
 * Tasks apart by what they tell of, under the name that a contract gives those of the class, each as `say` has it. Those that tell of no more than that there
 * is a case always stand there; a name of which there is none is left out, so that nothing says there could be.
 */
export const tasksByClass = <T extends Task, R, N extends string>(
  tasks: readonly T[],
  inCatalogue: InterventionCatalogue,
  names: Readonly<Record<InterventionClass, N>>,
  say: (task: T) => R,
): Partial<Record<N, readonly R[]>> =>
  Object.fromEntries(
    [...new Set(Object.values<N>(names))]
      .map((name) => [name, tasks.filter((task) => names[classOfTask(task, inCatalogue)] === name).map(say)] as const)
      .filter(([name, said]) => name === names.support || said.length > 0),
  ) as unknown as Partial<Record<N, readonly R[]>>;

/** A fact that names a kind of intervention, told as what that kind tells of: the row, the kind and whoever gives it. */
export const tellByKind = (kind: string, inCatalogue: InterventionCatalogue, told: ContractEvent): ContractEvent => {
  const cls = classOfKind(kind, inCatalogue);
  return cls === 'support' || told.definition.rowClass === 'location' ? told : toldAs(told, cls);
};

/** Whether a reason tells where somebody is, or no longer is. */
export const isWhere = (reason: string | null | undefined): boolean => reason === 'moved';
/** A fact whose reason tells where somebody is: told without it, but to those to whom location was disclosed. */
export const tellByReason = (reason: string | undefined, told: ContractEvent): ContractEvent =>
  isWhere(reason) ? withFieldsAs(told, 'location', ['reason']) : told;

/** How an intervention goes, as its agency's contract says it. Called from that agency's disclosure.ts alone. */
export const tellIntervention = <T extends string>(
  definition: ContractDefinition<T, typeof toldInterventionFields>,
  status: InterventionStatus,
  { planId, personId, ...data }: OwnIntervention,
  inCatalogue: InterventionCatalogue,
): readonly ContractEvent[] => {
  const told = { ...interventionTold({ status, details: data }), ...(planId === undefined ? {} : { planId }) };
  return [tellByReason(data.reason, tellByKind(data.kind, inCatalogue, tell(definition, data.interventionId, told, personId)))];
};
