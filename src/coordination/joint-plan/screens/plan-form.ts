import { randomUUID } from 'node:crypto';
import { asList, nestForm, type FormBody } from '#src/people/index';
import type { PlanView } from '../plan.view.js';

type Row = Readonly<Record<string, string | undefined>>;
export interface PlanForm {
  readonly goals: readonly Row[];
  readonly lines: readonly Row[];
  /** For whom, while the plan is new. */
  readonly personId?: string | undefined;
  readonly others?: string | undefined;
  readonly leaderFunction?: string | undefined;
  readonly participation?: string | undefined;
  readonly participationWays: readonly string[];
  readonly ownWords?: string | undefined;
  /** What each of the others undertakes. */
  readonly measures: readonly Row[];
  readonly recordId?: string | undefined;
}

const SPARE_LINES = 2;
const newGoal = (): Row => ({ goalId: randomUUID() });
const newLine = (): Row => ({ lineId: randomUUID() });
const newMeasure = (): Row => ({ measureId: randomUUID() });

/** The form as it first opens: the standing plan, or room for a first goal and some lines. */
export const formOf = (plan?: PlanView): PlanForm => ({
  goals: plan ? plan.goals.map(({ goalId, need, goal }) => ({ goalId, need, goal })) : [newGoal()],
  lines: [
    ...(plan?.lines ?? []).map(({ progress: _, ...line }) => ({ ...line })),
    ...Array.from({ length: plan?.lines.length ? 1 : SPARE_LINES }, newLine),
  ],
  measures: [...(plan?.othersMeasures ?? []), newMeasure()],
  participationWays: plan?.participationWays ?? [],
  ownWords: plan?.ownWords,
  others: plan?.others,
  leaderFunction: plan?.leaderFunction,
  participation: plan?.participation,
});

/** What was posted, row by row, whatever it is: nobody types anything twice. */
export const readPlanForm = (body: FormBody): PlanForm => {
  const entered = nestForm(body);
  const rows = (value: unknown) => asList(value).items as Row[];
  const text = (name: string) => (typeof entered[name] === 'string' ? entered[name] : undefined);
  return {
    goals: rows(entered['goals']),
    lines: rows(entered['lines']),
    measures: rows(entered['measures']),
    participationWays: [body['participationWays'] ?? []].flat() as string[],
    ownWords: text('ownWords'),
    recordId: text('recordId'),
    personId: text('personId'),
    others: text('others'),
    leaderFunction: text('leaderFunction'),
    participation: text('participation'),
  };
};

export const withGoal = (form: PlanForm): PlanForm => ({ ...form, goals: [...form.goals, newGoal()] });
export const withLine = (form: PlanForm): PlanForm => ({ ...form, lines: [...form.lines, newLine()] });
export const withMeasure = (form: PlanForm): PlanForm => ({ ...form, measures: [...form.measures, newMeasure()] });

/** A row that nobody touched; its hidden id and preset choices don't count. */
const blankLine = ({ kind, responsibleFunction, dueOn, followUpOn, details }: Row): boolean =>
  !kind && !responsibleFunction && !dueOn && !followUpOn && !details;
const blankMeasure = ({ by, text }: Row): boolean => !by && !text;
const blankGoal = ({ need, goal }: Row): boolean => !need && !goal;

/** The plan's content out of the form: rows left empty or marked for removal are not in it. `pathOf` leads a fault back to its row. */
export const contentOf = (form: PlanForm): { content: Record<string, unknown>; pathOf: (path: string) => string } => {
  const kept = (rows: readonly Row[], blank: (row: Row) => boolean) =>
    rows.flatMap((row, index) => (blank(row) || row['remove'] ? [] : [{ row, index }]));
  const goals = kept(form.goals, blankGoal);
  const lines = kept(form.lines, blankLine);
  const measures = kept(form.measures, blankMeasure);
  const only = goals.length === 1 ? goals[0]?.row['goalId'] : undefined;
  const content = {
    goals: goals.map(({ row: { remove: _, ...row } }) => row),
    // Where there is one goal, nobody needs to choose it.
    lines: lines.map(({ row: { remove: _, ...row } }) => (row['goalId'] || !only ? row : { ...row, goalId: only })),
    ...(form.others ? { others: form.others } : {}),
    othersMeasures: measures.map(({ row: { remove: _, ...row } }) => row),
    participationWays: form.participationWays,
    ...(form.ownWords ? { ownWords: form.ownWords } : {}),
    leaderFunction: form.leaderFunction ?? '',
    participation: form.participation,
  };
  const pathOf = (path: string): string => {
    const [list, position, ...rest] = path.split('.');
    const named = { goals, lines, othersMeasures: measures }[list ?? ''];
    const row = position === undefined ? undefined : named?.[Number(position)];
    return row ? [list === 'othersMeasures' ? 'measures' : list, row.index, ...rest].join('.') : path;
  };
  return { content, pathOf };
};

/** A follow-up as typed: a goal that nothing was said of is not in it. */
export const readFollowUp = (body: FormBody): Record<string, unknown> => {
  const { idempotencyKey: _key, version: _version, goals, ...rest } = nestForm(body);
  return { ...rest, goals: (asList(goals).items as Row[]).filter((goal) => goal['outcome']) };
};
