import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { LangContext, type Lang } from '#libs/ui';
import { viewConsent, type ConsentView } from '../consent-view.js';
import { recordConsentInput } from '../features/record-consent.js';
import { extendInput, formErrors, recordInput, withdrawInput } from './consent-form.js';
import { ExtendPage, NewConsentPage, WithdrawPage } from './consent-forms.js';
import { ConsentList } from './consent-list.js';
import { consentTexts } from './consent-texts.js';

const id = (n: number) => `0e8f0a1e-0000-4000-8000-00000000000${n}`;
const html = (page: VNode, lang: Lang = 'sv') => renderToString(<LangContext.Provider value={lang}>{page}</LangContext.Provider>);
const now = new Date('2026-03-02T10:00:00Z');
const data = {
  consentId: id(1),
  recordId: id(2),
  caseId: id(3),
  agencyId: 'polisen',
  personId: id(4),
  givenBy: 'adult' as const,
  form: 'oral' as const,
  alone: 'yes' as const,
  recipients: ['region-akut', 'boden-vald'],
  classes: ['reference' as const, 'identity' as const, 'risk' as const],
  purposes: ['support' as const],
  until: '2026-06-01T00:00:00Z',
  circumstances: 'in-car' as const,
  safeContact: 'Vardagar 9–11 på jobbet',
};
const recorded = { event: { type: 'coordination.ConsentRecorded' as const, data }, recordedAt: now };
const withdrawal = (alone: 'yes' | 'no', scope: ConsentView['takenBack'][number]['scope']) => ({
  event: { type: 'coordination.ConsentWithdrawn' as const, data: { consentId: id(1), scope, alone, heardBy: 'astrid' } },
  recordedAt: new Date('2026-03-05T10:00:00Z'),
});
const shown = (...later: ReturnType<typeof withdrawal>[]) => viewConsent([recorded, ...later], now) as ConsentView;
const functions = new Map([
  ['region-akut', 'Akutmottagningen'],
  ['boden-vald', 'Mottagningen i Boden'],
]);
const names = { functions, persons: new Map([[id(4), 'Anna Demo']]) };
const page = { action: '/a', back: '/b', hidden: {}, state: {} };
const place = { recordId: id(2), caseId: id(3) };

