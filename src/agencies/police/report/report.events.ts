import { z } from 'zod';
import { defineEvent, open, sealed, type EventUnion } from '#libs/shared-kernel';
import { OFFENCES } from '../offences.js';

export const REPORT_CORRECTIONS = ['typing-error', 'new-information', 'reclassified'] as const;

const id = z.uuid();
const number = z.string().min(1).max(40);
const summary = z.string().min(1).max(8000);

/** What a report says in clear; a correction carries it whole, so that what peers know of it can be told from the one event. */
const facts = {
  reportId: open('reference', id),
  offence: open('crime', z.enum(OFFENCES)),
  occurredOn: open('crime', z.iso.date()),
  immediateRisk: open('risk', z.boolean()),
  registeredAt: open('reference', z.iso.datetime()),
  exposedPersonId: open('reference', id),
  childPersonIds: open('child', z.array(id).readonly()),
} as const;

/** A report to the police (polisanmälan). Stored for ever: never rename a type or a field, add a version. */
export const reportEvents = {
  registered: defineEvent('police.ReportRegistered', 1, {
    ...facts,
    recordId: open('reference', id),
    caseId: open('reference', id),
    agencyId: open('reference', z.string()),
    functionId: open('reference', z.string()),
    suspectPersonId: open('crime', id.optional()),
    reportNumber: sealed('crime', number, 'exposedPersonId'),
    summary: sealed('free-text', summary),
  }),
  corrected: defineEvent('police.ReportCorrected', 1, {
    ...facts,
    changeId: open('reference', id),
    reason: open('reference', z.enum(REPORT_CORRECTIONS)),
    reportNumber: sealed('crime', number.optional(), 'exposedPersonId'),
    summary: sealed('free-text', summary.optional()),
  }),
};
export type ReportEvent = EventUnion<typeof reportEvents>;
