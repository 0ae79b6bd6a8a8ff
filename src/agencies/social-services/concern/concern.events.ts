import { z } from 'zod';
import { defineEvent, open, sealed, type EventUnion } from '#libs/shared-kernel';
import { begun, stamped } from '../process/stamp.js';

const id = z.uuid();
const slug = z.string().min(1);
const words = z.string().trim().min(1).max(4_000);

/** Who reported. Those with a duty to report (SoL 19:1) may ask what came of it (19:6); nobody has to say who they are. */
export const CONCERN_SOURCES = ['referral', 'authority', 'private-person', 'anonymous', 'child', 'own-observation'] as const;
export const CONCERN_CHANNELS = ['system', 'phone', 'visit', 'letter', 'message', 'other'] as const;
/** What the concern is about. `honour` closes the way to the guardians until protection is assessed. */
export const WORRIES = ['violence', 'witnessed-violence', 'honour', 'sexual-abuse', 'neglect', 'own-behaviour', 'other'] as const;
export const PROTECTION_NEEDS = ['immediate', 'not-immediate'] as const;
export const PROTECTION_MEASURES = ['shelter', 'safe-adult', 'police', 'health-care', 'compulsory-care', 'watch'] as const;
export const CONCERN_OUTCOMES = ['open-inquiry', 'no-inquiry', 'inquiry-under-way'] as const;
export const MATCH_JUDGEMENTS = ['same-person', 'another-person', 'unclear'] as const;
export const PARTIES = ['guardian', 'child', 'other-party'] as const;
export const ACCESS_OUTCOMES = ['given', 'in-part', 'refused'] as const;
/** On which rule something is withheld from a party: exceptional weight, the child's harm, statements and reporters where harm is feared. */
export const ACCESS_RULES = ['osl-10-3', 'osl-12-3', 'osl-26-1', 'osl-26-5'] as const;

const reporterSchema = z.strictObject({
  name: z.string().min(1).max(200),
  relation: z.string().max(200).optional(),
  contact: z.string().max(200).optional(),
});

/** A concern report (orosanmälan) for one child, in a record of the child's own, until it is decided or forwarded. Stored for ever. */
export const concernEvents = {
  received: defineEvent('social-services.ConcernReceived', 1, {
    concernId: open('reference', id),
    ...begun,
    source: open('child', z.enum(CONCERN_SOURCES)),
    channel: open('reference', z.enum(CONCERN_CHANNELS)),
    /** The request that it came by, when it came by the system. */
    referralId: open('reference', id.optional()),
    worries: open('child', z.array(z.enum(WORRIES)).min(1)),
    words: sealed('free-text', words.optional()),
    /** Never in clear, never told (OSL 25:7, 26:5): the record's own secret. */
    reporter: sealed('identity', reporterSchema.optional()),
    /** The reporter must not be named to a party: violence or serious harm is feared. */
    reporterProtected: open('reference', z.boolean()),
    /** Asked from the beginning to know what came of it (SoL 19:6). */
    reporterAsks: open('reference', z.boolean()),
  }),
  protectionAssessed: defineEvent('social-services.ProtectionAssessed', 1, {
    concernId: open('reference', id),
    ...stamped,
    need: open('child', z.enum(PROTECTION_NEEDS)),
    measures: open('child', z.array(z.enum(PROTECTION_MEASURES))),
    reason: sealed('free-text', words),
  }),
  guardiansContacted: defineEvent('social-services.GuardiansContacted', 1, {
    concernId: open('reference', id),
    ...stamped,
    reason: sealed('free-text', words.optional()),
  }),
  decided: defineEvent('social-services.PreliminaryAssessmentDecided', 1, {
    concernId: open('reference', id),
    ...stamped,
    outcome: open('child', z.enum(CONCERN_OUTCOMES)),
    inquiryId: open('reference', id.optional()),
    /** Somebody waits to be told: the clock of SoL 19:6 starts here. */
    reporterWaits: open('reference', z.boolean()),
    reason: sealed('free-text', words),
  }),
  reporterAsked: defineEvent('social-services.ReporterAsked', 1, {
    concernId: open('reference', id),
    ...stamped,
    /** Asked when there was a decision already: to be told at once. */
    late: open('reference', z.boolean()),
  }),
  reporterInformed: defineEvent('social-services.ReporterInformed', 1, {
    concernId: open('reference', id),
    ...stamped,
    /** All that may be told: opened, not opened, or under way. */
    told: open('reference', z.enum(CONCERN_OUTCOMES)),
  }),
  forwarded: defineEvent('social-services.ConcernForwarded', 1, {
    concernId: open('reference', id),
    ...stamped,
    toFunction: open('reference', slug),
    referralId: open('reference', id),
    reason: sealed('free-text', words),
  }),
  matchJudged: defineEvent('social-services.SignalMatchJudged', 1, {
    concernId: open('reference', id),
    ...stamped,
    otherRecordId: open('reference', id),
    judgement: open('reference', z.enum(MATCH_JUDGEMENTS)),
  }),
  accessDecided: defineEvent('social-services.PartyAccessDecided', 1, {
    concernId: open('reference', id),
    ...stamped,
    party: open('child', z.enum(PARTIES)),
    outcome: open('child', z.enum(ACCESS_OUTCOMES)),
    rule: open('reference', z.enum(ACCESS_RULES).optional()),
    reason: sealed('free-text', words),
  }),
};
export type ConcernEvent = EventUnion<typeof concernEvents>;
