import { seenClasses, type GrantPart, type HeldPart } from './seen-classes.js';

const now = new Date('2026-11-02T08:00:00.000Z');
const part: GrantPart = {
  grantId: 'a',
  kind: 'standing',
  ownerAgency: 'polis',
  recipientAgency: 'boden',
  recipientFunction: 'boden-vald',
  classes: ['reference', 'risk', 'crime'],
  purpose: 'support',
  ground: 'osl-10-1-consent',
  ruleVersion: '1',
  from: '2026-10-01T00:00:00.000Z',
  until: '2026-12-01T00:00:00.000Z',
  closedAt: null,
  ours: true,
};
const summary = (parts: readonly HeldPart[], at = now) =>
  seenClasses(parts, at).map(({ class: cls, sees, ways }) => [cls, sees, ways.map(({ grantId, state }) => `${grantId} ${state}`)]);

describe('who sees what, class by class', () => {
  it('tells each class once, and the bare reference only where nothing else is told', () => {
    expect(summary([part])).toEqual([
      ['crime', true, ['a live']],
      ['risk', true, ['a live']],
    ]);
    expect(summary([{ ...part, classes: ['reference'] }])).toEqual([['reference', true, ['a live']]]);
  });

  it('tells of one function’s two decisions in one row, what holds first', () => {
    const earlier: GrantPart = { ...part, grantId: 'b', from: '2026-09-01T00:00:00.000Z', closedAt: '2026-09-20T00:00:00.000Z' };
    expect(summary([earlier, part])[1]).toEqual(['risk', true, ['a live', 'b ended']]);
  });

  it('keeps what was narrowed apart: one class goes on, the other has ended, both since the beginning', () => {
    const narrowedAt = '2026-10-20T00:00:00.000Z';
    const before: GrantPart = { ...part, closedAt: narrowedAt };
    const after: GrantPart = { ...part, classes: ['reference', 'risk'], from: narrowedAt };
    const [crime, risk] = seenClasses([after, before], now);
    expect(crime).toMatchObject({ class: 'crime', sees: false, ways: [{ state: 'ended', endedAt: narrowedAt, from: part.from }] });
    expect(risk).toMatchObject({ class: 'risk', sees: true, ways: [{ state: 'live', endedAt: null, from: part.from }] });
  });

  it('ends what has run out by the clock, at the moment itself', () => {
    const until = new Date(part.until!);
    expect(summary([part], new Date(until.getTime() - 1))[0]).toEqual(['crime', true, ['a live']]);
    expect(seenClasses([part], until)[0]).toMatchObject({ sees: false, ways: [{ state: 'ended', endedAt: part.until }] });
  });

  it('tells of what is decided for later, without saying that it is seen', () => {
    expect(summary([{ ...part, from: '2026-11-03T00:00:00.000Z' }])[0]).toEqual(['crime', false, ['a to-come']]);
  });

  it('never says that a copy is gone: what a recipient holds stays there', () => {
    const copy: GrantPart = { ...part, kind: 'copy', classes: ['reference', 'risk'], until: null };
    expect(summary([copy])).toEqual([['risk', true, ['a kept']]]);
    expect(summary([{ ...copy, closedAt: '2026-10-20T00:00:00.000Z' }])).toEqual([['risk', true, ['a withdrawn']]]);
  });

  it('tells of what went with a request that was accepted as of a copy, once the request has closed', () => {
    const request: HeldPart = { ...part, kind: 'referral', until: null, went: ['risk'], accepted: true };
    const closed: HeldPart = { ...request, closedAt: '2026-10-20T00:00:00.000Z' };
    expect(summary([request])).toEqual([
      ['crime', true, ['a live']],
      ['risk', true, ['a live']],
    ]);
    expect(summary([closed])).toEqual([
      ['crime', false, ['a ended']],
      ['risk', true, ['a withdrawn']],
    ]);
    const runOut: HeldPart = { ...request, until: '2026-11-01T00:00:00.000Z' };
    expect(seenClasses([runOut], now)[1]).toMatchObject({ class: 'risk', sees: true, ways: [{ state: 'kept', endedAt: runOut.until }] });
    // The controls: what nobody accepted ends, and so does what went on and on.
    for (const ended of [
      { ...closed, accepted: false },
      { ...runOut, accepted: false },
      { ...closed, kind: 'standing' as const },
    ])
      expect(summary([ended])[1]).toEqual(['risk', false, ['a ended']]);
  });

  it('never tells of what was cut in the same commit and did not go: withheld since somebody is protected', () => {
    for (const kind of ['copy', 'referral'] as const) {
      const asked: HeldPart = {
        ...part,
        kind,
        classes: ['reference', 'risk', 'location'],
        until: null,
        closedAt: part.from,
        went: ['risk'],
      };
      const left: HeldPart = { ...asked, classes: ['reference', 'risk'], closedAt: null };
      const holds = kind === 'copy' ? 'kept' : 'live';
      expect(summary([asked, left])).toEqual([['risk', true, [`a ${holds}`]]]);
      expect(seenClasses([asked, left], now)[0]!.ways[0]).toMatchObject({ from: part.from, endedAt: null });
      // Nothing but a place was asked for: that there is a disclosure is all there is to tell.
      expect(summary([{ ...asked, classes: ['reference', 'location'] }]).map(([cls]) => cls)).toEqual(['reference']);
      expect(summary([{ ...asked, classes: ['location'] }])).toEqual([]);
      // The controls: what went and was taken back, in the same moment or later, is told.
      const later: HeldPart = { ...asked, closedAt: '2026-10-20T00:00:00.000Z' };
      const gone: HeldPart = { ...asked, went: ['risk', 'location'] };
      for (const told of [later, gone]) expect(summary([told, left]).map(([cls]) => cls)).toEqual(['location', 'risk']);
    }
    const standing: HeldPart = { ...part, closedAt: part.from, went: [] };
    expect(summary([standing]).map(([cls]) => cls)).toEqual(['crime', 'risk']);
  });

  it('counts the files of a copy beside the class that each is about', () => {
    const copy: GrantPart = { ...part, kind: 'copy', classes: ['reference', 'risk', 'crime'], until: null, files: ['risk', 'risk'] };
    expect(seenClasses([copy], now).map(({ class: cls, ways }) => [cls, ways[0]!.files])).toEqual([
      ['crime', 0],
      ['risk', 2],
    ]);
    expect(seenClasses([part], now)[0]!.ways[0]!.files).toBe(0);
  });

  it('keeps the two sides apart', () => {
    const received: GrantPart = {
      ...part,
      grantId: 'c',
      ours: false,
      ownerAgency: 'region',
      recipientAgency: 'polis',
      recipientFunction: 'lpo',
    };
    expect(new Set(seenClasses([part, received], now).map(({ direction, ownerAgency }) => `${direction} ${ownerAgency}`))).toEqual(
      new Set(['discloses polis', 'receives region']),
    );
  });
});
