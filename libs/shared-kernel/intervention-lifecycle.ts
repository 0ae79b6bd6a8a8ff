import { accept, refuse, type Decision } from './decider.js';
import { open, type FieldClass, type Schema } from './fields.js';

/**
 * The life of an intervention (insats, for the police åtgärd), the same in every agency: planned, started, interrupted or completed; an interrupted
 * one may be resumed. Pure. Each agency has its own events; what happened is the change that this file decides.
 */
export const INTERVENTION_STATUSES = ['planned', 'started', 'interrupted', 'completed'] as const;
export type InterventionStatus = (typeof INTERVENTION_STATUSES)[number];

/** Why an intervention was interrupted. An enumeration, so that it can be told to a peer without free text. */
export const INTERVENTION_REASONS = [
  'declined-by-person',
  'consent-withdrawn',
  'not-reached',
  'moved',
  'no-longer-needed',
  'safety',
  'replaced',
  'lack-of-resources',
] as const;
export type InterventionReason = (typeof INTERVENTION_REASONS)[number];

/**
 * What the name of a kind of intervention may tell of: `support` says no more than that there is a case. Who treats somebody tells of health, who
 * investigates of a crime, who houses somebody where they are.
 */
export const INTERVENTION_CLASSES = ['support', 'health', 'crime', 'location'] as const satisfies readonly FieldClass[];
export type InterventionClass = (typeof INTERVENTION_CLASSES)[number];

/** What does not change after it is planned. Days are Swedish calendar days (YYYY-MM-DD). */
export interface InterventionTerms {
  readonly interventionId: string;
  /** The line of the joint plan that it answers to. */
  readonly planLineId?: string | undefined;
  /** Kind in config/interventions. */
  readonly kind: string;
  readonly functionId: string;
  readonly dueOn?: string | undefined;
  /** The day it is to be followed up. An intervention without one shows as a gap. */
  readonly followUpOn?: string | undefined;
}

export interface InterventionDetails extends InterventionTerms {
  /** The first day; a resumed intervention keeps it. */
  readonly startedOn?: string | undefined;
  /** The day it was interrupted or completed. */
  readonly endedOn?: string | undefined;
  readonly reason?: InterventionReason | undefined;
}

/** What happened, whole: each agency's event carries all of it, so that its contract event can be derived from the event alone. */
export interface InterventionChange {
  readonly status: InterventionStatus;
  readonly details: InterventionDetails;
}
export type InterventionState = { readonly status: 'none' } | InterventionChange;
export const NO_INTERVENTION: InterventionState = { status: 'none' };

export type InterventionStep =
  | { readonly step: 'plan'; readonly terms: InterventionTerms }
  | { readonly step: 'start'; readonly on: string }
  | { readonly step: 'interrupt'; readonly on: string; readonly reason?: InterventionReason | undefined }
  | { readonly step: 'complete'; readonly on: string };

export type InterventionRefusal =
  | 'intervention-unknown'
  | 'intervention-exists'
  | 'intervention-not-started'
  | 'intervention-interrupted'
  | 'intervention-ended'
  | 'reason-missing'
  | 'ended-before-started';

/**
 * Decides one step. The same step twice changes nothing. A planned intervention that never came about is interrupted with its reason:
 * otherwise it would stay overdue for ever, or be reported as started, which it was not.
 */
export const decideIntervention = (step: InterventionStep, state: InterventionState): Decision<InterventionChange, InterventionRefusal> => {
  if (step.step === 'plan') {
    if (state.status === 'none') return accept({ status: 'planned', details: step.terms });
    if (sameTerms(state.details, step.terms)) return accept();
    // A plan may be agreed anew before anything has begun; afterwards what was begun stands as it was planned.
    return state.status === 'planned' ? accept({ status: 'planned', details: step.terms }) : refuse('intervention-exists');
  }
  if (state.status === 'none') return refuse('intervention-unknown');
  const { status, details } = state;
  switch (step.step) {
    case 'start': {
      if (status === 'started') return accept();
      if (status === 'completed') return refuse('intervention-ended');
      // Resumed no earlier than the day it was interrupted.
      if (details.endedOn !== undefined && step.on < details.endedOn) return refuse('ended-before-started');
      return accept({ status: 'started', details: { ...termsOf(details), startedOn: details.startedOn ?? step.on } });
    }
    case 'interrupt': {
      if (status === 'interrupted') return accept();
      if (status === 'completed') return refuse('intervention-ended');
      if (!step.reason) return refuse('reason-missing');
      if (details.startedOn !== undefined && step.on < details.startedOn) return refuse('ended-before-started');
      return accept({ status: 'interrupted', details: { ...details, endedOn: step.on, reason: step.reason } });
    }
    case 'complete': {
      if (status === 'completed') return accept();
      if (status === 'planned') return refuse('intervention-not-started');
      if (status === 'interrupted') return refuse('intervention-interrupted');
      if (details.startedOn !== undefined && step.on < details.startedOn) return refuse('ended-before-started');
      return accept({ status: 'completed', details: { ...details, endedOn: step.on } });
    }
  }
};

