import { z } from 'zod';
import { AGENCY_KINDS, defineEvent, FIELD_CLASSES, open, sealed, type EventUnion } from '#libs/shared-kernel';
import { copiedFields } from '../disclosure/copied-content.events.js';
import { receivedFiles } from '../disclosure/copied-files.events.js';

const id = z.uuid();

/**
 * A copy as it came: from then on part of the recipient's own record, sealed with the recipient's own keys, and marked with sender, ground
 * and protection (foundation.md 2). Documents received are public records that must be kept: nothing withdraws this event.
 */
export const receivedEvents = {
  received: defineEvent('coordination.CopyReceived', 1, {
    receivedId: open('reference', id),
    recordId: open('reference', id),
    caseId: open('reference', id),
    agencyId: open('reference', z.string()),
    /** Where it waits when the function has no record in the case yet; empty once it lies in one. */
    intakeFunction: open('reference', z.string()),
    fromAgency: open('reference', z.string()),
    fromKind: open('reference', z.enum(AGENCY_KINDS)),
    toKind: open('reference', z.enum(AGENCY_KINDS)),
    recipientFunction: open('reference', z.string()),
    sourceKind: open('reference', z.enum(['referral', 'disclosure'])),
    sourceId: open('reference', id),
    ground: open('reference', z.string()),
    ruleVersion: open('reference', z.string()),
    purpose: open('reference', z.string()),
    classes: open('reference', z.array(z.enum(FIELD_CLASSES)).min(1)),
    personIds: open('reference', z.array(id)),
    receivedAt: open('reference', z.iso.datetime({ offset: true })),
    ...copiedFields,
    ...receivedFiles,
    /** The sender's reservation (OSL 10:14), word for word: it binds whoever gets it, and whatever classes came. Left out where there is none. */
    reservation: sealed('free-text', z.string().min(1).optional()),
  }),
};
export type ReceivedEvent = EventUnion<typeof receivedEvents>;
export type ReceivedData = ReceivedEvent['data'];
