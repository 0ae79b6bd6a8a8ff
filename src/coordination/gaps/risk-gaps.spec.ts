import type { GapInput, GapLink } from './gap.types.js';
import { riskGaps } from './risk-gaps.js';

const link = (thing: string, fields: Record<string, unknown>): GapLink => ({
  thing,
  thingId: thing,
  ownerAgency: 'other',
  personId: 'he',
  occurredAt: '2026-03-12T08:00:00Z',
  fields,
});
const gaps = (links: readonly GapLink[], track: 'exposed' | 'violence-user' = 'exposed') =>
  riskGaps({
    caseId: 'case-1',
    ownAgency: 'ours',
    ownKind: 'social-services',
    record: { recordId: 'record-1', status: 'open', source: 'own', track, openedAt: new Date('2026-03-01T08:00:00Z') },
    links,
    referrals: [],
    children: [],
    acknowledged: [],
    today: '2026-03-20',
    now: new Date('2026-03-20T08:00:00Z'),
  } satisfies GapInput).map(({ thingId }) => thingId);

const worse = link('partner-contact', { status: 'new-violence', on: '2026-03-10' });
const breach = link('contact-ban-breach', { status: 'registered', on: '2026-03-12' });
const assessed = (assessedOn: string, change: object = {}) => link('risk', { assessedOn, ...change });

describe('a risk to assess anew', () => {
  it('is a gap after new violence, a raised risk or a broken ban', () =>
    expect(gaps([assessed('2026-03-01'), worse, breach, link('risk-change', { status: 'raised', on: '2026-03-12' })])).toEqual([
      'partner-contact',
      'contact-ban-breach',
      'risk-change',
    ]));
  it('is closed by an assessment that day or later, but not by one that was retracted', () => {
    expect(gaps([worse, assessed('2026-03-10')])).toEqual([]);
    expect(gaps([worse, breach, assessed('2026-03-11')])).toEqual(['contact-ban-breach']);
    expect(gaps([worse, assessed('2026-03-15', { retracted: true })])).toEqual(['partner-contact']);
  });
  it('is none where nothing changed, what was told is retracted, or the reader may not see what it said', () =>
    expect(
      gaps([
        link('partner-contact', { status: 'no-change', on: '2026-03-10' }),
        link('contact-ban-breach', { status: 'retracted', on: '2026-03-12' }),
        link('risk-change', {}),
      ]),
    ).toEqual([]));
  it('is not the violence user’s worker’s', () => expect(gaps([worse], 'violence-user')).toEqual([]));
});
