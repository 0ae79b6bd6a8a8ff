import { given, walks } from '#libs/testing';
import { begun, ids, on, other, told } from '../process/process.examples.js';
import { concernDecider, type ConcernCommand } from './concern.decider.js';
import type { ConcernEvent } from './concern.events.js';

type Received = Extract<ConcernEvent, { type: 'social-services.ConcernReceived' }>;
const concern = given(concernDecider);
const received = (change: Partial<Received['data']> = {}): Received => ({
  type: 'social-services.ConcernReceived',
  data: {
    ...{ concernId: ids.concern, ...begun, source: 'referral', channel: 'system', worries: ['violence'] },
    ...{ reporterProtected: false, reporterAsks: false, ...change },
  },
});
const step = { concernId: ids.concern };
const assess = (count: number, need: 'immediate' | 'not-immediate' = 'not-immediate'): ConcernCommand => ({
  ...{ step: 'assess-protection', need, measures: [], reason: 'Mormor tar hand om barnet', ...on(count) },
});
const assessed = (count: number, need: 'immediate' | 'not-immediate' = 'not-immediate'): ConcernEvent => ({
  type: 'social-services.ProtectionAssessed',
  data: { ...step, ...told(count), need, measures: [], reason: 'Mormor tar hand om barnet' },
});
const open: ConcernCommand = { step: 'decide', outcome: 'open-inquiry', inquiryId: ids.inquiry, reason: 'Våld i hemmet', ...on(13) };
const decided = (reporterWaits: boolean): ConcernEvent => ({
  type: 'social-services.PreliminaryAssessmentDecided',
  data: { ...step, ...told(13), outcome: 'open-inquiry', inquiryId: ids.inquiry, reason: 'Våld i hemmet', reporterWaits },
});
const forward: ConcernCommand = { step: 'forward', toFunction: 'pitea-mottagning', referralId: other, reason: 'Barnet bor där', ...on(2) };
const forwarded: ConcernEvent = {
  type: 'social-services.ConcernForwarded',
  data: { ...step, ...told(2), toFunction: 'pitea-mottagning', referralId: other, reason: 'Barnet bor där' },
};

describe('a concern report', () => {
  it('is received once', () => {
    const { data } = received();
    concern().when({ step: 'receive', data }).then(received());
    concern(received()).when({ step: 'receive', data }).thenRefused('concern-exists');
  });
  it('is nothing to work with before it is received', () => concern().when(assess(0)).thenRefused('concern-unknown'));
  it('has its child’s protection assessed, also a second time', () => {
    concern(received()).when(assess(0)).then(assessed(0));
    concern(received(), assessed(0)).when(assess(1, 'immediate')).then(assessed(1, 'immediate'));
  });
  it('has no step before it came in', () => concern(received()).when(assess(-1)).thenRefused('before-the-beginning'));
});

describe('whether an inquiry is opened', () => {
  it('is decided after protection is assessed, not before', () => {
    concern(received()).when(open).thenRefused('protection-first');
    concern(received(), assessed(0)).when(open).then(decided(false));
  });
  it('is decided once', () =>
    concern(received(), assessed(0), decided(false))
      .when({ ...open, ...on(14) })
      .thenRefused('already-decided'));
  it('names the inquiry when one is opened, and only then', () => {
    const { inquiryId: _, ...without } = open as Extract<ConcernCommand, { step: 'decide' }>;
    concern(received(), assessed(0)).when(without).thenRefused('inquiry-missing');
    concern(received(), assessed(0))
      .when({ ...open, outcome: 'no-inquiry' } as ConcernCommand)
      .thenRefused('inquiry-missing');
  });
});

describe('another board', () => {
  it('gets it after protection is assessed here', () => {
    concern(received()).when(forward).thenRefused('protection-first');
    concern(received(), assessed(0)).when(forward).then(forwarded);
  });
  it('has it then: nothing is decided here any more', () => {
    concern(received(), assessed(0), forwarded).when(open).thenRefused('concern-forwarded');
    concern(received(), assessed(0), forwarded).when(assess(4)).thenRefused('concern-forwarded');
  });
  it('does not get what is decided', () =>
    concern(received(), assessed(0), decided(false))
      .when({ ...forward, ...on(15) })
      .thenRefused('already-decided'));
});

