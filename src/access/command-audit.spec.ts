import { personsIn } from './command-audit.js';

describe('the persons that a command is about', () => {
  it('are those whose ids it carries, by the names of its fields', () => {
    const state = { status: 'open', facts: { exposedPersonId: 'a', recordId: 'r' } };
    const events = [{ type: 'x', data: { personId: 'b', personIds: ['c', 'a'], givenByPersonId: null, note: { sealed: 1 } } }];
    expect(personsIn({ personIds: undefined }, state, events)).toEqual(['a', 'b', 'c']);
  });
  it('are nobody where nobody is named', () => expect(personsIn(undefined, null, 'personId', { id: '1' })).toEqual([]));
});
