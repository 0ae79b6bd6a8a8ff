import { z } from 'zod';
import { correctedOfNobody, notedOfNobody, retractedOfNobody, words } from '#libs/journal';
import { AGENCY_KINDS, defineEvent, open, type EventUnion } from '#libs/shared-kernel';

const ASKING = [...AGENCY_KINDS, 'somebody-close', 'other'] as const;
const TOPICS = [
  'partner-violence',
  'honour',
  'genital-mutilation',
  'child-marriage',
  'children-exposed',
  'violence-user',
  'trafficking',
] as const;

/** Choices alone: there is no field in which anybody could be named. */
const consultation = {
  askedBy: open('support', z.enum(ASKING)),
  topics: open('support', z.array(z.enum(TOPICS)).min(1)),
  concerns: open('support', z.enum(['adult', 'young-adult', 'child', 'several', 'general'])),
  advice: open(
    'support',
    z
      .array(z.enum(['report-concern', 'assess-risk', 'do-not-contact-family', 'contact-police', 'offer-shelter', 'further-consultation']))
      .min(1),
  ),
};
const experience = {
  kind: open('support', z.enum(['shortcoming', 'good-example'])),
  about: open('support', z.enum(AGENCY_KINDS)),
  area: open('support', z.enum(['detection', 'referral', 'protection', 'support', 'children', 'violence-user', 'cooperation'])),
  raisedWith: open('support', z.array(z.enum(['agency', 'county-coordinator', 'steering-group'])).min(1)),
  /** What was learnt, without anybody in it. */
  description: words,
};
const training = {
  topics: open('support', z.array(z.enum(TOPICS)).min(1)),
  audience: open('support', z.array(z.enum(AGENCY_KINDS)).min(1)),
  form: open('support', z.enum(['lecture', 'course', 'supervision', 'web'])),
};

/** What a resource centre notes of its own work: about nobody, in a record without persons. Stored for ever. */
export const resourceCentreJournalEvents = {
  consulted: defineEvent('resource-centre.ConsultationGiven', 1, notedOfNobody(consultation)),
  consultationCorrected: defineEvent('resource-centre.ConsultationCorrected', 1, correctedOfNobody(consultation)),
  experienceRaised: defineEvent('resource-centre.ExperienceRaised', 1, notedOfNobody(experience)),
  experienceCorrected: defineEvent('resource-centre.ExperienceCorrected', 1, correctedOfNobody(experience)),
  trainingHeld: defineEvent('resource-centre.TrainingHeld', 1, notedOfNobody(training)),
  trainingCorrected: defineEvent('resource-centre.TrainingCorrected', 1, correctedOfNobody(training)),
  retracted: defineEvent(
    'resource-centre.NoteRetracted',
    1,
    retractedOfNobody(['resource-centre.ConsultationGiven', 'resource-centre.ExperienceRaised', 'resource-centre.TrainingHeld']),
  ),
};
export type ResourceCentreJournalEvent = EventUnion<typeof resourceCentreJournalEvents>;
