import { PERSON_FIELDS, PERSON_PROTECTIONS, PERSON_ROLES, type PersonProtection, type PersonRole } from './person.events.js';
import { withheldClasses, withheldWhenRevealed, withhold, type Shielding } from './person-view.js';

const fields = Object.fromEntries(Object.entries(PERSON_FIELDS).map(([name, cls]) => [name, { class: cls, value: name }]));
const shielding = (mark: PersonProtection, role: PersonRole = 'exposed', shielded = mark !== 'none'): Shielding => ({
  mark,
  role,
  shielded,
});
const shown = (person: Shielding, extra = {}) => Object.keys(withhold({ ...fields, ...extra }, withheldClasses(person)));
const MARKS = PERSON_PROTECTIONS.filter((protection) => protection !== 'none');

describe('what is withheld of a person', () => {
  it('is nothing without protection', () => expect(shown(shielding('none'))).toEqual(Object.keys(PERSON_FIELDS)));
  it.each(MARKS)('is every place and every contact under %s', (mark) => {
    expect(shown(shielding(mark))).toEqual(['name', 'personNumber']);
    expect(withheldWhenRevealed(shielding(mark))).toEqual(['location']);
  });
  it.each(PERSON_ROLES.filter((role) => role !== 'violence-user'))(
    'is every place and every contact of a %s beside whom somebody is protected',
    (role) => {
      const near = shielding('none', role, true);
      expect(shown(near)).toEqual(['name', 'personNumber']);
      expect(withheldWhenRevealed(near)).toEqual(['location']);
    },
  );
  it('is nothing of the violence user for somebody else’s sake, and everything for his own', () => {
    expect(shown(shielding('none', 'violence-user', true))).toEqual(Object.keys(PERSON_FIELDS));
    expect(shown(shielding('secrecy-mark', 'violence-user'))).toEqual(['name', 'personNumber']);
  });
  it('is whatever nobody has classed', () =>
    expect(shown(shielding('none'), { shelter: { class: 'identity', value: 'x' } })).toEqual(Object.keys(PERSON_FIELDS)));
});
