import { given, walks } from '#libs/testing';
import { begun, day, head, ids, on, told } from '../process/process.examples.js';
import { extensionDecider, type ExtensionCommand } from './extension.decider.js';
import type { ExtensionEvent } from './extension.events.js';

const extension = given(extensionDecider);
const step = { extensionId: ids.extension };
const clock = { deadline: 'preliminary-assessment' as const, thingId: ids.concern };
const data = { ...step, ...begun, ...clock, until: day(21), reason: 'Tolk saknas' };
const ask = (until = day(21), runsFrom: string | null = day(0)): ExtensionCommand => ({ step: 'ask', data: { ...data, until }, runsFrom });
const asked: ExtensionEvent = { type: 'social-services.ExtensionAsked', data };
const grant: ExtensionCommand = { step: 'grant', decidedBy: head, ...on(12) };
const granted: ExtensionEvent = {
  type: 'social-services.ExtensionGranted',
  data: { ...step, ...told(12), ...clock, until: day(21), decidedBy: head },
};

describe('more time', () => {
  it('is asked for a clock that runs, to a later day than its own', () => {
    extension().when(ask()).then(asked);
    extension()
      .when(ask(day(14)))
      .thenRefused('not-longer');
    extension()
      .when(ask(day(21), null))
      .thenRefused('nothing-to-extend');
    extension(asked).when(ask()).thenRefused('extension-exists');
  });
  it('is decided once, by the head', () => {
    extension(asked).when(grant).then(granted);
    extension(asked)
      .when({ step: 'refuse', decidedBy: head, ...on(12) })
      .then({ type: 'social-services.ExtensionRefused', data: { ...step, ...told(12), decidedBy: head } });
    extension(asked, granted)
      .when({ step: 'refuse', decidedBy: head, ...on(13) })
      .thenRefused('extension-decided');
    extension().when(grant).thenRefused('extension-unknown');
    extension(asked)
      .when({ ...grant, ...on(-1) })
      .thenRefused('before-the-beginning');
  });
});

describe('any sequence of all these', () => {
  const careless: typeof extensionDecider = {
    ...extensionDecider,
    decide: (command, state) => extensionDecider.decide(command, state.status === 'none' ? state : { ...state, status: 'waits' }),
  };
  walks(extensionDecider, {
    careless,
    wrong: ({ before, event }) => (['granted', 'refused'].includes(before.status) ? `${event.type} after the decision` : undefined),
  });
});
