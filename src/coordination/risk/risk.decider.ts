import { accept, refuse, type DataOf, type Decider } from '#libs/shared-kernel';
import type { riskEvents, RiskEvent } from './risk.events.js';

type Data<K extends keyof typeof riskEvents> = DataOf<(typeof riskEvents)[K]['fields']>;
/** Beside what is stored: whether a reason was given, since the decider never looks at the words, and whether the instrument lets the level differ. */
interface Override {
  readonly hasReason: boolean;
  readonly mayDiffer: boolean;
}

export type RiskCommand =
  | { type: 'AssessRisk'; data: Data<'assessed'>; override: Override }
  | { type: 'CorrectAssessment'; data: Omit<Data<'corrected'>, 'assessmentId' | 'personId'>; override: Override }
  | { type: 'RetractAssessment'; data: Pick<Data<'retracted'>, 'reason'> };

type Standing = Pick<Data<'assessed'>, 'assessmentId' | 'ownerAgency' | 'recordId' | 'caseId' | 'personId'>;
export type RiskState =
  | { readonly status: 'none' }
  | (Standing & {
      readonly status: 'standing' | 'retracted';
      readonly level: string;
      readonly assessedOn: string;
      readonly reviewOn: string;
      readonly editionId: string | null;
    });

export type RiskRefusal =
  | 'assessment-unknown'
  | 'assessment-exists'
  | 'assessment-retracted'
  | 'override-needs-reason'
  | 'override-not-allowed'
  | 'review-not-ahead';

/** Suggestions that leave the level to the assessor: no cut-off, or too little known. There is nothing to override. */
const NO_SUGGESTION = ['professional-judgement', 'insufficient'];

const unsound = (
  { level, suggestedLevel, assessedOn, reviewOn }: Pick<Data<'assessed'>, 'level' | 'suggestedLevel' | 'assessedOn' | 'reviewOn'>,
  { hasReason, mayDiffer }: Override,
): RiskRefusal | undefined => {
  const differs = level !== suggestedLevel;
  // Too little known is no ground for calm: a low level then needs its reason like any other override.
  const needsReason = NO_SUGGESTION.includes(suggestedLevel) ? suggestedLevel === 'insufficient' && level === 'low' : differs;
  if (differs && !mayDiffer && !NO_SUGGESTION.includes(suggestedLevel)) return 'override-not-allowed';
  if (needsReason && !hasReason) return 'override-needs-reason';
  return reviewOn <= assessedOn ? 'review-not-ahead' : undefined;
};

const outcomeOf = ({ level, assessedOn, reviewOn, editionId }: Data<'corrected'>) => ({ level, assessedOn, reviewOn, editionId });

export const riskDecider: Decider<RiskCommand, RiskState, RiskEvent, RiskRefusal> = {
  initial: { status: 'none' },

  evolve: (state, event) => {
    if (event.type === 'coordination.RiskAssessed') {
      const { assessmentId, ownerAgency, recordId, caseId, personId, level, assessedOn, reviewOn } = event.data;
      return { status: 'standing', assessmentId, ownerAgency, recordId, caseId, personId, level, assessedOn, reviewOn, editionId: null };
    }
    if (state.status === 'none') return state;
    switch (event.type) {
      case 'coordination.RiskAssessmentCorrected':
        return { ...state, ...outcomeOf(event.data) };
      case 'coordination.RiskAssessmentRetracted':
        return { ...state, status: 'retracted' };
    }
  },

  decide: (command, state) => {
    if (command.type === 'AssessRisk') {
      if (state.status !== 'none') return refuse('assessment-exists');
      const fault = unsound(command.data, command.override);
      return fault ? refuse(fault) : accept({ type: 'coordination.RiskAssessed', data: command.data });
    }
    if (state.status === 'none') return refuse('assessment-unknown');
    const { assessmentId, personId } = state;
    switch (command.type) {
      case 'CorrectAssessment': {
        if (state.status === 'retracted') return refuse('assessment-retracted');
        if (state.editionId === command.data.editionId) return accept();
        const fault = unsound(command.data, command.override);
        if (fault) return refuse(fault);
        return accept({ type: 'coordination.RiskAssessmentCorrected', data: { assessmentId, personId, ...command.data } });
      }
      case 'RetractAssessment':
        if (state.status === 'retracted') return accept();
        return accept({ type: 'coordination.RiskAssessmentRetracted', data: { assessmentId, personId, ...command.data } });
    }
  },
};
