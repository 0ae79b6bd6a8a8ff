import { z } from 'zod';
import { newId } from '#libs/http';
import { personInput } from '#src/people/index';
import {
  ACCESS_OUTCOMES,
  ACCESS_RULES,
  CONCERN_CHANNELS,
  CONCERN_OUTCOMES,
  CONCERN_SOURCES,
  MATCH_JUDGEMENTS,
  PARTIES,
  PROTECTION_MEASURES,
  PROTECTION_NEEDS,
  WORRIES,
} from '../concern/concern.events.js';
import { EXTENDABLE } from '../extension/extension.events.js';
import { FOLLOW_UP_ENDS, FOLLOWED } from '../follow-up/follow-up.events.js';
import { INQUIRY_ORIGINS, INQUIRY_OUTCOMES, RELOCATION_ANSWERS, SUPPORT_BASES } from '../inquiry/inquiry.events.js';
import { DECIDERS, JUDGMENTS, PLACEMENT_ENDS, PLACEMENT_GROUNDS, REVIEWS, RULINGS } from '../placement/placement.events.js';

const id = z.uuid();
const moment = z.iso.datetime({ offset: true });
const words = z.string().trim().min(1).max(4_000);
/** When it happened; left out, now. */
const when = { at: moment.optional() };
const place = { recordId: id, caseId: id, personId: id };
const functionId = z.string().min(1).max(100);

const reported = {
  channel: z.enum(CONCERN_CHANNELS),
  worries: z.array(z.enum(WORRIES)).min(1),
  words: words.optional(),
  reporterAsks: z.boolean().default(false),
  reporterProtected: z.boolean().default(false),
};
/** A concern received outside the system, written down by hand: a call, a visit, a letter. The child gets a record of its own. */
export const receiveConcernInput = z
  .strictObject({
    concernId: newId,
    /** The child's own, or one that is opened with the concern. */
    recordId: z.uuid(),
    caseId: id,
    functionId,
    child: personInput.omit({ role: true, minor: true }),
    source: z.enum(CONCERN_SOURCES).exclude(['referral']),
    reporter: z.strictObject({ name: words.max(200), relation: words.max(200).optional(), contact: words.max(200).optional() }).optional(),
    ...reported,
    ...when,
  })
  .refine(({ source, reporter }) => source !== 'anonymous' || reporter === undefined, {
    path: ['reporter'],
    message: 'En anonym anmälare har inget namn. | An anonymous reporter has no name.',
  });
export type ReceiveConcernInput = z.infer<typeof receiveConcernInput>;

/** A concern report that came by the system, taken in: one concern, in a record of its own, for each child. */
export const takeReportInput = z.strictObject({ referralId: id, worries: reported.worries, reporterAsks: reported.reporterAsks });
export type TakeReportInput = z.infer<typeof takeReportInput>;

export const concernStepInput = z.discriminatedUnion('step', [
  z.strictObject({
    step: z.literal('assess-protection'),
    need: z.enum(PROTECTION_NEEDS),
    measures: z.array(z.enum(PROTECTION_MEASURES)).default([]),
    reason: words,
    ...when,
  }),
  z.strictObject({ step: z.literal('contact-guardians'), reason: words.optional(), ...when }),
  z.strictObject({ step: z.literal('decide'), outcome: z.enum(CONCERN_OUTCOMES), inquiryId: newId.optional(), reason: words, ...when }),
  z.strictObject({ step: z.literal('reporter-asks'), ...when }),
  z.strictObject({ step: z.literal('inform-reporter'), ...when }),
  z.strictObject({ step: z.literal('forward'), toFunction: functionId, reason: words, ...when }),
  z.strictObject({ step: z.literal('judge-match'), otherRecordId: id, judgement: z.enum(MATCH_JUDGEMENTS), ...when }),
  z.strictObject({
    step: z.literal('decide-access'),
    party: z.enum(PARTIES),
    outcome: z.enum(ACCESS_OUTCOMES),
    rule: z.enum(ACCESS_RULES).optional(),
    reason: words,
    ...when,
  }),
]);
export type ConcernStepInput = z.infer<typeof concernStepInput>;

