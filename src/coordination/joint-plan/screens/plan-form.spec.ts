import { ids, line } from '../plan.examples.js';
import type { PlanView } from '../plan.view.js';
import { contentOf, formOf, readPlanForm, withLine } from './plan-form.js';

const posted = {
  'goals.0.goalId': ids.goal,
  'goals.0.goal': 'Trygg vardag',
  'lines.0.lineId': ids.line,
  'lines.0.kind': 'counselling',
  'lines.0.responsibleFunction': 'boden-vald',
  'lines.0.dueOn': '2026-04-01',
  'lines.1.lineId': ids.other,
  'lines.1.goalId': ids.goal,
  'lines.2.lineId': ids.child,
  'lines.2.kind': 'treatment',
  'lines.2.goalId': ids.goal,
  leaderFunction: 'boden-vald',
  participation: 'took-part',
};

describe('the plan’s form', () => {
  it('leaves out rows that nobody touched, and leads a fault back to the row it stands in', () => {
    const { content, pathOf } = contentOf(readPlanForm(posted));
    expect(content['lines']).toMatchObject([{ lineId: ids.line }, { lineId: ids.child }]);
    expect(pathOf('lines.1.dueOn')).toBe('lines.2.dueOn');
    expect(pathOf('leaderFunction')).toBe('leaderFunction');
  });
  it('gives a line the only goal there is', () =>
    expect(contentOf(readPlanForm(posted)).content['lines']).toMatchObject([{ goalId: ids.goal }, {}]));
  it('leaves out a row that is marked for removal', () =>
    expect(contentOf(readPlanForm({ ...posted, 'lines.2.remove': 'true' })).content['lines']).toHaveLength(1));
  it('takes what others undertake and how she took part, and leads a fault back to its row', () => {
    const measures = {
      'measures.0.measureId': ids.other,
      'measures.1.measureId': ids.measure,
      'measures.1.by': 'kin',
      'measures.1.text': 'Hämtar',
    };
    const { content, pathOf } = contentOf(readPlanForm({ ...posted, ...measures, participationWays: 'at-meeting', ownWords: 'Lugn' }));
    expect(content).toMatchObject({
      othersMeasures: [{ measureId: ids.measure, by: 'kin', text: 'Hämtar' }],
      participationWays: ['at-meeting'],
      ownWords: 'Lugn',
    });
    expect(pathOf('othersMeasures.0.text')).toBe('measures.1.text');
  });
  it('keeps every row when another is added', () => {
    const more = withLine(readPlanForm(posted));
    expect(more.lines).toHaveLength(4);
    expect(more.lines[0]).toMatchObject({ kind: 'counselling', dueOn: '2026-04-01' });
  });
  it('opens with the standing plan and room for one more line', () => {
    const plan = {
      goals: [{ goalId: ids.goal, goal: 'Trygg vardag' }],
      lines: [line],
      othersMeasures: [],
      participationWays: [],
    } as unknown as PlanView;
    expect(formOf(plan).lines).toHaveLength(2);
    expect(formOf(plan).goals).toMatchObject([{ goal: 'Trygg vardag' }]);
    expect(formOf().lines.length).toBeGreaterThan(1);
  });
});
