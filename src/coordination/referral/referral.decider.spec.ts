import { given, walks } from '#libs/testing';
import { referralDecider, type ReferralCommand, type ReferralRefusal } from './referral.decider.js';
import type { ReferralEvent } from './referral.events.js';
import {
  accepted,
  acknowledged,
  answered,
  asked,
  boden,
  commands,
  done,
  expired,
  hoursAfter,
  ids,
  lulea,
  outcomeRequested,
  returned,
  sent,
  sentData,
  sentOn,
  withdrawn,
} from './referral.examples.js';

const referral = given(referralDecider);
const concern: ReferralEvent = {
  type: 'coordination.ReferralSent',
  data: { ...sentData, kind: 'concern-report', expiresAt: undefined, accessUntil: undefined },
};
const late = <C extends ReferralCommand>(command: C): C => ({ ...command, data: { ...command.data, at: hoursAfter(49) } });

describe('a request', () => {
  it('is sent', () => referral().when(commands.send).then(sent));
  it('is not sent twice under one id', () => referral(sent).when(commands.send).thenRefused('referral-exists'));
  it.each([
    commands.sendOn,
    commands.acknowledge,
    commands.accept,
    commands.return,
    commands.ask,
    commands.answer,
    commands.withdraw,
    commands.expire,
    commands.requestOutcome,
    commands.report,
  ])('is unknown to $type before it is sent', (command) => referral().when(command).thenRefused('referral-unknown'));
});

describe('the sender who would know what came of it', () => {
  const taken = [sent, acknowledged, accepted];
  it('asks when it is accepted', () =>
    referral(...taken)
      .when(commands.requestOutcome)
      .then(outcomeRequested));
  it('asks once', () =>
    referral(...taken, outcomeRequested)
      .when(commands.requestOutcome)
      .thenNothing());
  it('asks of a concern report too', () =>
    referral(concern, acknowledged, accepted)
      .when(commands.requestOutcome)
      .then({ ...outcomeRequested, data: { ...outcomeRequested.data, kind: 'concern-report' } } as ReferralEvent));
  it('waits until it is accepted', () => referral(sent, acknowledged).when(commands.requestOutcome).thenRefused('not-accepted-yet'));
  it.each([
    ['referral-done', [...taken, done]],
    ['referral-returned', [sent, acknowledged, returned]],
    ['referral-withdrawn', [sent, withdrawn]],
    ['referral-expired', [sent, expired]],
  ] as const)('is told %s', (refusal, events) =>
    referral(...events)
      .when(commands.requestOutcome)
      .thenRefused(refusal),
  );
  it('is told as before: asking changes nothing in what may be said', () =>
    referral(...taken, outcomeRequested)
      .when(commands.report)
      .then(done));
});

describe('the recipient', () => {
  it('acknowledges it', () => referral(sent).when(commands.acknowledge).then(acknowledged));
  it('has acknowledged it already', () => {
    referral(sent, acknowledged).when(commands.acknowledge).thenNothing();
    referral(sent, acknowledged, accepted).when(commands.acknowledge).thenNothing();
  });
  it('accepts it once acknowledged', () => referral(sent, acknowledged).when(commands.accept).then(accepted));
  it('accepts it unread: that acknowledges it too', () => referral(sent).when(commands.accept).then(acknowledged, accepted));
  it('returns it with a reason', () => referral(sent, acknowledged).when(commands.return).then(returned));
  it('returns it unread: that acknowledges it too', () => referral(sent).when(commands.return).then(acknowledged, returned));
  it('does not return what it has accepted', () =>
    referral(sent, acknowledged, accepted).when(commands.return).thenRefused('referral-accepted'));
  it('asks for more', () => referral(sent, acknowledged).when(commands.ask).then(asked));
  it('asks also after acceptance', () => referral(sent, acknowledged, accepted).when(commands.ask).then(asked));
  it('asks a question once', () => referral(sent, acknowledged, asked).when(commands.ask).thenRefused('question-exists'));
  it('reports the outcome of what it accepted', () => referral(sent, acknowledged, accepted).when(commands.report).then(done));
  it('reports no outcome before', () => referral(sent, acknowledged).when(commands.report).thenRefused('not-accepted'));
  it('reports one outcome', () =>
    referral(sent, acknowledged, accepted, done)
      .when({ type: 'ReportOutcome', data: { outcome: 'no-contact', at: hoursAfter(5) } })
      .thenRefused('referral-done'));
  it('reports the outcome of an accepted request however late', () =>
    referral(sent, acknowledged, accepted).when(late(commands.report)).then(done));
});

describe('what has ended', () => {
  const endings: [string, ReferralEvent[], ReferralRefusal][] = [
    ['returned', [sent, acknowledged, returned], 'referral-returned'],
    ['withdrawn', [sent, withdrawn], 'referral-withdrawn'],
    ['expired', [sent, expired], 'referral-expired'],
    ['done', [sent, acknowledged, accepted, done], 'referral-done'],
  ];
  it.each(endings)('is neither read nor answered any more: %s', (_, history, refusal) => {
    for (const command of [commands.acknowledge, commands.accept, commands.return, commands.ask, commands.answer])
      referral(...history)
        .when(command)
        .thenRefused(refusal);
  });
  it.each(endings.slice(0, 3))('has no outcome: %s', (_, history, refusal) =>
    referral(...history)
      .when(commands.report)
      .thenRefused(refusal),
  );
});

