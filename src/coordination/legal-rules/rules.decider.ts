import { accept, refuse, type DataOf, type Decider } from '#libs/shared-kernel';
import type { rulesEvents, RulesEvent } from './rules.events.js';

/** The file was parsed and compared by the handler; the decider keeps that it was compared with what is in force now. */
export interface RulesCommand {
  readonly type: 'ApplyRules';
  readonly data: DataOf<(typeof rulesEvents)['applied']['fields']>;
  /** How many files had been applied when the differences were found. */
  readonly comparedWith: number;
}
export interface RulesState {
  readonly applied: number;
  readonly file: string | null;
}
export type RulesRefusal = 'rules-changed-meanwhile';

export const rulesDecider: Decider<RulesCommand, RulesState, RulesEvent, RulesRefusal> = {
  initial: { applied: 0, file: null },
  evolve: (state, event) => {
    switch (event.type) {
      case 'coordination.LegalRulesApplied':
        return { applied: state.applied + 1, file: event.data.file };
    }
  },
  decide: ({ data, comparedWith }, { applied, file }) => {
    if (data.file === file) return accept();
    if (comparedWith !== applied) return refuse('rules-changed-meanwhile');
    return data.changes.length === 0 && applied > 0 ? accept() : accept({ type: 'coordination.LegalRulesApplied', data });
  },
};
