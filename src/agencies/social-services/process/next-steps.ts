import { isAfter } from './times.js';
import type { KnownState } from './clocks.js';
import { hasLapsed } from '../placement/placement.state.js';

/** Steps that make sense now, the most pressing first. What is offered, not what is allowed: that is the deciders' word. */
export const nextSteps = (known: KnownState, now: string): readonly string[] => {
  switch (known.process) {
    case 'concern': {
      const { status, protection, askedAt, informedAt, source } = known.state;
      const entitled = source === 'referral' || source === 'authority';
      const tell =
        !entitled || informedAt !== null ? [] : askedAt === null ? ['reporter-asks'] : status === 'decided' ? ['inform-reporter'] : [];
      if (status === 'forwarded') return ['decide-access'];
      if (protection === null) return ['assess-protection', 'contact-guardians', 'decide-access'];
      const assess = status === 'received' ? ['decide', 'forward'] : [];
      return [...assess, ...tell, 'contact-guardians', 'assess-protection', 'decide-access'];
    }
    case 'inquiry': {
      const { status, relocation } = known.state;
      if (status === 'closed') return [];
      return ['hear-child', 'decide-support', relocation === 'asked' ? 'answer-relocation' : 'ask-relocation', 'close'];
    }
    case 'placement':
      return ofPlacement(known.state, now);
    case 'follow-up':
      if (known.state.status === 'ended') return [];
      return isAfter(now, known.state.until) ? ['end'] : ['make-contact', 'end'];
  }
};

const ofPlacement = (state: Extract<KnownState, { process: 'placement' }>['state'], now: string): readonly string[] => {
  const { secrecy, status, submittedAt, ruling, startedAt, appliedAt, judgment, forceAt } = state;
  const hidden =
    secrecy === 'none' || secrecy === 'over'
      ? ['make-secret']
      : ['review-secrecy', secrecy === 'appealed' ? 'rule-appeal' : 'appeal-secrecy'];
  if (status === 'ended' || status === 'lapsed') return secrecy === 'none' ? [] : hidden;
  if (hasLapsed(state, now)) return ['lapse', 'end', ...hidden];
  const court = submittedAt === null ? ['submit'] : ruling === null ? ['rule'] : [];
  const start = startedAt === null && ruling !== 'revoked' ? ['start'] : [];
  const apply = startedAt !== null && appliedAt === null && submittedAt !== null ? ['apply', 'extend-application'] : [];
  const main = appliedAt === null ? [] : judgment === null ? ['judge'] : judgment === 'granted' && forceAt === null ? ['gain-force'] : [];
  return [...court, ...start, ...apply, ...main, ...(startedAt === null ? [] : ['review']), ...hidden, 'end'];
};