describe('the sender', () => {
  it('answers a question', () => referral(sent, acknowledged, asked).when(commands.answer).then(answered));
  it('answers no question that was not asked', () => referral(sent, acknowledged).when(commands.answer).thenRefused('question-unknown'));
  it('answers once', () =>
    referral(sent, acknowledged, asked, answered)
      .when({ type: 'AnswerInformation', data: { questionId: ids.question, class: 'contact', answer: 'Något annat', at: hoursAfter(2) } })
      .thenRefused('question-answered'));
  it('does not answer a question of a former recipient to the next one', () =>
    referral(sent, acknowledged, asked, returned, sentOn).when(commands.answer).thenRefused('question-unknown'));
  it('sends it on when it has come back', () => referral(sent, acknowledged, returned).when(commands.sendOn).then(sentOn));
  it('sends it on within the time limit, to the minute', () => {
    const at = (hours: number) => ({ ...commands.sendOn, data: { ...commands.sendOn.data, at: hoursAfter(hours) } });
    referral(sent, acknowledged, returned).when(at(50)).then(sentOn);
    referral(sent, acknowledged, returned).when(at(50.02)).thenRefused('send-on-too-late');
  });
  it('sends on what has expired', () => referral(sent, expired).when(late(commands.sendOn)).then(sentOn));
  it('sends on what has run out before the clock recorded it', () => referral(sent).when(late(commands.sendOn)).then(expired, sentOn));
  it('does not send on what the recipient still has', () => {
    referral(sent).when(commands.sendOn).thenRefused('not-returned');
    referral(sent, acknowledged, accepted).when(commands.sendOn).thenRefused('not-returned');
  });
  it('does not send on what is over', () => {
    referral(sent, withdrawn).when(commands.sendOn).thenRefused('referral-withdrawn');
    referral(sent, acknowledged, accepted, done).when(commands.sendOn).thenRefused('referral-done');
  });
  it('does not send it back to the one who returned it', () =>
    referral(sent, acknowledged, returned)
      .when({ type: 'SendOnReferral', data: { ...lulea, at: hoursAfter(3) } })
      .thenRefused('recipient-has-returned'));
  it('answers with nothing that the request does not cover, nor what it covered for somebody before', () => {
    const answer = (cls: 'health' | 'contact') => ({
      type: 'AnswerInformation' as const,
      data: { questionId: ids.question, class: cls, answer: 'Svar', at: hoursAfter(4) },
    });
    referral(sent, acknowledged, asked).when(answer('health')).thenRefused('answer-beyond-request');
    const narrower = {
      type: 'coordination.ReferralSentOn' as const,
      data: { ...boden, classes: ['reference' as const, 'identity' as const] },
    };
    const again: ReferralEvent = {
      type: 'coordination.InformationRequested',
      data: { byFunction: boden.toFunction, questionId: ids.question, question: 'När är det säkert att ringa?' },
    };
    referral(sent, acknowledged, returned, narrower, again).when(answer('contact')).thenRefused('answer-beyond-request');
    referral(sent, acknowledged, returned, sentOn, again)
      .when(answer('contact'))
      .then({
        type: 'coordination.InformationAnswered',
        data: { toFunction: boden.toFunction, questionId: ids.question, class: 'contact', answer: 'Svar' },
      });
  });
  it('sends on no more than the first time', () =>
    referral(sent, acknowledged, returned)
      .when({ type: 'SendOnReferral', data: { ...boden, classes: ['reference', 'health'], at: hoursAfter(3) } })
      .thenRefused('more-than-was-sent'));
  it('withdraws it at any time before it is done', () => {
    referral(sent).when(commands.withdraw).then(withdrawn);
    referral(sent, acknowledged, accepted).when(commands.withdraw).then(withdrawn);
    referral(sent, acknowledged, returned)
      .when(commands.withdraw)
      .then({ type: 'coordination.ReferralWithdrawn', data: { fromRecipient: '', reason: 'consent-withdrawn' } });
  });
  it('has withdrawn it already', () => referral(sent, withdrawn).when(commands.withdraw).thenNothing());
  it('does not withdraw what is done', () =>
    referral(sent, acknowledged, accepted, done).when(commands.withdraw).thenRefused('referral-done'));
});

describe('the clock', () => {
  it('ends what nobody answered', () => referral(sent).when(commands.expire).then(expired));
  it('ends nothing early', () =>
    referral(sent)
      .when({ type: 'ExpireReferral', data: { at: hoursAfter(47) } })
      .thenRefused('not-expired-yet'));
  it('leaves what was accepted', () => referral(sent, acknowledged, accepted).when(commands.expire).thenNothing());
  it('ends it whether or not the event is recorded', () => {
    for (const command of [commands.acknowledge, commands.accept, commands.return, commands.ask, commands.answer])
      referral(sent).when(late(command)).thenRefused('referral-expired');
  });
});

describe('a concern report', () => {
  it('is never returned', () => referral(concern).when(commands.return).thenRefused('concern-report-stands'));
  it('is never withdrawn', () => referral(concern).when(commands.withdraw).thenRefused('concern-report-stands'));
  it('never runs out', () => {
    referral(concern).when(late(commands.expire)).thenRefused('not-expired-yet');
    referral(concern).when(late(commands.acknowledge)).then(acknowledged);
  });
});

describe('any sequence of all these', () => {
  walks(referralDecider);
});
