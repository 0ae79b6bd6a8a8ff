import type { DirectoryFunction } from '#src/access/index';
import { ids, line } from './plan.examples.js';
import { draftPlanInput, planProblems, toPlanContent, type PlanContentInput } from './plan.input.js';

const fn = (id: string, agencyId: string, agencyKind: DirectoryFunction['agencyKind']): [string, DirectoryFunction] => [
  id,
  { id, name: id, agencyId, agencyName: agencyId, agencyKind, unitId: 'u', connected: true, accepts: [], hours: '', phone: null },
];
const functions = new Map([
  fn('boden-vald', 'socialtjanst-boden', 'social-services'),
  fn('psykiatri-mottagning', 'region-norrbotten', 'health-care'),
  fn('polis-lulea-lpo', 'polisen-norrbotten', 'police'),
]);
const check = { functions, agencyId: 'socialtjanst-boden', today: '2026-03-02', standing: [] };
const { personId: _, responsibleKind: __, ...entered } = line;
const input = (change: Partial<PlanContentInput> = {}, lineChange: Partial<PlanContentInput['lines'][number]> = {}): PlanContentInput => ({
  goals: [{ goalId: ids.goal, goal: 'Trygg vardag', need: 'Sover inte' }],
  lines: [{ ...entered, ...lineChange }],
  leaderFunction: 'boden-vald',
  participation: 'took-part',
  participationWays: [],
  othersMeasures: [],
  ...change,
});
const paths = (entry: PlanContentInput, standing: typeof check.standing | (typeof line)[] = []) =>
  planProblems(entry, { ...check, standing }).map(({ path }) => path);

describe('what a plan is checked for', () => {
  it('finds nothing in a plan that can be', () => expect(planProblems(input(), check)).toEqual([]));
  it.each([undefined, ''])('names an intervention that nobody is responsible for (%j)', (responsibleFunction) => {
    const [found] = planProblems({ ...input(), lines: [{ ...entered, responsibleFunction }] as PlanContentInput['lines'] }, check);
    expect(found).toMatchObject({
      path: 'lines.0.responsibleFunction',
      message: { sv: expect.stringContaining('ingen ansvarar') as string },
    });
  });
  it('names a function that does not exist', () =>
    expect(paths(input({}, { responsibleFunction: 'atlantis' }))).toEqual(['lines.0.responsibleFunction']));
  it('names a function that cannot answer for that kind', () =>
    expect(paths(input({}, { responsibleFunction: 'polis-lulea-lpo' }))).toEqual(['lines.0.responsibleFunction']));
  it('names a kind that is not in the catalogue', () => expect(paths(input({}, { kind: 'magic' }))).toEqual(['lines.0.kind']));
  it('names a day that has passed, unless it stood so before', () => {
    const late = input({}, { dueOn: '2026-03-01', followUpOn: '2026-02-01' });
    expect(paths(late)).toEqual(['lines.0.dueOn', 'lines.0.followUpOn']);
    expect(paths(late, [{ ...line, dueOn: '2026-03-01', followUpOn: '2026-02-01' }])).toEqual([]);
    expect(paths(input({}, { dueOn: '2026-03-02' }))).toEqual([]);
  });
  it('names a leader of another agency, since whoever leads owns the plan', () =>
    expect(paths(input({ leaderFunction: 'psykiatri-mottagning' }))).toEqual(['leaderFunction']));
  it('names ids that stand twice and goals that are missing', () => {
    expect(paths(input({ lines: [entered, entered] }))).toEqual(['lines.1.lineId']);
    expect(paths(input({}, { goalId: ids.other }))).toEqual(['lines.0.goalId']);
  });
  it('accepts no unknown field', () => {
    const whole = { ...input(), planId: ids.plan, recordId: ids.record, caseId: ids.case, personId: ids.exposed };
    expect(draftPlanInput.safeParse(whole).success).toBe(true);
    expect(draftPlanInput.safeParse({ ...whole, owner: 'x' }).success).toBe(false);
    // Whose a function is the register says, and nobody who writes.
    expect(draftPlanInput.safeParse({ ...whole, lines: [line] }).success).toBe(false);
  });
});

describe('a checked plan', () => {
  const made = toPlanContent(
    input({ others: 'Syster hämtar barnen' }, { responsibleFunction: 'psykiatri-mottagning', kind: 'treatment', details: 'Varje vecka' }),
    { editionId: ids.edition, personId: ids.exposed, functions },
  );
  it('holds its words apart from what is stored in the open', () => {
    expect(made.texts).toEqual({
      needs: { [ids.goal]: 'Sover inte' },
      goals: { [ids.goal]: 'Trygg vardag' },
      lines: { [ids.line]: 'Varje vecka' },
      others: 'Syster hämtar barnen',
    });
    expect(JSON.stringify({ ...made, texts: null })).not.toMatch(/Sover|Trygg|vecka|Syster/);
  });
  it('is for the plan’s person unless a line says otherwise, and tells which kinds of agency are responsible', () => {
    expect(made.lines[0]).toMatchObject({ personId: ids.exposed });
    expect(made.responsibleKinds).toEqual(['health-care']);
    expect(made.lines[0]?.responsibleKind).toBe('health-care');
  });
});
