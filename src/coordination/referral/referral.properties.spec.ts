import fc from 'fast-check';
import type { Grant, RightsChange } from '#libs/shared-kernel';
import { referralConcept } from './referral.concept.js';
import { referralDecider, type ReferralCommand, type ReferralState, type ReferralStatus } from './referral.decider.js';
import type { ReferralEvent } from './referral.events.js';
import { boden, commands, hoursAfter, ids, lulea, sentData } from './referral.examples.js';
import { endsOf } from './referral.times.js';

/** Rights as access.apply_rights keeps them, small enough to check against. */
interface Rights {
  readonly open: readonly Grant[];
  readonly denied: boolean;
}
type Apply = (rights: Rights, changes: readonly RightsChange[], now: number) => Rights | 'refused';
const inForce = (grant: Grant, now: number) => grant.validUntil === null || Date.parse(grant.validUntil) > now;

const apply: Apply = (rights, changes, now) => {
  let { open } = rights;
  for (const change of changes) {
    if (change.op === 'open-grant') {
      if (rights.denied && change.grant.consentId === ids.consent) return 'refused';
      open = [...open, change.grant];
    } else if (change.op === 'close-grants') open = open.filter(({ objectId }) => objectId !== change.where.objectId);
    else if (change.op === 'require-grant' && !open.some((g) => g.recipientFunction === change.recipientFunction && inForce(g, now)))
      return 'refused';
  }
  return { ...rights, open };
};

const ALLOWED: Record<'none' | ReferralStatus, readonly ReferralStatus[]> = {
  none: ['new'],
  new: ['new', 'acknowledged', 'withdrawn', 'expired'],
  acknowledged: ['acknowledged', 'accepted', 'returned', 'withdrawn', 'expired'],
  accepted: ['accepted', 'done', 'withdrawn'],
  returned: ['new', 'withdrawn'],
  expired: ['new', 'withdrawn'],
  done: [],
  withdrawn: [],
};

const recipients = [lulea, boden, { ...boden, toFunction: 'pitea-mottagning', toAgency: 'socialtjanst-pitea' }];
const step = fc.record({
  minutes: fc.integer({ min: 0, max: 24 * 60 }),
  what: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...(Object.keys(commands) as (keyof typeof commands)[])) },
    { weight: 1, arbitrary: fc.constant('withdraw-consent' as const) },
  ),
  to: fc.constantFrom(...recipients),
  question: fc.constantFrom(ids.question, ids.woman),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const commandOf = ({ what, to, question }: Step, now: string): ReferralCommand => {
  const addressed = { ...to, answerBy: hoursAfter(0), ...endsOf('request', new Date(Date.parse(now) + 24 * 3_600_000)) };
  switch (what) {
    case 'withdraw-consent':
      throw new Error('no command');
    case 'send':
      return { type: 'SendReferral', data: { ...sentData, ...addressed } };
    case 'sendOn':
      return { type: 'SendOnReferral', data: { ...addressed, at: now } };
    case 'ask':
    case 'answer':
      return { ...commands[what], data: { ...commands[what].data, questionId: question, at: now } } as ReferralCommand;
    default:
      return { ...commands[what], data: { ...commands[what].data, at: now } } as ReferralCommand;
  }
};

/** Walks random commands through decider and rights; answers the first thing that must not be. */
const walk = (steps: readonly Step[], rightsOf: NonNullable<typeof referralConcept.rights>): string | undefined => {
  let state: ReferralState = referralDecider.initial;
  let rights: Rights = { open: [], denied: false };
  let now = Date.parse(hoursAfter(0));
  let count = 0;
  for (const one of steps) {
    now += one.minutes * 60_000;
    if (one.what === 'withdraw-consent') {
      rights = { open: rights.open.filter(({ consentId }) => consentId !== ids.consent), denied: true };
      continue;
    }
    const decision = referralDecider.decide(commandOf(one, new Date(now).toISOString()), state);
    if (!decision.accepted) continue;
    const changes = decision.events.flatMap((event: ReferralEvent) =>
      rightsOf({
        event,
        id: `event-${(count += 1)}`,
        stream: `referral-${ids.referral}`,
        revision: count,
        version: 1,
        metadata: { case: ids.case, record: ids.record, agency: 'polisen' },
        occurredAt: new Date(now),
        recordedAt: new Date(now),
      }),
    );
    const applied = apply(rights, changes, now);
    if (applied === 'refused') continue; // the commit fails as one: neither events nor rights
    rights = applied;
    for (const event of decision.events) {
      const next = referralDecider.evolve(state, event);
      if (next.status === 'none' || !ALLOWED[state.status].includes(next.status)) return `${state.status} → ${next.status}`;
      state = next;
    }
    if (state.status === 'none') continue;
    const { status, toFunction } = state;
    if (['returned', 'withdrawn', 'expired'].includes(status) && rights.open.length > 0) return `${status} with an open grant`;
    if (['returned', 'withdrawn', 'expired'].includes(status) !== (toFunction === '')) return `${status} at "${toFunction}"`;
    if (rights.open.length > 1) return 'two grants for one request';
    if (rights.open.some(({ recipientFunction }) => recipientFunction !== toFunction)) return 'a grant for someone else';
  }
  return undefined;
};

const found = (rightsOf: NonNullable<typeof referralConcept.rights>) =>
  fc.check(
    fc.property(
      fc.array(step, { maxLength: 25 }),
      (steps) => walk([{ ...steps[0]!, minutes: 0, what: 'send', to: lulea }, ...steps], rightsOf) === undefined,
    ),
    { numRuns: 1_000 },
  );

describe('any sequence of commands', () => {
  it('reaches no state that cannot be, and leaves nothing open that has ended', () => {
    const { failed, counterexample } = found(referralConcept.rights!);
    expect({ failed, counterexample }).toEqual({ failed: false, counterexample: null });
  });
  it.each(['coordination.ReferralReturned', 'coordination.ReferralWithdrawn', 'coordination.ReferralExpired'])(
    'would be caught if %s closed nothing (control)',
    (type) => {
      const careless: NonNullable<typeof referralConcept.rights> = (recorded) =>
        recorded.event.type === type ? [] : referralConcept.rights!(recorded);
      expect(found(careless).failed).toBe(true);
    },
  );
});
