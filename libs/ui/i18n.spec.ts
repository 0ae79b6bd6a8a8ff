import { defineTexts, formatDate, formatDateTime, pickLang, timeLeft, translator } from './index.js';

describe('texts', () => {
  const texts = defineTexts({
    sv: { greeting: 'Hej {{name}}', tries_one: '{{count}} försök', tries_other: '{{count}} försök till' },
    en: { greeting: 'Hello {{name}}', tries_one: '{{count}} try', tries_other: '{{count}} tries' },
  });

  it('come from the feature first and the common ones after', () => {
    expect(texts('en')('greeting', { name: 'Sara' })).toBe('Hello Sara');
    expect(texts('en')('button.save')).toBe('Save');
  });

  it('count', () => {
    expect(texts('en')('tries', { count: 1 })).toBe('1 try');
    expect(texts('en')('tries', { count: 2 })).toBe('2 tries');
  });

  it('take what people wrote as it is: no markup, no interpolation, no lookup of other texts', () => {
    const hostile = '<b>$t(button.save) {{count}}</b>';
    expect(texts('sv')('greeting', { name: hostile })).toBe(`Hej ${hostile}`);
  });

  it('of English must have the same keys, or they do not compile', () => {
    // @ts-expect-error the key b is missing in English
    defineTexts({ sv: { a: 'a', b: 'b' }, en: { a: 'a' } });
    // @ts-expect-error there is no such key
    expect(texts('sv')('nonsense')).toBe('nonsense');
  });

  it('do not leak between features', () => {
    defineTexts({ sv: { greeting: 'Något annat' }, en: { greeting: 'Something else' } });
    expect(texts('sv')('greeting', { name: 'x' })).toBe('Hej x');
  });
});

it('picks the language asked for, then the cookie, then the browser’s, then Swedish', () => {
  expect(pickLang('en', 'sv')).toBe('en');
  expect(pickLang('xx', 'en')).toBe('en');
  expect(pickLang(undefined, undefined, 'en-GB,sv;q=0.8')).toBe('en');
  expect(pickLang(undefined, undefined, 'de')).toBe('sv');
});

describe('dates', () => {
  it('are days and times in Sweden, whatever the server’s zone', () => {
    expect(formatDate('2026-11-21T23:30:00Z', 'sv')).toBe('22 november 2026');
    expect(formatDate('2026-11-21', 'en')).toBe('21 November 2026');
    expect(formatDateTime('2026-07-01T12:00:00Z', 'sv')).toContain('14:00');
    expect(formatDate('nonsense', 'sv')).toBe('nonsense');
  });

  it.each([
    ['2026-11-28', '7 dagar kvar', 'neutral'],
    ['2026-11-23', '2 dagar kvar', 'warning'],
    ['2026-11-22', '1 dag kvar', 'warning'],
    ['2026-11-21', 'Senast i dag', 'warning'],
    ['2026-11-20', 'Försenad 1 dag', 'danger'],
    ['2026-11-21T15:30:00Z', '3 timmar kvar', 'warning'],
    ['2026-11-21T11:59:00Z', 'Försenad i dag', 'danger'],
    ['2026-11-21T12:00:00Z', 'Försenad i dag', 'danger'],
  ])('due %s: %s (%s)', (due, text, tone) => expect(timeLeft(new Date('2026-11-21T12:00:00Z'), due, 'sv')).toEqual({ text, tone }));

  it('counts calendar days over the change of the clock and over midnight in Sweden', () => {
    expect(timeLeft(new Date('2026-10-24T20:00:00Z'), '2026-10-26', 'en').text).toBe('2 days left');
    expect(timeLeft(new Date('2026-11-21T23:30:00Z'), '2026-11-22', 'en').text).toBe('Due today');
  });

  it('translates', () => expect(translator('en')('time.today')).toBe('Due today'));
});
