import { accept, refuse, type DataOf, type Decider } from '#libs/shared-kernel';
import { isBefore, ownOf, stamp, type Stamp } from '../process/stamp.js';
import { isAfter } from '../process/times.js';
import type { placementEvents, PlacementEvent } from './placement.events.js';
import { evolvePlacement, hasLapsed, lapseOf, type KnownPlacement, type PlacementState } from './placement.state.js';

type Data<K extends keyof typeof placementEvents> = DataOf<(typeof placementEvents)[K]['fields']>;
type Step<N extends string, K extends keyof typeof placementEvents, Less extends string = never> = { readonly step: N } & Stamp &
  Omit<Data<K>, 'placementId' | 'personId' | keyof Stamp | Less>;

export type PlacementCommand =
  | { readonly step: 'decide'; readonly data: Data<'decided'> }
  | Step<'submit', 'submitted'>
  | Step<'rule', 'ruled'>
  | (Step<'start', 'started'> & { readonly childProtected: boolean })
  | Step<'extend-application', 'applicationExtended'>
  | Step<'apply', 'applied'>
  | Step<'judge', 'judged'>
  | Step<'gain-force', 'gainedForce', 'carriedOut'>
  | Step<'review', 'reviewed'>
  | Step<'lapse', 'lapsed', 'lapse'>
  | Step<'end', 'ended'>
  | (Step<'make-secret', 'secrecyDecided'> & { readonly childProtected: boolean })
  | Step<'review-secrecy', 'secrecyReviewed'>
  | Step<'appeal-secrecy', 'secrecyAppealed'>
  | Step<'rule-appeal', 'appealRuled'>;

export type PlacementRefusal =
  | 'placement-unknown'
  | 'placement-exists'
  | 'placement-over'
  | 'placement-lapsed'
  | 'has-not-lapsed'
  | 'before-the-beginning'
  | 'not-submitted'
  | 'submitted-already'
  | 'ruled-already'
  | 'was-revoked'
  | 'child-not-protected'
  | 'started-already'
  | 'not-started'
  | 'applied-already'
  | 'not-applied'
  | 'not-ahead'
  | 'judged-already'
  | 'not-judged'
  | 'secret-already'
  | 'not-secret'
  | 'not-appealed';

type Fault = PlacementRefusal | undefined;
type Taken = Exclude<PlacementCommand, { step: 'decide' } | { step: 'lapse' }>;
/** First what is missing, then what has been done: the one sentence that helps. */
const first = (...faults: readonly (readonly [boolean, PlacementRefusal])[]): Fault => faults.find(([wrong]) => wrong)?.[1];

/** Secrecy of the whereabouts is a matter of its own: it outlives the placement, and is looked at by itself. */
const secrecyFault = (command: Taken, { secrecy }: KnownPlacement): Fault => {
  switch (command.step) {
    case 'make-secret':
      return first([secrecy === 'in-force' || secrecy === 'appealed', 'secret-already'], [!command.childProtected, 'child-not-protected']);
    case 'review-secrecy':
      return first([secrecy === 'none' || secrecy === 'over', 'not-secret']);
    case 'appeal-secrecy':
      return first([secrecy !== 'in-force', 'not-secret']);
    default:
      return first([secrecy !== 'appealed', 'not-appealed']);
  }
};

const faultOf = (command: Taken, state: KnownPlacement): Fault => {
  switch (command.step) {
    case 'submit':
      return first([state.submittedAt !== null, 'submitted-already']);
    case 'rule':
      return first([state.submittedAt === null, 'not-submitted'], [state.ruling !== null, 'ruled-already']);
    case 'start':
      return first(
        [state.startedAt !== null, 'started-already'],
        [state.ruling === 'revoked' || state.judgment === 'rejected', 'was-revoked'],
        [!command.childProtected, 'child-not-protected'],
      );
    case 'extend-application':
      return first(
        [state.startedAt === null, 'not-started'],
        [state.appliedAt !== null, 'applied-already'],
        [!isAfter(command.until, lapseOf(state)?.at ?? command.at), 'not-ahead'],
      );
    case 'apply':
      return first([state.submittedAt === null, 'not-submitted'], [state.appliedAt !== null, 'applied-already']);
    case 'judge':
      return first([state.appliedAt === null, 'not-applied'], [state.judgment !== null, 'judged-already']);
    case 'gain-force':
      return first(
        [state.judgment === null, 'not-judged'],
        [state.judgment === 'rejected', 'was-revoked'],
        [state.forceAt !== null, 'judged-already'],
      );
    case 'review':
      return first([state.startedAt === null, 'not-started']);
    case 'end':
      return undefined;
    default:
      return secrecyFault(command, state);
  }
};

/** The event that a step becomes: its own words with whom and when. */
const EVENTS = {
  submit: 'social-services.ShelterSubmitted',
  rule: 'social-services.ShelterRuled',
  'extend-application': 'social-services.ShelterApplicationExtended',
  apply: 'social-services.ShelterApplied',
  judge: 'social-services.ShelterJudged',
  review: 'social-services.ShelterReviewed',
  end: 'social-services.ShelterEnded',
  'review-secrecy': 'social-services.WhereaboutsReviewed',
  'appeal-secrecy': 'social-services.WhereaboutsAppealed',
  'rule-appeal': 'social-services.WhereaboutsAppealRuled',
} as const satisfies Record<Exclude<Taken['step'], 'start' | 'gain-force' | 'make-secret'>, PlacementEvent['type']>;

const SECRECY: readonly Taken['step'][] = ['make-secret', 'review-secrecy', 'appeal-secrecy', 'rule-appeal'];

/** The rules of a shelter placement: each step needs the one before it, and nothing is built on a decision that the law has let fall. */
export const placementDecider: Decider<PlacementCommand, PlacementState, PlacementEvent, PlacementRefusal> = {
  initial: { status: 'none' },
  evolve: evolvePlacement,

  decide: (command, state) => {
    if (command.step === 'decide')
      return state.status === 'none' ? accept({ type: 'social-services.ShelterDecided', data: command.data }) : refuse('placement-exists');
    if (state.status === 'none') return refuse('placement-unknown');
    if (state.steps.includes(command.stepId)) return accept();
    if (isBefore(command.at, state.begunAt)) return refuse('before-the-beginning');
    const head = { placementId: state.placementId, ...stamp(state, command) };
    const secrecy = SECRECY.includes(command.step as Taken['step']);
    if (command.step === 'lapse') {
      const lapse = lapseOf(state);
      if (state.status === 'lapsed') return accept();
      if (lapse === null || !isAfter(command.at, lapse.at)) return refuse('has-not-lapsed');
      return accept({ type: 'social-services.ShelterLapsed', data: { ...head, lapse: lapse.lapse } });
    }
    if (!secrecy && state.status === 'ended') return refuse('placement-over');
    if (!secrecy && command.step !== 'end' && hasLapsed(state, command.at)) return refuse('placement-lapsed');
    const fault = faultOf(command, state);
    if (fault) return refuse(fault);
    if (command.step === 'start') return accept({ type: 'social-services.ShelterStarted', data: head });
    if (command.step === 'make-secret')
      return accept({ type: 'social-services.WhereaboutsMadeSecret', data: { ...head, decidedBy: command.decidedBy } });
    if (command.step === 'gain-force')
      return accept({ type: 'social-services.ShelterGainedForce', data: { ...head, carriedOut: state.startedAt !== null } });
    // Each step's own words are exactly those of its event; TypeScript does not follow a table from one union to the other.
    return accept({ type: EVENTS[command.step], data: { ...head, ...ownOf(command) } } as PlacementEvent);
  },
};
