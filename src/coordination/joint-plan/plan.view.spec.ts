import type { PlanProgressRow } from './plan-progress.rows.js';
import { ids, line } from './plan.examples.js';
import type { PlanVersionRow } from './plan.rows.js';
import { interventionIdOf, progressOf, toPlanView, type PlanCloses } from './plan.view.js';

const facts = {
  planId: ids.plan,
  personId: ids.exposed,
  version: 2,
  ownerAgency: 'socialtjanst-boden',
  lines: [line],
  goals: [{ goalId: ids.goal }],
  texts: { needs: {}, goals: { [ids.goal]: 'Trygg vardag' }, lines: {} },
  savedAt: new Date('2026-03-02T10:00:00Z'),
  savedBy: 'astrid',
  followUpNote: null,
  followedUpOn: null,
  nextFollowUpOn: null,
  closedOn: null,
  agreedOn: null,
  participationWays: ['at-meeting'],
  othersMeasures: [],
  step: null,
  consent: null,
  wishes: null,
  nextMeetingAt: null,
  metOn: null,
  goalOutcomes: null,
  grantedClasses: ['plan'],
  grantedAbout: { [ids.exposed]: ['plan'] },
  closedAbout: [],
};
const rowWith = (change: Partial<PlanVersionRow> = {}): PlanVersionRow => ({ ...facts, ...change }) as unknown as PlanVersionRow;
const row = rowWith();
const leader = { agencyId: 'socialtjanst-boden', functions: ['boden-vald'] };
const peer = { agencyId: 'region-norrbotten', functions: ['boden-kurator'] };
const earlier = rowWith({ version: 1, followedUpOn: '2026-03-01', nextFollowUpOn: '2026-06-01' });

