import { z } from 'zod';
import { defineEvent, open, sealed, type EventUnion } from '#libs/shared-kernel';

const id = z.uuid();
const day = z.iso.date();
const text = z.string().max(1000);

/** Somebody she can turn to: who, and how to reach them in safety. */
export const safeContact = z.strictObject({ name: z.string().max(200), way: z.string().max(200) });
export const ENDING_REASONS = ['no-longer-needed', 'person-declined', 'moved', 'replaced'] as const;

const content = {
  personId: open('reference', id),
  /** Minted with each save: the same one twice is one version. */
  editionId: open('reference', id),
  madeOn: open('risk', day),
  reviewOn: open('risk', day),
  /** She took part: a plan made over her head keeps nobody safe. */
  madeTogether: open('support', z.boolean()),
  warningSigns: sealed('risk', z.array(text), 'personId'),
  /** What to do, in the order to do it. */
  steps: sealed('support', z.array(text), 'personId'),
  contacts: sealed('contact', z.array(safeContact), 'personId'),
  /** Where to go; never printed. */
  places: sealed('location', z.array(text), 'personId'),
};

/** A safety plan (trygghetsplan) of an exposed person, made with her, in the own record. Stored for ever. */
export const safetyPlanEvents = {
  made: defineEvent('coordination.SafetyPlanMade', 1, {
    safetyPlanId: open('reference', id),
    ownerAgency: open('reference', z.string()),
    recordId: open('reference', id),
    caseId: open('reference', id),
    ...content,
  }),
  revised: defineEvent('coordination.SafetyPlanRevised', 1, { safetyPlanId: open('reference', id), ...content }),
  ended: defineEvent('coordination.SafetyPlanEnded', 1, {
    safetyPlanId: open('reference', id),
    personId: open('reference', id),
    reason: open('support', z.enum(ENDING_REASONS)),
    endedOn: open('risk', day),
  }),
};
export type SafetyPlanEvent = EventUnion<typeof safetyPlanEvents>;
