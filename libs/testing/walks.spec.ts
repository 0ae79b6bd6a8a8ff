import { accept, refuse, type Decider } from '#libs/shared-kernel';
import { given } from './given-when-then.js';
import { walks } from './walks.js';

type Light = { status: 'none' } | { status: 'on' } | { status: 'off' };
type Switched = { type: 'on' } | { type: 'off' };
const light: Decider<{ type: 'SwitchOn' | 'SwitchOff' }, Light, Switched, 'dark'> = {
  initial: { status: 'none' },
  evolve: (_, { type }) => ({ status: type }),
  decide: ({ type }, { status }) => {
    if (type === 'SwitchOn') return status === 'on' ? accept() : accept({ type: 'on' });
    if (status === 'none') return refuse('dark');
    return status === 'off' ? accept() : accept({ type: 'off' });
  },
};

describe('walks over the commands of examples', () => {
  const lamp = given(light);
  it('know what the examples tell', () => {
    lamp().when({ type: 'SwitchOn' }).then({ type: 'on' });
    lamp({ type: 'on' }).when({ type: 'SwitchOff' }).then({ type: 'off' });
    lamp().when({ type: 'SwitchOff' }).thenRefused('dark');
  });
  walks(light, {
    wrong: ({ before, event }) => (before.status === 'none' && event.type === 'off' ? 'off before it was on' : undefined),
    careless: { ...light, decide: ({ type }) => accept({ type: type === 'SwitchOn' ? 'on' : 'off' }) },
  });
});
