import { z } from 'zod';
import { newId } from '#libs/http';
import { CLOSING_OUTCOMES, CLOSING_REASONS, RELATIONS, REOPENING_REASONS } from './record.events.js';

const note = z.string().trim().max(4000).optional();

/** What each act of a record's life is given. */
export const LIFE_INPUTS = {
  'propose-closing': z.strictObject({
    proposalId: newId,
    reason: z.enum(CLOSING_REASONS),
    outcome: z.enum(CLOSING_OUTCOMES),
    note,
  }),
  'decline-closing': z.strictObject({ proposalId: z.uuid(), note }),
  close: z.strictObject({ proposalId: z.uuid() }),
  reopen: z.strictObject({ reason: z.enum(REOPENING_REASONS) }),
  'hand-over': z.strictObject({ handoverId: newId, toStaff: z.uuid(), until: z.iso.datetime({ offset: true }).optional(), note }),
  'hand-back': z.strictObject({ handoverId: z.uuid(), note }),
  relate: z.strictObject({ otherRecordId: z.uuid(), relation: z.enum(RELATIONS) }),
  unrelate: z.strictObject({ otherRecordId: z.uuid() }),
  'take-lead': z.strictObject({}),
  'leave-lead': z.strictObject({ toFunction: z.string().max(100).optional() }),
} as const;

export type LifeAct = keyof typeof LIFE_INPUTS;
/** An act with what it is given. */
export type LifeChange = { [A in LifeAct]: { readonly act: A; readonly input: z.infer<(typeof LIFE_INPUTS)[A]> } }[LifeAct];
