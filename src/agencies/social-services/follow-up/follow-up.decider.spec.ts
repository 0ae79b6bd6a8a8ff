import { given, walks } from '#libs/testing';
import { begun, day, ids, on, told } from '../process/process.examples.js';
import { followUpDecider, type FollowUpCommand } from './follow-up.decider.js';
import type { FollowUpEvent } from './follow-up.events.js';

type Decided = Extract<FollowUpEvent, { type: 'social-services.FollowUpDecided' }>;
const followUp = given(followUpDecider);
const step = { followUpId: ids.followUp };
const decided = (change: Partial<Decided['data']> = {}): Decided => ({
  type: 'social-services.FollowUpDecided',
  data: {
    ...{ ...step, ...begun, after: 'inquiry', afterId: ids.inquiry, endedAt: day(-1), until: day(90), reason: 'Behöver följas', ...change },
  },
});
const contact = (count: number): FollowUpCommand => ({ step: 'make-contact', ...on(count) });
const end: FollowUpCommand = { step: 'end', outcome: 'consent-to-support', ...on(40) };
const ended: FollowUpEvent = { type: 'social-services.FollowUpEnded', data: { ...step, ...told(40), outcome: 'consent-to-support' } };

describe('a follow-up without consent', () => {
  it('is decided once, after what it follows has ended', () => {
    followUp().when({ step: 'decide', data: decided().data }).then(decided());
    followUp(decided()).when({ step: 'decide', data: decided().data }).thenRefused('follow-up-exists');
    followUp()
      .when({ step: 'decide', data: decided({ endedAt: day(1) }).data })
      .thenRefused('before-the-beginning');
  });
  it('lasts six months at most from that end, not from the decision', () => {
    const sixMonths = '2026-09-01T21:59:59.999Z';
    followUp()
      .when({ step: 'decide', data: decided({ until: sixMonths }).data })
      .then(decided({ until: sixMonths }));
    followUp()
      .when({ step: 'decide', data: decided({ until: '2026-09-01T22:00:00.000Z' }).data })
      .thenRefused('follow-up-too-long');
  });
  it('makes contact within its time', () => {
    followUp(decided())
      .when(contact(89))
      .then({ type: 'social-services.FollowUpContactMade', data: { ...step, ...told(89) } });
    followUp(decided()).when(contact(91)).thenRefused('follow-up-lapsed');
    followUp(decided()).when(contact(-1)).thenRefused('before-the-beginning');
    followUp().when(contact(1)).thenRefused('follow-up-unknown');
  });
  it('ends once', () => {
    followUp(decided()).when(end).then(ended);
    followUp(decided(), ended).when(contact(41)).thenRefused('follow-up-ended');
  });
});

describe('any sequence of all these', () => {
  const careless: typeof followUpDecider = {
    ...followUpDecider,
    decide: (command, state) => followUpDecider.decide(command, state.status === 'ended' ? { ...state, status: 'running' } : state),
  };
  walks(followUpDecider, {
    careless,
    wrong: ({ before, event }) => (before.status === 'ended' ? `${event.type} after the end` : undefined),
  });
});