describe('the guardians', () => {
  const contact = (count: number, reason?: string): ConcernCommand => ({
    ...{ step: 'contact-guardians', ...(reason === undefined ? {} : { reason }), ...on(count) },
  });
  const contacted = (count: number, reason?: string): ConcernEvent => ({
    type: 'social-services.GuardiansContacted',
    data: { ...step, ...told(count), ...(reason === undefined ? {} : { reason }) },
  });
  const honour = received({ worries: ['honour'] });
  it('are not contacted in an honour case before protection is assessed, whatever the reason', () =>
    concern(honour).when(contact(0, 'De frågar')).thenRefused('protection-first'));
  it('are contacted in other cases before it only for a reason', () => {
    concern(received()).when(contact(0)).thenRefused('contact-needs-reason');
    concern(received()).when(contact(0, 'Barnet är hos dem')).then(contacted(0, 'Barnet är hos dem'));
  });
  it('are contacted in an honour case with immediate need only for a reason', () => {
    concern(honour, assessed(0, 'immediate')).when(contact(1)).thenRefused('contact-needs-reason');
    concern(honour, assessed(0)).when(contact(1)).then(contacted(1));
  });
});

describe('whoever reported', () => {
  const asks: ConcernCommand = { step: 'reporter-asks', ...on(15) };
  const inform: ConcernCommand = { step: 'inform-reporter', ...on(16) };
  const asked = (late: boolean): ConcernEvent => ({ type: 'social-services.ReporterAsked', data: { ...step, ...told(15), late } });
  const known = received({ reporterAsks: true });
  it('waits from the decision when they asked before it', () => concern(known, assessed(0)).when(open).then(decided(true)));
  it('is told the decision, once and nothing else', () => {
    const data = { ...step, ...told(16), told: 'open-inquiry' as const };
    concern(known, assessed(0), decided(true)).when(inform).then({ type: 'social-services.ReporterInformed', data });
    concern(known, assessed(0)).when(inform).thenRefused('not-decided');
  });
  it('asks late, and is not told without asking', () => {
    concern(received(), assessed(0), decided(false)).when(inform).thenRefused('reporter-has-not-asked');
    concern(received(), assessed(0), decided(false)).when(asks).then(asked(true));
    concern(received(), assessed(0)).when(asks).then(asked(false));
  });
  it('is nobody when anonymous, and has no right to know without a duty to report', () => {
    concern(received({ source: 'anonymous' }), assessed(0), decided(false))
      .when(asks)
      .thenRefused('reporter-unknown');
    concern(received({ source: 'private-person' }), assessed(0), decided(false))
      .when(inform)
      .thenRefused('reporter-not-entitled');
  });
});

describe('what else is noted', () => {
  const match: ConcernCommand = { step: 'judge-match', otherRecordId: other, judgement: 'same-person', ...on(1) };
  it('is what somebody judged of a signal that met this one', () =>
    concern(received())
      .when(match)
      .then({ type: 'social-services.SignalMatchJudged', data: { ...step, ...told(1), otherRecordId: other, judgement: 'same-person' } }));
  it('is what a guardian who asks to see is not given, by which rule', () => {
    const refuse = { step: 'decide-access', party: 'guardian', outcome: 'refused', reason: 'Barnet skulle skadas', ...on(1) } as const;
    concern(received()).when(refuse).thenRefused('rule-missing');
    concern(received())
      .when({ ...refuse, rule: 'osl-12-3' })
      .then({
        type: 'social-services.PartyAccessDecided',
        data: { ...step, ...told(1), party: 'guardian', outcome: 'refused', rule: 'osl-12-3', reason: 'Barnet skulle skadas' },
      });
  });
});

describe('any sequence of all these', () => {
  walks(concernDecider);
});