describe('what is shown of a consent', () => {
  it('follows the acts on it', () => {
    expect(shown().state).toBe('given');
    expect(shown(withdrawal('yes', { kind: 'part', recipients: ['region-akut'] }))).toMatchObject({
      state: 'partly-withdrawn',
      recipients: [{ functionId: 'boden-vald' }],
    });
    expect(shown(withdrawal('no', { kind: 'whole' }))).toMatchObject({
      state: 'withdrawn',
      recipients: [],
      withdrawnNotAlone: true,
      withdrawnAt: '2026-03-05T10:00:00.000Z',
    });
    expect(viewConsent([recorded], new Date('2026-06-01T00:00:00Z'))?.state).toBe('expired');
    expect(viewConsent([withdrawal('yes', { kind: 'whole' })], now)).toBeNull();
  });
  it.each(['sv', 'en'] as const)('names person, recipients and the safe way of contact (%s)', (lang) => {
    const list = html(<ConsentList caseId={id(3)} views={[shown()]} names={names} withdrawn={false} />, lang);
    for (const text of ['Anna Demo', 'Akutmottagningen', 'Vardagar 9–11 på jobbet', `/consent/${id(1)}/withdraw`])
      expect(list).toContain(text);
    expect(list).not.toContain('/risk"');
  });
  it('tells what was taken back, and when', () => {
    const said = [
      withdrawal('yes', { kind: 'part', purposes: ['plan'] }),
      withdrawal('yes', { kind: 'part', recipients: ['boden-vald'], classes: ['risk'], purposes: ['support'] }),
      withdrawal('yes', { kind: 'end', until: '2026-04-01T21:59:59Z' }),
    ];
    const both = { ...recorded, event: { ...recorded.event, data: { ...data, purposes: ['support' as const, 'plan' as const] } } };
    const view = viewConsent([both, ...said], now)!;
    expect(view).toMatchObject({
      state: 'partly-withdrawn',
      purposes: ['support'],
      until: '2026-04-01T21:59:59Z',
      takenBack: [{ alone: 'yes' }, {}, {}],
    });
    expect(viewConsent([recorded, said[2]!], now)?.state).toBe('partly-withdrawn');
    expect(viewConsent([recorded], now)).toMatchObject({ takenBack: [], withdrawnAt: null });
    const list = html(<ConsentList caseId={id(3)} views={[view]} names={names} withdrawn={false} />);
    for (const text of [
      'För: Stöd',
      'Återkallat 5 mars 2026: Gemensam planering',
      'Mottagningen i Boden – ',
      'gäller längst till 1 april 2026',
    ])
      expect(list).toContain(text);
    expect(list).not.toContain('För: Stöd, ');
    const whole = html(
      <ConsentList caseId={id(3)} views={[shown(withdrawal('yes', { kind: 'whole' }))]} names={names} withdrawn={false} />,
      'en',
    );
    expect(whole).toContain('Withdrawn 5 March 2026<');
    expect(whole).not.toContain('For: ');
  });
  it('tells what it was extended by and how, and an interpreter only where one was used', () => {
    const extension = { consentId: id(1), recipients: ['boden-vald'], classes: [], form: 'written' as const, alone: 'yes' as const };
    const extended = (how: object) => ({
      event: { type: 'coordination.ConsentExtended' as const, data: { ...extension, ...how } },
      recordedAt: new Date('2026-03-05T10:00:00Z'),
    });
    const view = viewConsent([recorded, extended({}), extended({ interpreterUsed: true, givenBy: 'adult' })], now)!;
    expect(view.extended).toMatchObject([
      { until: null, givenBy: null, givenByPersonId: null, interpreterUsed: null },
      { at: '2026-03-05T10:00:00.000Z', givenBy: 'adult', form: 'written', alone: 'yes', interpreterUsed: true },
    ]);
    const list = html(<ConsentList caseId={id(3)} views={[view]} names={names} withdrawn={false} />);
    for (const text of ['Utökat 5 mars 2026: Skriftligt<', 'Utökat 5 mars 2026: Personen själv, vuxen, Skriftligt, Tolk användes<'])
      expect(list).toContain(text);
    expect(html(<ConsentList caseId={id(3)} views={[shown()]} names={names} withdrawn={false} />)).not.toContain('Utökat');
  });
  it('proposes a new risk assessment after a withdrawal, and when she was not alone', () => {
    expect(html(<ConsentList caseId={id(3)} views={[shown()]} names={names} withdrawn />)).toContain(`/workspace/cases/${id(3)}/risk`);
    const coerced = html(
      <ConsentList caseId={id(3)} views={[shown(withdrawal('no', { kind: 'whole' }))]} names={names} withdrawn={false} />,
    );
    expect(coerced).toContain('inte ensam');
    expect(coerced).not.toContain(`/consent/${id(1)}/withdraw`);
  });
});

