import { given, walks } from '#libs/testing';
import { begun, ids, on, other, told } from '../process/process.examples.js';
import { inquiryDecider, type InquiryCommand } from './inquiry.decider.js';
import type { InquiryEvent } from './inquiry.events.js';

const inquiry = given(inquiryDecider);
const step = { inquiryId: ids.inquiry };
const opened: InquiryEvent = {
  type: 'social-services.InquiryOpened',
  data: { ...step, ...begun, origin: 'concern', concernId: ids.concern },
};
const support: InquiryCommand = {
  ...{ step: 'decide-support', decisionId: other, kind: 'counselling', basis: 'agreed', reason: 'Barnet behöver samtal', ...on(60) },
};
const supported: InquiryEvent = {
  type: 'social-services.SupportDecided',
  data: { ...step, ...told(60), decisionId: other, kind: 'counselling', basis: 'agreed', reason: 'Barnet behöver samtal' },
};
const close = (outcome: 'support' | 'no-support' | 'moved'): InquiryCommand => ({ step: 'close', outcome, reason: 'Utrett', ...on(90) });
const closed = (outcome: 'support' | 'no-support' | 'moved'): InquiryEvent => ({
  type: 'social-services.InquiryClosed',
  data: { ...step, ...told(90), outcome, reason: 'Utrett' },
});
const move: InquiryCommand = { step: 'ask-relocation', toFunction: 'pitea-mottagning', reason: 'Familjen har flyttat', ...on(20) };
const moving: InquiryEvent = {
  type: 'social-services.RelocationAsked',
  data: { ...step, ...told(20), toFunction: 'pitea-mottagning', reason: 'Familjen har flyttat' },
};
const answer = (says: 'accepted' | 'declined'): InquiryCommand => ({ step: 'answer-relocation', answer: says, ...on(30) });
const answered = (says: 'accepted' | 'declined'): InquiryEvent => ({
  type: 'social-services.RelocationAnswered',
  data: { ...step, ...told(30), answer: says },
});

describe('an inquiry', () => {
  it('is opened once', () => {
    inquiry()
      .when({ step: 'open', data: opened.data as never })
      .then(opened);
    inquiry(opened)
      .when({ step: 'open', data: opened.data as never })
      .thenRefused('inquiry-exists');
    inquiry().when(support).thenRefused('inquiry-unknown');
  });
  it('hears the child, also without the guardian', () =>
    inquiry(opened)
      .when({ step: 'hear-child', withoutGuardian: true, ...on(10) })
      .then({ type: 'social-services.ChildHeard', data: { ...step, ...told(10), withoutGuardian: true } }));
  it('decides on support', () => inquiry(opened).when(support).then(supported));
  it('is closed with the support that was decided, or without any', () => {
    inquiry(opened, supported).when(close('support')).then(closed('support'));
    inquiry(opened).when(close('support')).thenRefused('no-support-decided');
    inquiry(opened, supported).when(close('no-support')).thenRefused('support-is-decided');
    inquiry(opened).when(close('no-support')).then(closed('no-support'));
  });
  it('is not gone on with once closed', () =>
    inquiry(opened, closed('no-support'))
      .when({ ...support, ...on(91) })
      .thenRefused('inquiry-closed'));
  it('has no step before it was opened', () =>
    inquiry(opened)
      .when({ ...support, ...on(-1) })
      .thenRefused('before-the-beginning'));
});

describe('a child who moves', () => {
  it('is asked to be taken over, once at a time', () => {
    inquiry(opened).when(move).then(moving);
    inquiry(opened, moving)
      .when({ ...move, ...on(21) })
      .thenRefused('relocation-waits');
    inquiry(opened).when(answer('accepted')).thenRefused('relocation-not-asked');
    inquiry(opened, moving).when(answer('declined')).then(answered('declined'));
  });
  it('leaves the inquiry only when the other board has taken it', () => {
    inquiry(opened, moving, answered('accepted')).when(close('moved')).then(closed('moved'));
    inquiry(opened, moving, answered('declined')).when(close('moved')).thenRefused('relocation-not-accepted');
    inquiry(opened, moving).when(close('moved')).thenRefused('relocation-not-accepted');
  });
});

describe('any sequence of all these', () => {
  const careless: typeof inquiryDecider = {
    ...inquiryDecider,
    decide: (command, state) => inquiryDecider.decide(command, state.status === 'closed' ? { ...state, status: 'open' } : state),
  };
  walks(inquiryDecider, {
    careless,
    wrong: ({ before, event }) => (before.status === 'closed' ? `${event.type} after the end` : undefined),
  });
});
