import { accept, refuse, type DataOf, type Decider } from '#libs/shared-kernel';
import { begin, isBefore, ownOf, stamp, type Begun, type Stamp } from '../process/stamp.js';
import type { concernEvents, ConcernEvent } from './concern.events.js';

type Data<K extends keyof typeof concernEvents> = DataOf<(typeof concernEvents)[K]['fields']>;
/** A step as its event tells it, without what the server fills in. */
type Step<N extends string, K extends keyof typeof concernEvents, Less extends string = never> = { readonly step: N } & Stamp &
  Omit<Data<K>, 'concernId' | 'personId' | keyof Stamp | Less>;

export type ConcernCommand =
  | { readonly step: 'receive'; readonly data: Data<'received'> }
  | Step<'assess-protection', 'protectionAssessed'>
  | Step<'contact-guardians', 'guardiansContacted'>
  | Step<'decide', 'decided', 'reporterWaits'>
  | Step<'reporter-asks', 'reporterAsked', 'late'>
  | Step<'inform-reporter', 'reporterInformed', 'told'>
  | Step<'forward', 'forwarded'>
  | Step<'judge-match', 'matchJudged'>
  | Step<'decide-access', 'accessDecided'>;

type Outcome = Data<'decided'>['outcome'];
interface Known extends Begun {
  readonly concernId: string;
  readonly status: 'received' | 'decided' | 'forwarded';
  readonly source: Data<'received'>['source'];
  readonly honour: boolean;
  readonly protection: Data<'protectionAssessed'>['need'] | null;
  readonly protectionAt: string | null;
  readonly outcome: Outcome | null;
  readonly decidedAt: string | null;
  /** When the reporter asked; with the report itself, or later. */
  readonly askedAt: string | null;
  readonly informedAt: string | null;
  readonly referralId: string | null;
}
export type ConcernState = { readonly status: 'none' } | Known;

export type ConcernRefusal =
  | 'concern-unknown'
  | 'concern-exists'
  | 'concern-forwarded'
  | 'before-the-beginning'
  | 'protection-first'
  | 'contact-needs-reason'
  | 'already-decided'
  | 'not-decided'
  | 'inquiry-missing'
  | 'reporter-unknown'
  | 'reporter-not-entitled'
  | 'reporter-has-not-asked'
  | 'rule-missing';

/** Only who reports by duty may ask what came of it (SoL 19:6). */
const notEntitled = ({ source }: Known): ConcernRefusal | undefined =>
  source === 'anonymous' ? 'reporter-unknown' : source === 'referral' || source === 'authority' ? undefined : 'reporter-not-entitled';

/** In an honour case guardians are never met before protection is assessed; nor without a reason where the need is immediate. */
const contactFault = ({ honour, protection }: Known, hasReason: boolean): ConcernRefusal | undefined => {
  if (protection === null && honour) return 'protection-first';
  return (protection === null || (honour && protection === 'immediate')) && !hasReason ? 'contact-needs-reason' : undefined;
};

/** The rules of a concern report: protection at once, then a decision on an inquiry, or to another board; the reporter hears of the decision alone. */
export const concernDecider: Decider<ConcernCommand, ConcernState, ConcernEvent, ConcernRefusal> = {
  initial: { status: 'none' },

  evolve: (state, event) => {
    if (event.type === 'social-services.ConcernReceived') {
      const { concernId, source, worries, referralId, reporterAsks, at } = event.data;
      const nothingYet = { protection: null, protectionAt: null, outcome: null, decidedAt: null, informedAt: null };
      const reported = { source, honour: worries.includes('honour'), referralId: referralId ?? null, askedAt: reporterAsks ? at : null };
      return { ...begin(event.data), concernId, status: 'received', ...nothingYet, ...reported };
    }
    if (state.status === 'none') return state;
    const next = { ...state, steps: [...state.steps, event.data.stepId] };
    switch (event.type) {
      case 'social-services.ProtectionAssessed':
        return { ...next, protection: event.data.need, protectionAt: state.protectionAt ?? event.data.at };
      case 'social-services.PreliminaryAssessmentDecided':
        return { ...next, status: 'decided', outcome: event.data.outcome, decidedAt: event.data.at };
      case 'social-services.ReporterAsked':
        return { ...next, askedAt: event.data.at };
      case 'social-services.ReporterInformed':
        return { ...next, informedAt: event.data.at };
      case 'social-services.ConcernForwarded':
        return { ...next, status: 'forwarded' };
      case 'social-services.GuardiansContacted':
      case 'social-services.SignalMatchJudged':
      case 'social-services.PartyAccessDecided':
        return next;
    }
  },

  decide: (command, state) => {
    if (command.step === 'receive')
      return state.status === 'none' ? accept({ type: 'social-services.ConcernReceived', data: command.data }) : refuse('concern-exists');
    if (state.status === 'none') return refuse('concern-unknown');
    if (state.steps.includes(command.stepId)) return accept();
    if (isBefore(command.at, state.begunAt)) return refuse('before-the-beginning');
    const head = { concernId: state.concernId, ...stamp(state, command) };
    switch (command.step) {
      case 'assess-protection':
        if (state.status === 'forwarded') return refuse('concern-forwarded');
        return accept({ type: 'social-services.ProtectionAssessed', data: { ...head, ...ownOf(command) } });
      case 'contact-guardians': {
        const fault = contactFault(state, command.reason !== undefined);
        return fault ? refuse(fault) : accept({ type: 'social-services.GuardiansContacted', data: { ...head, ...ownOf(command) } });
      }
      case 'decide': {
        if (state.status === 'forwarded') return refuse('concern-forwarded');
        if (state.status === 'decided') return refuse('already-decided');
        if (state.protection === null) return refuse('protection-first');
        if ((command.outcome === 'open-inquiry') !== (command.inquiryId !== undefined)) return refuse('inquiry-missing');
        const reporterWaits = state.askedAt !== null && notEntitled(state) === undefined;
        return accept({ type: 'social-services.PreliminaryAssessmentDecided', data: { ...head, ...ownOf(command), reporterWaits } });
      }
      case 'reporter-asks': {
        const fault = notEntitled(state);
        if (fault) return refuse(fault);
        if (state.askedAt !== null) return accept();
        return accept({ type: 'social-services.ReporterAsked', data: { ...head, late: state.decidedAt !== null } });
      }
      case 'inform-reporter': {
        const fault = notEntitled(state);
        if (fault) return refuse(fault);
        if (state.informedAt !== null) return accept();
        if (state.outcome === null) return refuse('not-decided');
        if (state.askedAt === null) return refuse('reporter-has-not-asked');
        return accept({ type: 'social-services.ReporterInformed', data: { ...head, told: state.outcome } });
      }
      case 'forward':
        if (state.status === 'forwarded') return refuse('concern-forwarded');
        if (state.status === 'decided') return refuse('already-decided');
        if (state.protection === null) return refuse('protection-first');
        return accept({ type: 'social-services.ConcernForwarded', data: { ...head, ...ownOf(command) } });
      case 'judge-match':
        return accept({ type: 'social-services.SignalMatchJudged', data: { ...head, ...ownOf(command) } });
      case 'decide-access':
        if (command.outcome !== 'given' && command.rule === undefined) return refuse('rule-missing');
        return accept({ type: 'social-services.PartyAccessDecided', data: { ...head, ...ownOf(command) } });
    }
  },
};
