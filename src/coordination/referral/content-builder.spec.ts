import { buildContent, type OpenedFact, type OpenedPerson } from './content-builder.js';

const field = (cls: 'identity' | 'contact' | 'location' | 'crime' | 'risk', value: unknown) => ({ class: cls, value });
const woman: OpenedPerson = {
  personId: 'w',
  role: 'exposed',
  minor: false,
  protection: 'none',
  fields: {
    name: field('identity', 'Linda Mäki'),
    personNumber: field('identity', '199005122388'),
    phone: field('contact', '070-1740605'),
    address: field('location', 'Påhittsvägen 7'),
  },
};
const child: OpenedPerson = { ...woman, personId: 'c', role: 'child', minor: true, fields: { name: field('identity', 'Wilma Grahn') } };
const fact = (change: Partial<OpenedFact>): OpenedFact => ({
  entryId: 'e1',
  type: 'police.ReportRegistered',
  thing: 'report',
  thingId: 't1',
  personId: null,
  occurredAt: new Date('2026-11-02T08:00:00Z'),
  fields: { offence: field('crime', 'gross-violation'), place: field('location', 'Luleå') },
  ...change,
});

describe('the content of a request', () => {
  it('holds the chosen classes and no other', () => {
    const content = buildContent([woman], [fact({})], ['reference', 'identity']);
    expect(content.identity).toEqual({
      w: { name: 'Linda Mäki', personNumber: '199005122388', role: 'exposed', minor: false, protection: 'none' },
    });
    expect([content.contact, content.location, content.crime]).toEqual([{}, {}, {}]);
  });
  it('never says where someone protected is, even when place was chosen', () => {
    const hidden = { ...woman, protection: 'secrecy-mark' };
    expect(buildContent([hidden], [], ['location']).location).toEqual({});
    expect(buildContent([woman], [], ['location']).location).toEqual({ w: { address: 'Påhittsvägen 7' } });
  });
  it('never says how someone protected is reached, nor where her child is', () => {
    const hidden = { ...woman, protection: 'protected-registration' };
    const pupil = { ...child, fields: { ...child.fields, school: field('location', 'Påhittsskolan') } };
    const { contact, location } = buildContent([hidden, pupil], [], ['location', 'contact']);
    expect([contact, location]).toEqual([{}, {}]);
    expect(buildContent([pupil], [], ['location'], true).location).toEqual({}); // she is in the record, though not in the request
    expect(buildContent([woman, pupil], [], ['location', 'contact'])).toMatchObject({
      contact: { w: { phone: '070-1740605' } },
      location: { c: { school: 'Påhittsskolan' } },
    });
  });
  it('takes only the fields of the class out of a fact', () =>
    expect(buildContent([woman], [fact({})], ['crime']).crime['w']?.map(({ fields }) => fields)).toEqual([{ offence: 'gross-violation' }]));
  it('takes the latest of each thing', () => {
    const later = fact({ entryId: 'e2', fields: { offence: field('crime', 'assault') } });
    expect(buildContent([woman], [fact({}), later], ['crime']).crime['w']?.map(({ fields }) => fields['offence'])).toEqual(['assault']);
  });
  it('puts a fact under its own person, and leaves out those who were not chosen', () => {
    const facts = [fact({ personId: 'c' }), fact({ thingId: 't2', personId: 'someone-else' })];
    const { crime } = buildContent([woman, child], facts, ['crime']);
    expect(Object.keys(crime)).toEqual(['c']);
    expect(crime['c']).toHaveLength(1);
  });
  it('leaves out what was erased', () => {
    const erased = { ...woman, fields: { ...woman.fields, phone: field('contact', { erased: true }) } };
    expect(buildContent([erased], [], ['contact']).contact).toEqual({});
  });
});
