import { derivedId } from '#libs/shared-kernel';
import { demoStaff, type DemoStaffKey } from '#config/demo';
import type { Act } from '../demo-case.js';
import { functionOf, personOf } from './records.js';

const CONSENT = {
  classes: ['identity', 'contact', 'risk', 'plan', 'support', 'health', 'crime'],
  purposes: ['support', 'protection', 'plan', 'healthcare'],
};
/** A private shelter stands outside OSL. */
const groundOf = (who: DemoStaffKey): string =>
  demoStaff[who].agencyId === 'kvinnojouren-bjorkudden' ? 'sol-17-11-consent' : 'osl-10-1-consent';

/** She consents to what these functions may learn. */
export const consents =
  (who: DemoStaffKey, ...recipients: string[]): Act =>
  (run) =>
    run.post(who, '/api/v1/consents', {
      ...{ ...run.place(who), ...CONSENT, consentId: run.id('consent', who), personId: personOf(run), recipients },
      ...{ givenBy: 'adult', form: 'oral', alone: 'yes', circumstances: 'at-visit', until: run.moment(120) },
    });

export const withdraws =
  (who: DemoStaffKey, scope: object): Act =>
  (run) =>
    run.post(who, `/api/v1/consents/${run.id('consent', who)}/withdrawals`, { scope, alone: 'yes' });

interface Asking {
  readonly urgency?: 'normal' | 'acute';
  readonly answerInHours?: number;
}
/** A request to a function, by her consent. */
export const asks =
  (who: DemoStaffKey, toFunction: string, { urgency = 'normal', answerInHours }: Asking = {}): Act =>
  async (run) => {
    await consents(who, toFunction)(run);
    await run.post(who, '/api/v1/referrals', {
      ...{ ...run.place(who), referralId: run.id('referral'), fromFunction: functionOf(who), toFunction, personIds: [personOf(run)] },
      ...{ classes: ['identity', 'contact'], urgency, need: ['support'], purpose: 'support' },
      ...{ ground: groundOf(who), consentId: run.id('consent', who) },
      ...(answerInHours ? { answerBy: run.moment(answerInHours / 24) } : {}),
    });
  };

/** A child in danger is reported whatever anybody consents to. */
export const reportsConcern =
  (who: DemoStaffKey, toFunction: string): Act =>
  (run) =>
    run.post(who, '/api/v1/referrals', {
      ...{ ...run.place(who), referralId: run.id('referral'), fromFunction: functionOf(who), toFunction, kind: 'concern-report' },
      ...{
        personIds: [personOf(run, 'child')],
        classes: ['identity', 'free-text'],
        message: 'Vi är oroliga för hur barnet har det hemma.',
      },
      ...{
        need: ['protection'],
        purpose: 'protection',
        ground: 'osl-10-28-sol-19-1',
        documentation: { reason: 'Barnet berättar om våld.' },
      },
    });

/** One person alone, in danger, without anybody's consent; the head looks at it afterwards. */
export const asksUrgently =
  (who: DemoStaffKey, toFunction: string): Act =>
  (run) =>
    run.post(who, '/api/v1/referrals', {
      ...{ ...run.place(who), referralId: run.id('referral'), fromFunction: functionOf(who), toFunction, personIds: [personOf(run)] },
      ...{ classes: ['identity', 'risk'], urgency: 'acute', urgent: true, need: ['protection'], purpose: 'protection' },
      ...{ ground: 'brb-24-4-necessity', documentation: { reason: 'Han är på väg till henne, och hon svarar inte.' } },
    });

/** A step of whoever has the request, or of who sent it: `acknowledge`, `accept`, `return`, `withdraw`, `outcome`. */
export const answers =
  (who: DemoStaffKey, step: string, body: object = {}): Act =>
  (run) =>
    run.post(who, `/api/v1/referrals/${run.id('referral')}/${step}`, body);

export const asksBack =
  (who: DemoStaffKey, question: string): Act =>
  (run) =>
    answers(who, 'questions', { questionId: run.id('question'), question })(run);

export const tells =
  (who: DemoStaffKey, about: string, answer: string): Act =>
  (run) =>
    answers(who, `questions/${run.id('question')}/answer`, { class: about, answer })(run);

export const sendsOn =
  (who: DemoStaffKey, toFunction: string): Act =>
  async (run) => {
    const consentId = run.id('consent', who);
    await run.post(who, `/api/v1/consents/${consentId}/extensions`, { recipients: [toFunction], form: 'oral', alone: 'yes' });
    await answers(who, 'send-on', { toFunction, ground: groundOf(who), consentId })(run);
  };

/** Accepts, and opens an own record with a copy of what was sent. */
export const takesOver =
  (who: DemoStaffKey): Act =>
  async (run) => {
    await answers(who, 'accept')(run);
    await answers(who, 'case')(run);
    run.worksIn(who, derivedId('record-of-referral', run.id('referral'), demoStaff[who].agencyId));
  };

interface Disclosing {
  readonly mode: 'standing' | 'copy';
  readonly classes: readonly string[];
  readonly purpose?: string;
  /** A ground other than her consent, and what is written down for it. */
  readonly ground?: string;
  readonly documentation?: object;
  /** By one person alone, in danger; the head looks at it afterwards. */
  readonly urgent?: boolean;
  /** The ground does not hold: the refusal is kept. */
  readonly refused?: boolean;
}
export const discloses =
  (
    who: DemoStaffKey,
    recipientFunction: string,
    { purpose = 'plan', ground, urgent = false, refused = false, ...facts }: Disclosing,
  ): Act =>
  (run) =>
    run.post(
      who,
      '/api/v1/disclosures',
      {
        ...{ ...run.place(who), ...facts, disclosureId: run.id('disclosure', ground ?? facts.mode), recipientFunction, purpose, urgent },
        ...{ personIds: [personOf(run)], ...(ground ? { ground } : { ground: groundOf(who), consentId: run.id('consent', who) }) },
        ...(facts.mode === 'standing' ? { until: run.moment(90) } : {}),
      },
      refused ? { refusedWith: 422 } : {},
    );
