import { accept, refuse, type DataOf, type Decider, type Personal } from '#libs/shared-kernel';
import type { Offence } from '../offences.js';
import type { reportEvents, ReportEvent } from './report.events.js';

type Registered = DataOf<(typeof reportEvents)['registered']['fields']>;
type Corrected = DataOf<(typeof reportEvents)['corrected']['fields']>;

export interface ReportCorrection {
  readonly changeId: string;
  readonly reason: Corrected['reason'];
  readonly offence?: Offence | undefined;
  readonly occurredOn?: string | undefined;
  readonly immediateRisk?: boolean | undefined;
  readonly reportNumber?: Personal<string> | undefined;
  readonly summary?: Personal<string> | undefined;
}
export type ReportCommand = { type: 'RegisterReport'; data: Registered } | { type: 'CorrectReport'; data: ReportCorrection };

/** What a report says in clear. The number and the text are never looked into. */
export type ReportFacts = Pick<
  Registered,
  'reportId' | 'offence' | 'occurredOn' | 'immediateRisk' | 'registeredAt' | 'exposedPersonId' | 'childPersonIds'
>;
export type ReportState =
  | { status: 'none' }
  | { status: 'registered'; recordId: string; caseId: string; agencyId: string; facts: ReportFacts; changes: readonly string[] };

export type ReportRefusal = 'report-unknown' | 'report-exists' | 'nothing-to-correct' | 'suspect-is-exposed';

const factsOf = ({
  reportId,
  offence,
  occurredOn,
  immediateRisk,
  registeredAt,
  exposedPersonId,
  childPersonIds,
}: ReportFacts): ReportFacts => ({
  reportId,
  offence,
  occurredOn,
  immediateRisk,
  registeredAt,
  exposedPersonId,
  childPersonIds,
});

export const reportDecider: Decider<ReportCommand, ReportState, ReportEvent, ReportRefusal> = {
  initial: { status: 'none' },

  evolve: (state, event) => {
    switch (event.type) {
      case 'police.ReportRegistered': {
        const { recordId, caseId, agencyId } = event.data;
        return { status: 'registered', recordId, caseId, agencyId, facts: factsOf(event.data), changes: [] };
      }
      case 'police.ReportCorrected':
        return state.status === 'none' ? state : { ...state, facts: factsOf(event.data), changes: [...state.changes, event.data.changeId] };
    }
  },

  decide: (command, state) => {
    switch (command.type) {
      case 'RegisterReport': {
        if (state.status !== 'none') return refuse('report-exists');
        const { suspectPersonId, exposedPersonId, childPersonIds } = command.data;
        if (suspectPersonId && [exposedPersonId, ...childPersonIds].includes(suspectPersonId)) return refuse('suspect-is-exposed');
        return accept({ type: 'police.ReportRegistered', data: command.data });
      }
      case 'CorrectReport': {
        if (state.status === 'none') return refuse('report-unknown');
        const { changeId, reason, reportNumber, summary, ...clear } = command.data;
        if (state.changes.includes(changeId)) return accept();
        const given = Object.fromEntries(Object.entries(clear).filter(([, value]) => value !== undefined)) as Partial<ReportFacts>;
        const facts = { ...state.facts, ...given };
        const same = JSON.stringify(factsOf(facts)) === JSON.stringify(factsOf(state.facts));
        if (same && reportNumber === undefined && summary === undefined) return refuse('nothing-to-correct');
        const personal = { ...(reportNumber === undefined ? {} : { reportNumber }), ...(summary === undefined ? {} : { summary }) };
        return accept({ type: 'police.ReportCorrected', data: { ...factsOf(facts), changeId, reason, ...personal } });
      }
    }
  },
};
