import { baselines } from './baseline.js';
import { deadline, deadlines } from './deadlines.js';
import { interventionKind, interventionKinds } from './interventions.js';
import { shippedRetention } from './retention.js';

const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);
const unique = (list: readonly string[]) => expect(new Set(list).size).toBe(list.length);

describe('interventions', () => {
  it('are named once, in both languages', () => {
    unique(ids(interventionKinds));
    unique(interventionKinds.map(({ name }) => name.sv));
    unique(interventionKinds.map(({ name }) => name.en));
  });
  it('cover what the county’s plan names, for everyone in the family', () => {
    const names = interventionKinds.map(({ name }) => name.sv);
    for (const name of [
      'Rådgivning',
      'Socialt stöd',
      'Behandling',
      'Riskanalys med anpassade skyddsåtgärder',
      'Polisanmälan och utredning',
      'Skyddat boende',
      'Kontaktförbud',
      'Våldsutövarprogram',
      'Barnsamtal',
    ])
      expect(names).toContain(name);
    expect(interventionKind('partner-safety-contact')?.targets).toEqual(['exposed']); // hers, never in the violence user's chain
    expect(interventionKind('nothing')).toBeUndefined();
  });
  it('each tell of a class: who treats of health, who investigates of a crime, who houses of where', () => {
    const of = (cls: string) => ids(interventionKinds.filter((kind) => kind.class === cls)).toSorted();
    expect(of('location')).toEqual(['relocation', 'shelter-placement']);
    expect(of('crime')).toEqual(['contact-ban', 'joint-home-contact-ban', 'police-investigation', 'special-representative']);
    expect(of('health')).toEqual([
      ...['dental-care', 'health-care-contact', 'injury-documentation', 'partner-safety-contact', 'substance-use-treatment', 'treatment'],
      ...['violence-user-counselling', 'violence-user-programme'],
    ]);
    expect(of('support')).toEqual(expect.arrayContaining(['safety-plan', 'protective-measures', 'counselling', 'social-support']));
    // All that is left to health care alone is of health.
    expect(interventionKinds.filter((kind) => kind.responsible.join() === 'health-care' && kind.class !== 'health')).toEqual([]);
  });
  it('are never the county coordinator’s', () =>
    expect(interventionKinds.filter(({ responsible }) => responsible.includes('county'))).toEqual([]));
});

it('a line of the baseline can be fulfilled by the agency itself, for the one it is about', () => {
  expect(baselines.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['social-services', 'health-care', 'police', 'prosecution']));
  for (const { kind, items } of baselines) {
    unique(ids(items));
    for (const item of items)
      for (const id of item.fulfilledBy) {
        expect([kind, id, interventionKind(id)?.responsible]).toEqual([kind, id, expect.arrayContaining([kind])]);
        expect([id, interventionKind(id)?.targets]).toEqual([id, expect.arrayContaining([item.target])]);
      }
  }
});

it('clocks have the lengths that the statutes give them', () => {
  unique(ids(deadlines));
  expect(deadline('preliminary-assessment').within).toEqual({ days: 14 });
  expect(deadline('child-inquiry')).toMatchObject({ within: { months: 4 }, extension: { by: 'supervisor' } });
  expect(deadline('contact-ban-joint-home')).toMatchObject({
    within: { months: 2 },
    warn: [{ before: { days: 14 } }],
    extension: { atMost: { days: 14 } },
  });
  expect(deadline('emergency-opening-review')).toMatchObject({ within: { hours: 72 }, atEnd: 'locks' });
  expect(deadlines.filter(({ counting }) => counting === 'working')).toEqual([]);
  expect(() => deadline('someday')).toThrow(/someday/);
});

it('records are kept as long as the statutes say', () => {
  const keep = (id: string) => shippedRetention.rules.find((rule) => rule.id === id)?.keep;
  unique(ids(shippedRetention.rules));
  expect(keep('adult-record')).toEqual({ until: 'years-after-last-note', years: 5 });
  expect(keep('child-inquiry')).toEqual({ until: 'person-reaches-age', age: 30 });
  expect(keep('child-in-shelter')).toEqual({ until: 'for-ever' });
});
