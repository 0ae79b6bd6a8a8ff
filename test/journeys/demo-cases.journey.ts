import { proceedingWords } from '#config/proceedings';
import { INTERVENTION_STATUSES } from '#libs/shared-kernel';
import { CaseRun } from '#src/app/demo/cases/case-run';
import type { DemoCase, Shown } from '#src/app/demo/cases/demo-case';
import { playCases } from '#src/app/demo/cases/index';
import { demoCases } from '#src/app/demo/cases/table/index';
import { Troupe } from '#src/app/demo/cases/troupe';
import { movedTime } from '#src/app/demo/journey/journey-time';
import { Player } from '#src/app/demo/journey/player';
import { shownOf } from '../support/shown-case.js';
import { createWorld, type World } from '../support/world.js';

/** What the screens can show of each thing, whole: the county has one of every kind. */
const EVERY_STATE: Readonly<Record<string, readonly string[]>> = {
  referral: ['new', 'acknowledged', 'accepted', 'returned', 'done', 'withdrawn', 'expired'],
  plan: ['draft', 'agreed', 'closed'],
  intervention: INTERVENTION_STATUSES,
  record: ['open', 'closed'],
  meeting: ['planned', 'held', 'cancelled'],
  consent: ['given', 'partly-withdrawn', 'withdrawn'],
  disclosure: ['proposed', 'open', 'ended', 'refused'],
  risk: ['low', 'moderate', 'high'],
  concern: ['received', 'decided', 'forwarded'],
  inquiry: ['open', 'closed'],
  placement: ['decided', 'started', 'lapsed', 'ended'],
  'follow-up': ['running', 'ended'],
  extension: ['waits', 'granted', 'refused'],
  ...Object.fromEntries(Object.entries(proceedingWords).map(([thing, { statuses }]) => [thing, Object.keys(statuses)])),
};
const many = (state: string | readonly string[]): string[] => [...new Set([state].flat())].sort();

/** The demo county's table of cases: played as `npm start` plays it, and read back by the people themselves. */
describe('the invented cases of the demo county', () => {
  let world: World;
  let troupe: Troupe;
  const ending = new AbortController().signal;
  const events = async (): Promise<number> =>
    (await world.database.app.query<{ n: number }>('SELECT count(*)::int AS n FROM es.events')).rows[0]!.n;
  const play = (cases: readonly DemoCase[], signal = ending) =>
    playCases(cases, { url: world.url, database: world.database, now: () => world.clock.now(), ending: signal });
  const shown = (one: DemoCase) =>
    shownOf(one, new CaseRun(one.key, troupe, { commands: new Set(), begunAt: undefined }, ending, world.clock.now()), troupe);
  /** What the county has shown of each thing so far. */
  const seen: Record<string, Set<string>> = {};
  /** Every case whose answers show something else than what is declared of it, with both. */
  const unlike = async (of: (one: DemoCase) => Shown | undefined): Promise<string[]> => {
    const found: string[] = [];
    for (const one of demoCases) {
      const declared = of(one);
      if (!declared) continue;
      const now = await shown(one);
      for (const [thing, states] of Object.entries(now)) for (const state of states) (seen[thing] ??= new Set()).add(state);
      for (const [thing, state] of Object.entries(declared)) {
        const [expected, answered] = [many(state).join(', '), (now[thing] ?? []).join(', ')];
        if (expected !== answered) found.push(`${one.key}: ${thing} is ${answered}, not ${expected}`);
      }
    }
    return found;
  };

  beforeAll(async () => {
    world = await createWorld();
    troupe = new Troupe(world.url);
  });
  afterAll(() => world?.close());

  it('each have a key of their own', () => expect(new Set(demoCases.map(({ key }) => key)).size).toBe(demoCases.length));

  it('are cut off between two commands, and go on where they stopped', async () => {
    const cut = new AbortController();
    const before = await events();
    setTimeout(() => cut.abort(), 1500);
    const first = await play(demoCases, cut.signal);
    expect(first.failed).toEqual([]);
    expect(first.played).toBeLessThan(demoCases.length);
    expect(await events()).toBeGreaterThan(before);
    expect(await play(demoCases)).toMatchObject({ played: demoCases.length, failed: [] });
  });

  it('stand as their rows say', async () => {
    await world.settle();
    expect(await unlike(({ state }) => state)).toEqual([]);
  });

  it('are not played twice: the second play sends nothing and adds nothing', async () => {
    await movedTime(world.app, world.clock, world.database).later(0); // what was due by the clock is done, and adds nothing any more
    const before = await events();
    expect(await play(demoCases)).toEqual({ played: demoCases.length, sent: 0, failed: [] });
    expect(await events()).toBe(before);
  });

  it('would be, under another key (negative control), and one that does not come to its state is found', async () => {
    const again: DemoCase = { ...demoCases[0]!, key: 'control' };
    const before = await events();
    expect(await play([again])).toMatchObject({ played: 1, failed: [] });
    expect(await events()).toBeGreaterThan(before);
    expect((await shown(again))['referral']).toEqual(['new']);
    expect(await unlike(({ key }) => (key === 'request-new' ? { referral: 'accepted' } : undefined))).toHaveLength(1);
  });

  it('give the county coordinator figures of the last quarter', async () => {
    const birgitta = await Player.login(world.url, 'demo-county-coordinator');
    const { leadTimes } = await birgitta.get<{ leadTimes: { measure: string; parts: { part: string; count: number | null }[] }[] }>(
      '/api/v1/county/lead-times',
    );
    for (const measure of ['protection-assessment', 'preliminary-assessment', 'child-inquiry'])
      expect([measure, leadTimes.find((row) => row.measure === measure)?.parts.find(({ part }) => part === 'lulea-boden')?.count]).toEqual([
        measure,
        expect.any(Number),
      ]);
  });

  it('show every state that a screen can show, when those due today have run out', async () => {
    await movedTime(world.app, world.clock, world.database).later(2);
    expect(await unlike(({ becomes }) => becomes)).toEqual([]);
    for (const [thing, states] of Object.entries(EVERY_STATE))
      expect([thing, states.filter((state) => !seen[thing]?.has(state))]).toEqual([thing, []]);
  });

  it('were answered without a fault of the server', () => expect(world.logged.filter((line) => line.includes('"level":50'))).toEqual([]));
});
