import { derivedId } from '#libs/shared-kernel';
import { demoStaff, type DemoStaffKey } from '#config/demo';
import { fixedQuarters } from '#src/views/lead-times/index';
import type { Act } from '../demo-case.js';
import type { CaseRun } from '../case-run.js';
import { personOf } from './records.js';

const API = '/api/v1/social-services';

/** When something happened: so many days before the case began, or on a day of the last quarter that is over. */
export type When = { readonly ago: number } | { readonly quarterDay: number };
const DAY = 86_400_000;
const at = (run: CaseRun, when: When | undefined): object => {
  if (!when) return {};
  if ('ago' in when) return { at: run.moment(-when.ago) };
  return { at: new Date(fixedQuarters(run.begun)[0]!.from.getTime() + (when.quarterDay + 0.4) * DAY).toISOString() };
};

/** A child whom the board meets, by a word that tells siblings apart. */
const child = (run: CaseRun, name: string) => ({
  recordId: run.id('child-record', name),
  caseId: run.caseId,
  personId: run.id('child', name),
});

interface Concern {
  readonly worry?: string;
  readonly anonymous?: boolean;
  readonly when?: When;
  readonly protection?: string;
  readonly functionId: string;
}
/** Somebody calls about a child, who gets a record of its own. */
export const hearsOf =
  (
    who: DemoStaffKey,
    name: string,
    { worry = 'witnessed-violence', anonymous = false, when, protection = 'none', functionId }: Concern,
  ): Act =>
  (run) => {
    const { recordId, caseId, personId } = child(run, name);
    return run.post(who, `${API}/concerns`, {
      ...{ concernId: run.id('concern', name), recordId, caseId, functionId, channel: 'phone', worries: [worry] },
      ...{ source: anonymous ? 'anonymous' : 'private-person', words: 'Det är bråk varje natt.', child: { personId, name, protection } },
      ...at(run, when),
    });
  };

/** A step of the concern, the inquiry, the placement or the follow-up of a child. */
const step =
  (thing: 'concern' | 'inquiry' | 'placement' | 'follow-up') =>
  (who: DemoStaffKey, name: string, body: object, when?: When): Act =>
  (run) => {
    const plural = thing === 'inquiry' ? 'inquiries' : `${thing}s`;
    return run.post(who, `${API}/${plural}/${run.id(thing, name)}/steps`, { ...body, ...at(run, when) });
  };
export const onConcern = step('concern');
export const onInquiry = step('inquiry');
export const onPlacement = step('placement');
export const onFollowUp = step('follow-up');

export const protects = (who: DemoStaffKey, name: string, need: 'immediate' | 'not-immediate', when?: When): Act =>
  onConcern(
    who,
    name,
    { step: 'assess-protection', need, reason: 'Barnet är hos mormor.', ...(need === 'immediate' ? { measures: ['safe-adult'] } : {}) },
    when,
  );

export const opensInquiry =
  (who: DemoStaffKey, name: string, when?: When): Act =>
  (run) =>
    onConcern(
      who,
      name,
      { step: 'decide', outcome: 'open-inquiry', inquiryId: run.id('inquiry', name), reason: 'Barnet har sett våld.' },
      when,
    )(run);

export const closesInquiry =
  (who: DemoStaffKey, name: string, when?: When): Act =>
  async (run) => {
    const support = {
      step: 'decide-support',
      decisionId: run.id('support', name),
      kind: 'counselling',
      basis: 'agreed',
      reason: 'Samtal.',
    };
    await onInquiry(who, name, support, when)(run);
    await onInquiry(who, name, { step: 'close', outcome: 'support', reason: 'Samtalsstöd till barnet.' }, when)(run);
  };

export const asksForTime =
  (who: DemoStaffKey, name: string, thing: 'concern' | 'inquiry', days: number): Act =>
  (run) =>
    run.post(who, `${API}/extensions`, {
      ...{ ...child(run, name), extensionId: run.id('extension', name), thingId: run.id(thing, name) },
      ...{ deadline: thing === 'concern' ? 'preliminary-assessment' : 'child-inquiry', until: run.moment(days), reason: 'Tolk saknas.' },
    });

export const decidesTime =
  (head: DemoStaffKey, name: string, verdict: 'grant' | 'refuse'): Act =>
  (run) =>
    run.post(head, `${API}/extensions/${run.id('extension', name)}/decision`, { verdict });

export const places =
  (who: DemoStaffKey, name: string, when?: When): Act =>
  (run) =>
    run.post(who, `${API}/placements`, {
      ...{ ...child(run, name), placementId: run.id('placement', name), ground: 'violence', decidedBy: 'chair', ...at(run, when) },
    });

export const followsUp =
  (who: DemoStaffKey, name: string): Act =>
  (run) =>
    run.post(who, `${API}/follow-ups`, {
      ...{ ...child(run, name), followUpId: run.id('follow-up', name), after: 'inquiry', afterId: run.id('inquiry', name) },
      ...{ until: run.moment(90), reason: 'Vårdnadshavarna tackar nej till fortsatt stöd.' },
    });

/** Takes in a report that came by the system, for the child that it is about, and judges its protection. */
export const takesIn =
  (who: DemoStaffKey): Act =>
  async (run) => {
    const referralId = run.id('referral');
    await run.post(who, `${API}/concerns/from-report`, { referralId, worries: ['violence'] });
    const concernId = derivedId('concern-of-referral', referralId, demoStaff[who].agencyId, personOf(run, 'child'));
    await run.post(who, `${API}/concerns/${concernId}/steps`, {
      step: 'assess-protection',
      need: 'not-immediate',
      reason: 'Barnet är i skolan.',
    });
  };