export const openInquiryInput = z.strictObject({
  inquiryId: newId,
  ...place,
  origin: z.enum(INQUIRY_ORIGINS).exclude(['concern']),
  ...when,
});
export const inquiryStepInput = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('hear-child'), withoutGuardian: z.boolean().default(false), note: words.optional(), ...when }),
  z.strictObject({
    step: z.literal('decide-support'),
    decisionId: newId,
    kind: z.string().min(1).max(100),
    basis: z.enum(SUPPORT_BASES),
    reason: words,
    ...when,
  }),
  z.strictObject({ step: z.literal('ask-relocation'), toFunction: functionId, reason: words, ...when }),
  z.strictObject({ step: z.literal('answer-relocation'), answer: z.enum(RELOCATION_ANSWERS), ...when }),
  z.strictObject({ step: z.literal('close'), outcome: z.enum(INQUIRY_OUTCOMES), reason: words, ...when }),
]);

export const decidePlacementInput = z.strictObject({
  placementId: newId,
  ...place,
  ground: z.enum(PLACEMENT_GROUNDS),
  decidedBy: z.enum(DECIDERS),
  ...when,
});
const bare = <const S extends string>(step: S) => z.strictObject({ step: z.literal(step), ...when });
export const placementStepInput = z.discriminatedUnion('step', [
  bare('submit'),
  z.strictObject({ step: z.literal('rule'), ruling: z.enum(RULINGS), ...when }),
  bare('start'),
  z.strictObject({ step: z.literal('extend-application'), until: moment, ...when }),
  bare('apply'),
  z.strictObject({ step: z.literal('judge'), judgment: z.enum(JUDGMENTS), ...when }),
  bare('gain-force'),
  z.strictObject({ step: z.literal('review'), review: z.enum(REVIEWS), ...when }),
  bare('lapse'),
  z.strictObject({ step: z.literal('end'), outcome: z.enum(PLACEMENT_ENDS), ...when }),
  z.strictObject({ step: z.literal('make-secret'), decidedBy: z.enum(DECIDERS), ...when }),
  z.strictObject({ step: z.literal('review-secrecy'), review: z.enum(REVIEWS), ...when }),
  bare('appeal-secrecy'),
  z.strictObject({ step: z.literal('rule-appeal'), ruling: z.enum(RULINGS), ...when }),
]);

export const decideFollowUpInput = z.strictObject({
  followUpId: newId,
  ...place,
  after: z.enum(FOLLOWED),
  afterId: id,
  until: moment,
  reason: words,
  ...when,
});
export const followUpStepInput = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('make-contact'), note: words.optional(), ...when }),
  z.strictObject({ step: z.literal('end'), outcome: z.enum(FOLLOW_UP_ENDS), ...when }),
]);

export const askExtensionInput = z.strictObject({
  extensionId: newId,
  ...place,
  deadline: z.enum(EXTENDABLE),
  thingId: id,
  until: moment,
  reason: words,
});
export const decideExtensionInput = z.strictObject({ verdict: z.enum(['grant', 'refuse']) });

/** What each process is begun with, and the steps that it takes. */
export type Beginning = {
  readonly inquiry: z.infer<typeof openInquiryInput>;
  readonly placement: z.infer<typeof decidePlacementInput>;
  readonly 'follow-up': z.infer<typeof decideFollowUpInput>;
  readonly extension: z.infer<typeof askExtensionInput>;
};
export type StepInput = {
  readonly concern: ConcernStepInput;
  readonly inquiry: z.infer<typeof inquiryStepInput>;
  readonly placement: z.infer<typeof placementStepInput>;
  readonly 'follow-up': z.infer<typeof followUpStepInput>;
};
