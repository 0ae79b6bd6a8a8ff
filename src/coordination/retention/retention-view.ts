import type { LocalText } from '#config/local-text';
import { isErased, isSealed, swedishDate, type Personal } from '#libs/shared-kernel';
import type { RecordKept } from './features/read-retention.js';
import type { Judged } from './judge-retention.js';
import { holdsOn, standingDecision } from './retention.decider.js';
import type { RetentionRules } from './retention-rules.js';

export const STAGES = ['erased', 'erasing', 'held', 'confirmed', 'decided', 'due', 'open', 'kept', 'preserved', 'never'] as const;

export interface HoldView {
  readonly holdId: string;
  readonly ground: string;
  readonly title: LocalText;
  readonly source: string;
  readonly reference: string;
  readonly from: string;
  readonly until: string;
  readonly state: 'active' | 'lifted' | 'ended';
  readonly note: string | null;
}

/** How long one record is kept, by which rule, and what was decided about it. Days are YYYY-MM-DD. */
export interface RetentionView {
  readonly recordId: string;
  readonly caseId: string;
  readonly functionId: string;
  readonly track: string;
  readonly openedOn: string;
  readonly lastNoteOn: string;
  readonly stage: (typeof STAGES)[number];
  readonly rule: {
    readonly id: string;
    readonly title: LocalText;
    readonly source: string;
    readonly erasure: 'must' | 'may' | 'never';
  } | null;
  readonly dueOn: string | null;
  /** Preserved whatever the rule says. */
  readonly sample: { readonly title: LocalText; readonly source: string } | null;
  readonly birthUnknown: boolean;
  readonly handOver: boolean;
  readonly holds: readonly HoldView[];
  readonly decision: {
    readonly decisionId: string;
    readonly reference: string;
    readonly decidedBy: string;
    readonly confirmedBy: string | null;
    readonly own: boolean;
  } | null;
  readonly erased: { readonly on: string; readonly cause: string; readonly reference: string; readonly source: string | null } | null;
}

const text = (value: Personal<string> | undefined): string | null =>
  value === undefined || isSealed(value) || isErased(value) ? null : value;

/** What is shown of a record's retention. Staff as ids: names are the page's to look up. */
export const viewRetention = (
  { row, judged, state, acts, today, facts }: RecordKept,
  rules: RetentionRules,
  staffId: string,
): RetentionView => {
  const known = state.status === 'known' ? state : null;
  const decision = standingDecision(state);
  const erasure = known?.erasure;
  const active = holdsOn(state, today);
  const on = acts.findLast(({ type }) => type === 'coordination.RecordErased' || type === 'coordination.ErasureBegun')?.at;
  const stage = erasure
    ? erasure.done
      ? 'erased'
      : 'erasing'
    : active.length > 0
      ? 'held'
      : decision
        ? decision.confirmedBy
          ? 'confirmed'
          : 'decided'
        : judged.state;
  const { recordId, caseId, functionId, track } = row;
  return {
    ...{ recordId, caseId, functionId, track, openedOn: facts.openedOn, lastNoteOn: facts.lastNoteOn, stage },
    ...judgedView(judged),
    holds: (known?.holds ?? []).map((hold) => ({
      ...hold,
      title: rules.file.holdGrounds.find(({ id }) => id === hold.ground)?.title ?? { sv: hold.ground, en: hold.ground },
      state: hold.lifted ? 'lifted' : active.includes(hold) ? 'active' : 'ended',
      note: text(hold.note),
    })),
    decision: decision && {
      decisionId: decision.decisionId,
      reference: decision.reference,
      decidedBy: decision.decidedBy,
      confirmedBy: decision.confirmedBy,
      own: decision.decidedBy === staffId,
    },
    erased:
      erasure && on ? { on: swedishDate(on), cause: erasure.cause, reference: erasure.reference, source: erasure.source ?? null } : null,
  };
};

const judgedView = ({ rule, dueOn, sample, birthUnknown }: Judged) => ({
  rule: rule && { id: rule.id, title: rule.title, source: rule.source, erasure: rule.erasure },
  dueOn,
  sample: sample && { title: sample.title, source: sample.source },
  birthUnknown,
  handOver: rule?.handOver ?? false,
});