describe('the forms', () => {
  const persons = [{ personId: id(4), role: 'exposed' as const, minor: false, protection: 'none' as const, name: 'Anna Demo' }];
  const hers = { recordId: id(2), track: 'exposed' as const, persons };
  const record = { ...hers, caseId: id(3), functionId: 'polis-lulea-lpo', assigned: true, records: [hers] };
  const options = [{ value: 'region-akut', label: 'Akutmottagningen', group: 'Region Norrbotten' }];
  const checked = (text: string, name: string) =>
    [...text.matchAll(new RegExp(`<input[^>]*name="${name}"[^>]*>`, 'g'))]
      .filter(([input]) => input.includes('checked'))
      .map(([input]) => /value="([^"]+)"/.exec(input)?.[1]);

  it('of a new one ask three things: the recipient, whether she was alone, save', () => {
    const text = html(<NewConsentPage {...page} record={record} functions={options} kind="police" />);
    expect(checked(text, 'preset')).toEqual(['basic']);
    expect(checked(text, 'lasts')).toEqual(['90']);
    expect(checked(text, 'form')).toEqual(['oral']);
    expect(checked(text, 'alone')).toEqual([]);
    const purposes = checked(text, 'purposes') as string[];
    const taps = {
      personId: id(4),
      recipient: 'region-akut',
      preset: 'basic',
      purposes,
      lasts: '90',
      alone: 'yes',
      form: 'oral',
      givenBy: 'adult',
      circumstances: 'in-car',
    };
    const parsed = recordConsentInput.parse(recordInput({ ...taps, consentId: id(1) }, place, now));
    expect(parsed).toMatchObject({
      recipients: ['region-akut'],
      classes: ['identity', 'contact', 'risk', 'support'],
      until: '2026-05-31T10:00:00.000Z',
    });
    expect(parsed.classes).not.toContain('location');
  });
  it('of a withdrawal say what it does not undo, and offer what is covered', () => {
    const text = html(<WithdrawPage {...page} view={shown()} functions={functions} />);
    for (const part of [
      'ligger kvar i deras akter',
      'Var hon ensam när hon återkallade',
      'region-akut',
      'name="purposes"',
      'sluta gälla tidigare',
    ])
      expect(text).toContain(part);
    expect(text).not.toContain('value="reference"');
    expect(html(<ExtendPage {...page} view={shown()} functions={options} persons={persons} />, 'en')).toContain('Ask again');
  });
  it('become the commands’ inputs', () => {
    expect(withdrawInput({ scope: 'whole', alone: 'yes', recipients: 'x' })).toEqual({ scope: { kind: 'whole' }, alone: 'yes' });
    expect(withdrawInput({ scope: 'part', alone: 'no', recipients: ['x', 'y'] })).toEqual({
      scope: { kind: 'part', recipients: ['x', 'y'] },
      alone: 'no',
    });
    expect(withdrawInput({ scope: 'part', alone: 'yes', purposes: 'plan', untilDate: '2026-04-01' })).toEqual({
      scope: { kind: 'part', purposes: ['plan'] },
      alone: 'yes',
    });
    expect(withdrawInput({ scope: 'end', alone: 'yes', purposes: 'plan', untilDate: '2026-04-01' })).toEqual({
      scope: { kind: 'end', until: '2026-04-01T21:59:59Z' },
      alone: 'yes',
    });
    expect(withdrawInput({ scope: 'end', alone: 'yes' })).toEqual({ scope: { kind: 'end' }, alone: 'yes' });
    expect(extendInput({ recipient: 'z', form: 'oral', alone: 'yes', untilDate: '2026-07-01' })).toEqual({
      recipients: ['z'],
      classes: [],
      until: '2026-07-01T21:59:59Z',
      form: 'oral',
      alone: 'yes',
    });
  });
  it('of an extension say who answered and whether through an interpreter', () => {
    const how = { form: 'oral', alone: 'yes', givenByPersonId: 'anna', interpreter: 'true' };
    const input = { recipients: [], classes: [], form: 'oral', alone: 'yes', interpreterUsed: true };
    expect(extendInput({ ...how, givenBy: 'guardian' })).toEqual({ ...input, givenBy: 'guardian', givenByPersonId: 'anna' });
    expect(extendInput({ ...how, givenBy: 'adult' })).toEqual({ ...input, givenBy: 'adult' });
  });
  it('show a fault once, at its own field, in words that fit', () =>
    expect(
      formErrors(
        [
          { path: 'recipients', message: 'x' },
          { path: 'recipients.0', message: 'y' },
          { path: 'alone', message: 'z' },
          { path: 'scope.until', message: 'u' },
          { path: 'scope.kind', message: 'v' },
        ],
        consentTexts('sv'),
        true,
      ),
    ).toEqual([
      { path: 'recipient', message: 'Välj vem som får ta emot uppgifterna.' },
      { path: 'alone', message: 'Ange om hon var ensam.' },
      { path: 'untilDate', message: 'Ange till när samtycket gäller.' },
      { path: 'scope', message: 'v' },
    ]));
});
