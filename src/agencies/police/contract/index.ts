import { z } from 'zod';
import { TOLD_INTERVENTION, toldInterventionFields } from '#libs/intervention';
import { defineContract, open } from '#libs/shared-kernel';

export * from './notes.js';

const id = z.uuid();
const day = z.iso.date();

/** A report to the police exists: of what, when, and whether there is immediate risk. Never its number, its text or who is suspected. Told again when corrected. */
export const reportKnown = defineContract(
  'police.ReportKnown',
  1,
  { rowClass: 'crime', thing: 'report' },
  {
    reportId: open('reference', id),
    registeredAt: open('reference', z.iso.datetime()),
    offence: open('crime', z.string()),
    occurredOn: open('crime', day),
    immediateRisk: open('risk', z.boolean()),
    /** Children in the case, so that each gets an assessment of their own. */
    childPersonIds: open('child', z.array(id).readonly()),
    corrected: open('reference', z.boolean().optional()),
  },
);

/** A breach of a contact ban, for whoever protects her: that it happened, how and when. */
export const contactBanBreachKnown = defineContract(
  'police.ContactBanBreachKnown',
  1,
  { rowClass: 'crime', thing: 'contact-ban-breach' },
  {
    status: open('crime', z.enum(['registered', 'retracted'])),
    on: open('crime', day),
    manner: open('crime', z.enum(['approached', 'contacted', 'through-others', 'within-area'])),
  },
);

/** How a protective measure of the police goes. Never the note: it could tell where she is. */
export const measurePlanned = defineContract('police.MeasurePlanned', 1, TOLD_INTERVENTION, toldInterventionFields);
export const measureStarted = defineContract('police.MeasureStarted', 1, TOLD_INTERVENTION, toldInterventionFields);
export const measureInterrupted = defineContract('police.MeasureInterrupted', 1, TOLD_INTERVENTION, toldInterventionFields);
export const measureCompleted = defineContract('police.MeasureCompleted', 1, TOLD_INTERVENTION, toldInterventionFields);
