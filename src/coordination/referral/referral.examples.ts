import type { ReferralCommand } from './referral.decider.js';
import type { ReferralEvent } from './referral.events.js';
import { endsOf } from './referral.times.js';

/** One request for the specs of this folder: from the police in Luleå, first to the wrong municipality, then to Boden. */
const uuid = (n: number) => `0a8f0a1e-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const ids = { referral: uuid(1), case: uuid(2), record: uuid(3), woman: uuid(4), consent: uuid(5), question: uuid(6) };
export const T0 = '2026-11-03T22:10:00.000Z';
export const hoursAfter = (hours: number): string => new Date(Date.parse(T0) + hours * 3_600_000).toISOString();
export const answerBy = hoursAfter(24);

const addressed = {
  classes: ['reference' as const, 'identity' as const, 'contact' as const],
  purpose: 'support' as const,
  ground: 'osl-10-1-consent',
  ruleVersion: '1',
  consentId: ids.consent,
  answerBy,
  ...endsOf('request', new Date(answerBy)),
};
export const lulea = { ...addressed, toFunction: 'lulea-mottagning', toAgency: 'socialtjanst-lulea' };
export const boden = {
  ...addressed,
  answerBy: hoursAfter(100),
  ...endsOf('request', new Date(hoursAfter(100))),
  toFunction: 'boden-mottagning-vald',
  toAgency: 'socialtjanst-boden',
};

export const sentData = {
  referralId: ids.referral,
  caseId: ids.case,
  recordId: ids.record,
  kind: 'request' as const,
  fromFunction: 'polis-lulea-lpo',
  fromAgency: 'polisen',
  ...lulea,
  need: ['support' as const, 'protection' as const],
  urgency: 'normal' as const,
  persons: [{ personId: ids.woman, role: 'exposed' }],
  identity: { [ids.woman]: { name: 'Linda Mäki', personNumber: '199005122388', role: 'exposed', minor: false, protection: 'none' } },
  contact: { [ids.woman]: { phone: '070-1740612' } },
  ...{ location: {}, crime: {}, risk: {}, support: {}, child: {}, health: {} },
};

export const sent: ReferralEvent = { type: 'coordination.ReferralSent', data: sentData };
export const sentOn: ReferralEvent = { type: 'coordination.ReferralSentOn', data: boden };
export const acknowledged: ReferralEvent = { type: 'coordination.ReferralAcknowledged', data: { byFunction: lulea.toFunction } };
export const accepted: ReferralEvent = { type: 'coordination.ReferralAccepted', data: { byFunction: lulea.toFunction } };
export const returned: ReferralEvent = {
  type: 'coordination.ReferralReturned',
  data: { byFunction: lulea.toFunction, reason: 'wrong-municipality', at: hoursAfter(2) },
};
export const asked: ReferralEvent = {
  type: 'coordination.InformationRequested',
  data: { byFunction: lulea.toFunction, questionId: ids.question, question: 'När är det säkert att ringa?' },
};
export const answered: ReferralEvent = {
  type: 'coordination.InformationAnswered',
  data: { toFunction: lulea.toFunction, questionId: ids.question, class: 'contact', answer: 'Vardagar 9–11.' },
};
export const withdrawn: ReferralEvent = {
  type: 'coordination.ReferralWithdrawn',
  data: { fromRecipient: lulea.toFunction, reason: 'consent-withdrawn' },
};
export const expired: ReferralEvent = {
  type: 'coordination.ReferralExpired',
  data: { fromRecipient: lulea.toFunction, at: lulea.expiresAt! },
};
export const outcomeRequested: ReferralEvent = {
  type: 'coordination.OutcomeRequested',
  data: { kind: 'request', toFunction: lulea.toFunction, toAgency: lulea.toAgency },
};
export const done: ReferralEvent = {
  type: 'coordination.OutcomeReported',
  data: { byFunction: lulea.toFunction, outcome: 'support-started' },
};

const at = hoursAfter(2);
export const commands = {
  send: { type: 'SendReferral', data: sentData },
  sendOn: { type: 'SendOnReferral', data: { ...boden, at: hoursAfter(3) } },
  acknowledge: { type: 'AcknowledgeReferral', data: { at } },
  accept: { type: 'AcceptReferral', data: { at } },
  return: { type: 'ReturnReferral', data: { reason: 'wrong-municipality', at } },
  ask: { type: 'RequestInformation', data: { questionId: ids.question, question: 'När är det säkert att ringa?', at } },
  answer: { type: 'AnswerInformation', data: { questionId: ids.question, class: 'contact', answer: 'Vardagar 9–11.', at } },
  withdraw: { type: 'WithdrawReferral', data: { reason: 'consent-withdrawn', at } },
  expire: { type: 'ExpireReferral', data: { at: lulea.expiresAt! } },
  requestOutcome: { type: 'RequestOutcome', data: { at } },
  report: { type: 'ReportOutcome', data: { outcome: 'support-started', at } },
} satisfies Record<string, ReferralCommand>;
