import { z } from 'zod';
import { DECLARED_RELATIONS } from '#config/county';
import { defineEvent, DUTIES, open, sealed, type EventUnion } from '#libs/shared-kernel';

const id = z.uuid();
const slug = z.string().min(1);
const moment = z.iso.datetime();

export const RETRACT_REASONS = ['wrong-number', 'no-longer-so', 'other'] as const;
export type RetractReason = (typeof RETRACT_REASONS)[number];

/** A member of staff: what they are, who covers for them, and to whom they are kin. Stored for ever; whom a relation is to is never stored here. */
export const staffEvents = {
  registered: defineEvent('organisation.StaffRegistered', 1, {
    staffId: open('reference', id),
    agencyId: open('reference', slug),
    unitId: open('reference', slug),
    duties: open('reference', z.array(z.enum(DUTIES)).min(1)),
    functions: open('reference', z.array(slug)),
    title: open('reference', z.string()),
    /** Another one when the name or the login changes: tells that they did, without telling what they are. */
    identityId: open('reference', id),
    name: sealed('identity', z.string().min(1), 'staffId'),
    subject: sealed('identity', z.string().min(1), 'staffId'),
  }),
  ended: defineEvent('organisation.StaffEnded', 1, { staffId: open('reference', id) }),
  standInAppointed: defineEvent('organisation.StandInAppointed', 1, {
    absentStaffId: open('reference', id),
    standInStaffId: open('reference', id),
    from: open('reference', moment),
    until: open('reference', moment.optional()),
  }),
  onCallScheduled: defineEvent('organisation.OnCallScheduled', 1, {
    staffId: open('reference', id),
    functionId: open('reference', slug),
    from: open('reference', moment),
    until: open('reference', moment.optional()),
  }),
  relationDeclared: defineEvent('organisation.RelationDeclared', 1, {
    staffId: open('reference', id),
    relationId: open('reference', id),
    relation: open('reference', z.enum(DECLARED_RELATIONS)),
  }),
  /** The declarer takes it back; it holds until a head has confirmed that. */
  relationRetracted: defineEvent('organisation.RelationRetracted', 1, {
    staffId: open('reference', id),
    relationId: open('reference', id),
    reason: open('reference', z.enum(RETRACT_REASONS)),
  }),
  retractionConfirmed: defineEvent('organisation.RetractionConfirmed', 1, {
    staffId: open('reference', id),
    relationId: open('reference', id),
  }),
  retractionRefused: defineEvent('organisation.RetractionRefused', 1, {
    staffId: open('reference', id),
    relationId: open('reference', id),
  }),
};
export type StaffEvent = EventUnion<typeof staffEvents>;
