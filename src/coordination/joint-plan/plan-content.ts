import type { PlanContentInput } from './plan.input.js';
import type { PlanView } from './plan.view.js';

/** A standing plan as the input that would save it unchanged: what a meeting decides is added to it, and nothing is typed twice. */
export const contentOf = (plan: PlanView): PlanContentInput => ({
  goals: plan.goals.map(({ goalId, need, goal }) => ({ goalId, goal: goal ?? '', ...(need ? { need } : {}) })),
  lines: plan.lines.map(({ progress: _, ...line }) => line),
  ...(plan.others ? { others: plan.others } : {}),
  othersMeasures: plan.othersMeasures.map(({ measureId, by, text }) => ({ measureId, by, text: text ?? '' })),
  leaderFunction: plan.leaderFunction,
  participation: plan.participation as PlanContentInput['participation'],
  participationWays: plan.participationWays as PlanContentInput['participationWays'],
  ...(plan.ownWords ? { ownWords: plan.ownWords } : {}),
});