describe('a plan as its reader sees it', () => {
  it('is whole for whoever leads it', () =>
    expect(toPlanView([row], leader, new Map())).toMatchObject({
      own: true,
      words: 'shown',
      savedBy: 'astrid',
      goals: [{ goal: 'Trygg vardag' }],
    }));
  it('is without its words, and without who wrote it, for a peer to whom the plan alone is disclosed', () => {
    const seen = toPlanView([row], peer, new Map());
    expect(seen).toMatchObject({ own: false, words: 'withheld', goals: [{ goalId: ids.goal }] });
    expect(JSON.stringify(seen)).not.toMatch(/Trygg|astrid/);
  });
  it('has its words for a peer to whom free text is disclosed (control)', () =>
    expect(toPlanView([rowWith({ grantedClasses: ['plan', 'free-text'] })], peer, new Map()).goals[0]?.goal).toBe('Trygg vardag'));
  it('tells a peer nothing of sheltered housing, nor when and with whom to meet, unless location was disclosed to it', () => {
    const shelter = { ...line, lineId: ids.other, kind: 'shelter-placement', responsibleFunction: 'jouren' };
    const byShelter = { ...line, lineId: ids.measure, responsibleFunction: 'jouren', responsibleKind: 'civil-society' as const };
    const called = { consent: 'given', functionsNeeded: ['jouren'], nextMeetingAt: new Date('2026-04-01T10:00:00Z') };
    const seen = (grantedClasses: readonly string[], viewer = peer, closedAbout: readonly string[] = []) => {
      const { lines, preparation, nextMeetingAt } = toPlanView(
        [
          rowWith({
            lines: [line, shelter, byShelter],
            step: 'agreed',
            ...called,
            grantedClasses,
            grantedAbout: { [ids.exposed]: grantedClasses },
            closedAbout,
          } as never),
        ],
        viewer,
        new Map(),
      );
      return [lines.length, preparation?.functionsNeeded, nextMeetingAt !== null];
    };
    expect(seen(['plan'])).toEqual([1, [], false]);
    expect(seen(['plan', 'location'])).toEqual([3, ['jouren'], true]);
    expect(seen([], leader)).toEqual([3, ['jouren'], true]);
    // Whoever is to do it sees that.
    expect(seen(['plan'], { agencyId: 'jour', functions: ['jouren'] })).toEqual([3, [], false]);
    // Nor while a mark closes to the reader where she is, disclosed or own; a line for somebody else stays.
    expect(seen(['plan', 'location'], peer, [row.personId, ids.exposed])).toEqual([1, [], false]);
    expect(seen([], leader, [row.personId, ids.exposed])).toEqual([1, [], false]);
    expect(seen([], { ...leader, functions: ['jouren'] }, [row.personId, ids.exposed])).toEqual([1, [], false]);
    expect(seen([], leader, [ids.child])).toEqual([3, ['jouren'], true]);
  });
  it('tells a peer of a plan that a shelter leads, or of her who is protected, not when she is met, and not which function of a shelter leads', () => {
    const followed = {
      leaderFunction: 'boden-vald',
      followedUpOn: '2026-03-01',
      nextFollowUpOn: '2026-06-01',
      closedOn: '2026-07-01',
      closedReason: 'moved',
    };
    const seen = (closes: PlanCloses, granted = ['plan'], viewer = peer) => {
      const plan = toPlanView(
        [rowWith({ ...followed, lines: [line], grantedClasses: granted, grantedAbout: { [ids.exposed]: granted } } as never)],
        viewer,
        new Map(),
        closes,
      );
      return [plan.leaderFunction, plan.nextFollowUpOn, plan.lines[0]!.followUpOn, plan.closedReason];
    };
    const [no, led, shielded] = [
      { ledByShelter: false, shielded: false },
      { ledByShelter: true, shielded: false },
      { ledByShelter: false, shielded: true },
    ];
    const all = ['boden-vald', '2026-06-01', '2026-05-01', 'moved'];
    expect(seen(led)).toEqual(['', null, '2026-05-01', null]);
    expect(seen(shielded)).toEqual(['boden-vald', null, undefined, null]);
    expect(seen(no)).toEqual([...all.slice(0, 3), null]);
    // Controls: location was disclosed, it is the own plan, and it is for the reader to do.
    expect(seen(led, ['plan', 'location'])).toEqual(all);
    expect(seen({ ledByShelter: true, shielded: true }, [], leader)).toEqual(all);
    expect(seen(shielded, ['plan'], { agencyId: 'kommunen', functions: ['boden-vald'] })[2]).toBe('2026-05-01');
  });
  it('has for a peer the lines for those alone about whom the plan was disclosed, and what the own function is to do', () => {
    const programme = {
      ...line,
      lineId: ids.other,
      kind: 'violence-user-programme',
      personId: ids.child,
      responsibleFunction: 'boden-man',
    };
    const seen = (grantedAbout: object, functions: string[] = [], agencyId = peer.agencyId) =>
      toPlanView([rowWith({ lines: [line, programme], grantedAbout } as never)], { agencyId, functions }, new Map()).lines.map(
        ({ lineId }) => lineId,
      );
    expect(seen({ [ids.exposed]: ['plan'], [ids.child]: [] })).toEqual([ids.line]);
    expect(seen({ [ids.exposed]: ['plan'], [ids.child]: ['support', 'location'] })).toEqual([ids.line]);
    expect(seen({ [ids.exposed]: ['plan'], [ids.child]: ['plan'] })).toEqual([ids.line]); // that he is treated is of health
    expect(seen({ [ids.exposed]: ['plan'], [ids.child]: ['plan', 'health'] })).toEqual([ids.line, ids.other]); // control
    expect(seen({}, ['boden-man'])).toEqual([ids.other]);
    expect(seen({}, [], leader.agencyId)).toEqual([ids.line, ids.other]);
  });
  it('tells the words of a line to whom free text about its person was disclosed: not on her word, nor for having the work', () => {
    const his = { ...line, lineId: ids.other, personId: ids.child, responsibleFunction: 'boden-man' };
    const texts = { needs: {}, goals: {}, lines: { [ids.line]: 'Samtal om trygghet', [ids.other]: 'Rädd för pappa' } };
    const told = (hers: readonly string[], childs: readonly string[], viewer = peer) => {
      const grantedAbout = { [ids.exposed]: hers, [ids.child]: childs };
      const row = rowWith({ lines: [line, his], texts, grantedClasses: hers, grantedAbout } as never);
      return toPlanView([row], viewer, new Map()).lines.map(({ details }) => details);
    };
    const all = ['plan', 'free-text'];
    expect(told(all, ['plan'])).toEqual(['Samtal om trygghet', undefined]);
    expect(told(all, [], { agencyId: 'jour', functions: ['boden-man'] })).toEqual(['Samtal om trygghet', undefined]);
    expect(told(['plan'], ['plan'])).toEqual([undefined, undefined]);
    // Controls: free text of both, and the plan's own leader.
    expect(told(all, all)).toEqual(['Samtal om trygghet', 'Rädd för pappa']);
    expect(told([], [], leader)).toEqual(['Samtal om trygghet', 'Rädd för pappa']);
  });
  it('says that words are erased rather than leave them out', () =>
    expect(toPlanView([rowWith({ texts: { erased: true } })], leader, new Map()).words).toBe('erased'));
  it('knows the step, the preparation and how the goals went from the newest version that does', () => {
    const outcome = [{ goalId: ids.goal, outcome: 'partly' as const }];
    const prepared = { step: 'follow-up' as const, consent: 'given', functionsNeeded: ['boden-vald'], wishes: 'Inte i skolan' };
    const before = rowWith({ version: 1, ...prepared, followedUpOn: '2026-03-01', goalOutcomes: outcome });
    const seen = toPlanView([row, before], leader, new Map());
    expect(seen).toMatchObject({
      step: 'follow-up',
      preparation: { consent: 'given', wishes: 'Inte i skolan' },
      goals: [{ outcome: 'partly' }],
    });
    expect(JSON.stringify(toPlanView([row, before], peer, new Map()))).not.toContain('skolan');
  });
  it('keeps its follow-up when a new version is saved', () =>
    expect(toPlanView([row, earlier], leader, new Map())).toMatchObject({ nextFollowUpOn: '2026-06-01' }));
});

describe('how a line goes', () => {
  const link = (position: string, status: string, more: Partial<PlanProgressRow> = {}): PlanProgressRow =>
    ({
      thingId: interventionIdOf(ids.plan, ids.line),
      ownerAgency: 'region-norrbotten',
      position,
      grantedClasses: ['support'],
      fields: { status: { class: 'support', value: status }, startedOn: { class: 'support', value: '2026-03-05' } },
      ...more,
    }) as PlanProgressRow;
  const seen = (...links: PlanProgressRow[]) => progressOf(ids.plan, [line], links, 'socialtjanst-boden').get(ids.line);

  it('is told by the newest link', () =>
    expect(seen(link('10', 'started'), link('9', 'planned'))).toEqual({ status: 'started', startedOn: '2026-03-05' }));
  it('is not told where its status is not disclosed', () =>
    expect(seen(link('1', 'started', { grantedClasses: ['risk'] }))).toBeUndefined());
  it('is not told by another intervention', () => expect(seen(link('1', 'started', { thingId: ids.other }))).toBeUndefined());
});
