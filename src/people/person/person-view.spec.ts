import { PERSON_FIELDS, PERSON_PROTECTIONS } from './person.events.js';
import { withheldClasses, withhold } from './person-view.js';

const fields = Object.fromEntries(Object.entries(PERSON_FIELDS).map(([name, cls]) => [name, { class: cls, value: name }]));
const shown = (protection: (typeof PERSON_PROTECTIONS)[number], extra = {}) =>
  Object.keys(withhold({ ...fields, ...extra }, withheldClasses(protection)));

describe('what is withheld of a person', () => {
  it('is nothing without protection', () => expect(shown('none')).toEqual(Object.keys(PERSON_FIELDS)));
  it.each(PERSON_PROTECTIONS.filter((protection) => protection !== 'none'))('is every place and every contact under %s', (protection) =>
    expect(shown(protection)).toEqual(['name', 'personNumber']),
  );
  it('is whatever nobody has classed', () =>
    expect(shown('none', { shelter: { class: 'identity', value: 'x' } })).toEqual(Object.keys(PERSON_FIELDS)));
});
