import { accept, refuse, type Decider, type Personal } from '#libs/shared-kernel';
import type { FactsOf, PlacedProceeding } from './facts.js';
import { statusOn } from './runs-out.js';
import { expiryOf, type Proceeding } from './table.js';

export type ProceedingPlace = Omit<PlacedProceeding, 'note'>;
/** Facts as they stand: by their names in the table. */
export type Standing = Readonly<Record<string, unknown>>;

export interface ProceedingCommand {
  readonly step: string;
  /** What the step gives: `on` and what the table asks for. */
  readonly facts: Standing;
  /** Whatever day the step happened: the day it is written, by the server's clock. */
  readonly today: string;
  /** With the first step; afterwards it stands. */
  readonly place?: ProceedingPlace;
  readonly note?: Personal<string> | undefined;
}
export interface ProceedingState {
  readonly status: string;
  /** Key of the latest event. */
  readonly latest: string | null;
  readonly facts: Standing;
  readonly place: ProceedingPlace | null;
}
export interface ProceedingEvent {
  readonly type: string;
  readonly data: PlacedProceeding & Standing;
}
export type ProceedingDecider<R extends string = string> = Decider<ProceedingCommand, ProceedingState, ProceedingEvent, R | CommonRefusal>;
export type CommonRefusal = 'proceeding-unknown' | 'proceeding-exists' | 'step-not-now' | 'time-has-run-out' | 'before-the-last';

/** A rule of the law beyond the order of steps, over what stood and what would stand. Pure. */
export type Rule<F, R extends string> = (step: string, next: F, standing: F, status: string) => R | undefined;

export const PROCEEDING_REFUSALS: Readonly<Record<CommonRefusal, { readonly sv: string; readonly en: string; readonly status?: 422 }>> = {
  'proceeding-unknown': { sv: 'Det finns inget sådant att ändra.', en: 'There is no such thing to change.' },
  'proceeding-exists': { sv: 'Det är redan registrerat.', en: 'It is registered already.' },
  'step-not-now': { sv: 'Det kan inte göras i det läge som är nu.', en: 'That cannot be done as things stand.' },
  'time-has-run-out': {
    sv: 'Tiden har gått ut. Det som ska gälla härefter beslutas på nytt.',
    en: 'Its time has run out. What is to hold from now on is decided anew.',
  },
  'before-the-last': {
    sv: 'Datumet ligger före det som senast hände.',
    en: 'The date is before what happened last.',
    status: 422,
  },
};

const ownOf = ({ proceedingId, ownerAgency, recordId, caseId, personId }: ProceedingPlace): ProceedingPlace => ({
  proceedingId,
  ownerAgency,
  recordId,
  caseId,
  personId,
});
const same = (one: Standing, other: Standing): boolean => {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return names.every((name) => one[name] === other[name]);
};

/** Which event this stored type is, and the step that made it. @throws Error for a type that is none of the proceeding's */
export const eventKeyOf = ({ events }: Pick<Proceeding, 'events'>, type: string): string => {
  const found = Object.entries(events).find(([, event]) => event.type === type)?.[0];
  if (found === undefined) throw new Error(`${type} is no event of this proceeding`);
  return found;
};
/** The status that follows from an event. */
export const statusAfter = ({ steps }: Pick<Proceeding, 'steps'>, key: string): string => {
  const to = Object.values(steps).find(({ event }) => event === key)?.to;
  if (to === undefined) throw new Error(`no step makes ${key}`);
  return to;
};

/** The rules of a proceeding: the order of its steps from the table, days that only go forward, and what the law says beyond. The same step twice adds nothing. */
export const proceedingDecider = <P extends Pick<Proceeding, 'facts' | 'events' | 'steps' | 'runsOut'>, R extends string = never>(
  table: P,
  rule: Rule<FactsOf<P['facts']>, R> = () => undefined,
): ProceedingDecider<R> => ({
  initial: { status: 'none', latest: null, facts: {}, place: null },

  evolve: (_, { type, data }) => {
    const latest = eventKeyOf(table, type);
    const facts = Object.fromEntries(Object.keys(table.facts).flatMap((name) => (data[name] === undefined ? [] : [[name, data[name]]])));
    return { status: statusAfter(table, latest), latest, facts, place: ownOf(data) };
  },

  decide: (command, state) => {
    const step = table.steps[command.step];
    if (!step) return refuse('step-not-now');
    const kept = Object.entries(state.facts).filter(([name]) => !step.clears?.includes(name));
    const given = Object.entries(command.facts).filter(([, value]) => value !== undefined);
    const next: Standing = Object.fromEntries([...kept, ...given]);
    const standing = state.place;
    if (standing && state.latest === step.event && same(next, state.facts)) return accept();
    if (step.from === undefined && standing) return refuse('proceeding-exists');
    if (step.from !== undefined && !standing) return refuse('proceeding-unknown');
    // The same answer whether or not the machinery has recorded it yet.
    const over = table.runsOut && statusOn(table.runsOut, state.status, state.facts, command.today) === table.runsOut.to;
    if (standing && over && command.step !== expiryOf(table)) return refuse('time-has-run-out');
    if (step.from && !step.from.includes(state.status)) return refuse('step-not-now');
    if (typeof state.facts['on'] === 'string' && String(next['on']) < state.facts['on']) return refuse('before-the-last');
    const broken = rule(command.step, next as FactsOf<P['facts']>, state.facts as FactsOf<P['facts']>, state.status);
    if (broken !== undefined) return refuse(broken);
    const place = standing ?? command.place;
    if (!place) return accept();
    const data = { ...next, ...ownOf(place), ...(command.note === undefined ? {} : { note: command.note }) };
    return accept({ type: table.events[step.event]!.type, data });
  },
});