const termsOf = ({ interventionId, planLineId, kind, functionId, dueOn, followUpOn }: InterventionTerms): InterventionTerms => ({
  interventionId,
  ...(planLineId === undefined ? {} : { planLineId }),
  kind,
  functionId,
  ...(dueOn === undefined ? {} : { dueOn }),
  ...(followUpOn === undefined ? {} : { followUpOn }),
});

const sameTerms = (one: InterventionTerms, other: InterventionTerms): boolean =>
  JSON.stringify(termsOf(one)) === JSON.stringify(termsOf(other));

/** What each refusal means to a caseworker; with it every agency answers alike. */
export const INTERVENTION_REFUSALS: Readonly<
  Record<InterventionRefusal, { readonly sv: string; readonly en: string; readonly status?: 422 }>
> = {
  'intervention-unknown': { sv: 'Insatsen finns inte.', en: 'The intervention does not exist.' },
  'intervention-exists': {
    sv: 'Insatsen har redan påbörjats och kan inte planeras om.',
    en: 'The intervention is under way already and cannot be planned anew.',
  },
  'intervention-not-started': {
    sv: 'Insatsen har inte påbörjats och kan därför inte avslutas. Blev den inte av, rapportera den som avbruten med skäl.',
    en: 'The intervention has not been started and so cannot be completed. If it never came about, report it as interrupted with the reason.',
  },
  'intervention-interrupted': {
    sv: 'Insatsen är avbruten. Återuppta den först om den ska avslutas som genomförd.',
    en: 'The intervention is interrupted. Resume it first if it is to be completed.',
  },
  'intervention-ended': { sv: 'Insatsen är redan avslutad.', en: 'The intervention has ended already.' },
  'reason-missing': { sv: 'Ange varför insatsen avbryts.', en: 'Say why the intervention is interrupted.', status: 422 },
  'ended-before-started': {
    sv: 'Datumet ligger före det datum som redan är rapporterat för insatsen.',
    en: 'The date is before the one already reported for the intervention.',
    status: 422,
  },
};

/** Schemas that the kernel cannot build itself, since it depends on no package: give zod's, so that the fields can be documented. */
export interface InterventionSchemas {
  readonly id: Schema<string>;
  readonly optionalId: Schema<string | undefined>;
  /** Kind and function ids. */
  readonly name: Schema<string>;
  readonly status: Schema<InterventionStatus>;
  readonly optionalDay: Schema<string | undefined>;
  readonly optionalReason: Schema<InterventionReason | undefined>;
}

/** Fields that every agency's own intervention events share. Add the sealed note, and the person where there is one. */
export const interventionEventFields = (schemas: InterventionSchemas) => ({
  interventionId: open('reference', schemas.id),
  planLineId: open('reference', schemas.optionalId),
  kind: open('support', schemas.name),
  functionId: open('support', schemas.name),
  dueOn: open('support', schemas.optionalDay),
  followUpOn: open('support', schemas.optionalDay),
  startedOn: open('support', schemas.optionalDay),
  endedOn: open('support', schemas.optionalDay),
  reason: open('support', schemas.optionalReason),
});

/** What peers may learn of an intervention, in every agency's contract: thing `intervention`, row class `support` unless its kind tells of more. */
export const interventionContractFields = (schemas: InterventionSchemas) => ({
  interventionId: open('reference', schemas.id),
  planLineId: open('plan', schemas.optionalId),
  kind: open('support', schemas.name),
  status: open('support', schemas.status),
  functionId: open('support', schemas.name),
  dueOn: open('support', schemas.optionalDay),
  followUpOn: open('support', schemas.optionalDay),
  startedOn: open('support', schemas.optionalDay),
  endedOn: open('support', schemas.optionalDay),
  reason: open('support', schemas.optionalReason),
});

/** The contract's data for a change; optional parts are left out, not empty. */
export const interventionTold = ({ status, details }: InterventionChange) => ({
  ...termsOf(details),
  ...(details.startedOn === undefined ? {} : { startedOn: details.startedOn }),
  ...(details.endedOn === undefined ? {} : { endedOn: details.endedOn }),
  ...(details.reason === undefined ? {} : { reason: details.reason }),
  status,
});
