import { z } from 'zod';
import { newId } from '#libs/http';
import { ENDING_REASONS } from './safety-plan.events.js';

const line = z.string().trim().min(1).max(1000);
const lines = z.array(line).max(30).default([]);

const content = {
  reviewOn: z.iso.date(),
  madeTogether: z.boolean().default(false),
  warningSigns: lines,
  steps: lines,
  contacts: z
    .array(z.strictObject({ name: z.string().trim().min(1).max(200), way: z.string().trim().min(1).max(200) }))
    .max(30)
    .default([]),
  places: lines,
};
export const makeSafetyPlanInput = z.strictObject({
  safetyPlanId: newId,
  recordId: z.uuid(),
  caseId: z.uuid(),
  personId: z.uuid(),
  ...content,
});
export type MakeSafetyPlanInput = z.infer<typeof makeSafetyPlanInput>;
export const reviseSafetyPlanInput = z.strictObject(content);
export type ReviseSafetyPlanInput = z.infer<typeof reviseSafetyPlanInput>;
export const endSafetyPlanInput = z.strictObject({ reason: z.enum(ENDING_REASONS) });
