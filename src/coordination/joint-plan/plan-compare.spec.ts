import { comparePlans } from './plan-compare.js';
import { ids, line } from './plan.examples.js';
import type { PlanView } from './plan.view.js';

const plan = {
  lines: [line],
  goals: [{ goalId: ids.goal, goal: 'Trygg vardag' }],
  leaderFunction: 'boden-vald',
  participation: 'took-part',
  participationWays: ['at-meeting'],
} as unknown as PlanView;

describe('two versions of a plan', () => {
  it('say the same when nothing changed', () =>
    expect(comparePlans(plan, plan)).toEqual({ added: [], removed: [], changed: [], goals: [], leader: false, participation: false }));
  it('differ by lines that came, went and changed', () => {
    const later = {
      ...plan,
      lines: [
        { ...line, dueOn: '2026-05-01' },
        { ...line, lineId: ids.other },
      ],
    } as PlanView;
    expect(comparePlans(plan, later)).toMatchObject({ added: [{ lineId: ids.other }], changed: [{ fields: ['dueOn'] }] });
    expect(comparePlans(later, plan).removed).toMatchObject([{ lineId: ids.other }]);
  });
  it('differ by goals, leader and what she says herself', () => {
    const later = { ...plan, goals: [{ goalId: ids.goal, goal: 'Sova' }], leaderFunction: 'x', ownWords: 'Lugn' } as unknown as PlanView;
    expect(comparePlans(plan, later)).toMatchObject({
      goals: [{ before: 'Trygg vardag', after: 'Sova' }],
      leader: true,
      participation: true,
    });
  });
  it('tell nothing of words that the reader does not see', () => {
    const bare = { ...plan, goals: [{ goalId: ids.goal }] } as unknown as PlanView;
    expect(comparePlans(bare, bare).goals).toEqual([]);
  });
});
