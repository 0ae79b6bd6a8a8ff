import type { PlanView } from './plan.view.js';

type Line = PlanView['lines'][number];
const LINE_FIELDS = ['kind', 'personId', 'responsibleFunction', 'dueOn', 'followUpOn', 'details', 'goalId'] as const;
export type LineField = (typeof LINE_FIELDS)[number];

export interface PlanDifference {
  readonly added: readonly Line[];
  readonly removed: readonly Line[];
  readonly changed: readonly { readonly before: Line; readonly after: Line; readonly fields: readonly LineField[] }[];
  /** Goals by what became of them; their words where the reader sees words. */
  readonly goals: readonly { readonly goalId: string; readonly before?: string; readonly after?: string }[];
  readonly leader: boolean;
  readonly participation: boolean;
}

/** What one version of a plan says otherwise than an earlier one. Of what the reader does not see nothing is told, not even that it differs. */
export const comparePlans = (earlier: PlanView, later: PlanView): PlanDifference => {
  const [was, is] = [new Map(earlier.lines.map((line) => [line.lineId, line])), new Map(later.lines.map((line) => [line.lineId, line]))];
  const changed = [...is.values()].flatMap((after) => {
    const before = was.get(after.lineId);
    const fields = before ? LINE_FIELDS.filter((field) => before[field] !== after[field]) : [];
    return before && fields.length > 0 ? [{ before, after, fields }] : [];
  });
  const goalOf = (plan: PlanView, id: string) => plan.goals.find(({ goalId }) => goalId === id);
  const ids = [...new Set([...earlier.goals, ...later.goals].map(({ goalId }) => goalId))];
  const words = (goal: PlanView['goals'][number] | undefined) => goal && [goal.need, goal.goal].filter(Boolean).join(': ');
  const goals = ids.flatMap((goalId) => {
    const [before, after] = [words(goalOf(earlier, goalId)), words(goalOf(later, goalId))];
    if (before === after) return [];
    return [{ goalId, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
  });
  return {
    added: [...is.values()].filter(({ lineId }) => !was.has(lineId)),
    removed: [...was.values()].filter(({ lineId }) => !is.has(lineId)),
    changed,
    goals,
    leader: earlier.leaderFunction !== later.leaderFunction,
    participation:
      earlier.participation !== later.participation ||
      earlier.ownWords !== later.ownWords ||
      earlier.participationWays.join() !== later.participationWays.join(),
  };
};
