import { z } from 'zod';
import { REFERENCE } from '#config/retention';
import { newId } from '#libs/http';
import { LIFT_REASONS } from './retention.events.js';

const reference = z.string().trim().regex(REFERENCE, {
  error: 'Ange diarienummer eller annan beteckning, inga namn. | Give a diary number or another reference, no names.',
});

export const placeHoldInput = z.strictObject({
  holdId: newId,
  ground: z.string().min(1).max(60),
  reference,
  until: z.iso.date(),
  note: z.string().trim().min(1).max(2000).optional(),
});
export const liftHoldInput = z.strictObject({ holdId: z.uuid(), reason: z.enum(LIFT_REASONS), reference });
export const decideErasureInput = z.strictObject({
  decisionId: newId,
  reference,
  handedOverAs: reference.optional(),
  outsideSample: z.boolean().default(false),
});
export const onDecisionInput = z.strictObject({ decisionId: z.uuid() });

export type RetentionChange =
  | { readonly act: 'hold'; readonly input: z.infer<typeof placeHoldInput> }
  | { readonly act: 'lift'; readonly input: z.infer<typeof liftHoldInput> }
  | { readonly act: 'decide'; readonly input: z.infer<typeof decideErasureInput> }
  | { readonly act: 'confirm' | 'withdraw'; readonly input: z.infer<typeof onDecisionInput> };
