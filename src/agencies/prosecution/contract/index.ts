import { z } from 'zod';
import { TOLD_INTERVENTION, toldInterventionFields } from '#libs/intervention';
import { defineContract, open } from '#libs/shared-kernel';

/** What peers may learn of it: what it is, who answers for it and how it goes. Never a note. */
export const measurePlanned = defineContract('prosecution.MeasurePlanned', 1, TOLD_INTERVENTION, toldInterventionFields);
export const measureStarted = defineContract('prosecution.MeasureStarted', 1, TOLD_INTERVENTION, toldInterventionFields);
export const measureInterrupted = defineContract('prosecution.MeasureInterrupted', 1, TOLD_INTERVENTION, toldInterventionFields);
export const measureCompleted = defineContract('prosecution.MeasureCompleted', 1, TOLD_INTERVENTION, toldInterventionFields);

const day = z.iso.date();

/** How an investigation stands, and of what offence. Never who is suspected. */
export const investigationKnown = defineContract(
  'prosecution.InvestigationKnown',
  1,
  { rowClass: 'crime', thing: 'investigation' },
  {
    status: open('crime', z.enum(['open', 'discontinued', 'charged', 'judged'])),
    on: open('crime', day),
    offence: open('crime', z.string()),
    discontinued: open(
      'crime',
      z.enum(['evidence-insufficient', 'no-crime', 'suspect-unknown', 'suspect-innocent', 'limited-investigation']).optional(),
    ),
    outcome: open('crime', z.enum(['convicted', 'partly-convicted', 'acquitted']).optional()),
  },
);

/** A contact ban: what it forbids in kind, and until when. Whoever protects her must know when it ends. */
export const contactBanKnown = defineContract(
  'prosecution.ContactBanKnown',
  1,
  { rowClass: 'crime', thing: 'contact-ban' },
  {
    status: open('crime', z.enum(['in-force', 'expired', 'lifted'])),
    on: open('crime', day),
    kind: open('crime', z.string()),
    until: open('crime', day),
    monitored: open('crime', z.boolean().optional()),
    hearingBy: open('crime', day.optional()),
  },
);

/** A special representative for a child: whether there is one. That a guardian is suspected is class `crime`. Never which court. */
export const specialRepresentativeKnown = defineContract(
  'prosecution.SpecialRepresentativeKnown',
  1,
  { rowClass: 'child', thing: 'special-representative' },
  {
    status: open('child', z.enum(['requested', 'appointed', 'refused', 'ended'])),
    on: open('child', day),
    ground: open('crime', z.string()),
  },
);
