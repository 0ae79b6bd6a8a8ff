import { interventionKind } from '#config/interventions';
import { tellIntervention } from '#libs/intervention';
import { publisher, tell, type Publish } from '#libs/shared-kernel';
import { contactBanEvents, type ContactBanEvent } from './contact-ban/contact-ban.events.js';
import {
  contactBanKnown,
  investigationKnown,
  measureCompleted,
  measureInterrupted,
  measurePlanned,
  measureStarted,
  specialRepresentativeKnown,
} from './contract/index.js';
import { investigationEvents, type InvestigationEvent } from './investigation/investigation.events.js';
import { measureEvents, type MeasureEvent } from './measure/measure.events.js';
import { specialRepresentativeEvents, type SpecialRepresentativeEvent } from './special-representative/special-representative.events.js';

/** How it goes is told, by class; the note never is. */
const publishMeasure: Publish<MeasureEvent> = ({ type, data }) => {
  switch (type) {
    case 'prosecution.MeasurePlanned':
      return tellIntervention(measurePlanned, 'planned', data, interventionKind);
    case 'prosecution.MeasureStarted':
      return tellIntervention(measureStarted, 'started', data, interventionKind);
    case 'prosecution.MeasureInterrupted':
      return tellIntervention(measureInterrupted, 'interrupted', data, interventionKind);
    case 'prosecution.MeasureCompleted':
      return tellIntervention(measureCompleted, 'completed', data, interventionKind);
  }
};

/** That an investigation goes on, of what, and how it ended. */
const publishInvestigation: Publish<InvestigationEvent> = ({ type, data }) => {
  const { proceedingId, personId, on, offence, discontinued, outcome } = data;
  const known = (status: 'open' | 'discontinued' | 'charged' | 'judged') => [
    tell(investigationKnown, proceedingId, { status, on, offence, discontinued, outcome }, personId),
  ];
  switch (type) {
    case 'prosecution.InvestigationOpened':
    case 'prosecution.InvestigationResumed':
      return known('open');
    case 'prosecution.InvestigationDiscontinued':
      return known('discontinued');
    case 'prosecution.ChargesBrought':
      return known('charged');
    case 'prosecution.JudgmentGiven':
      return known('judged');
  }
};

/** What a ban is and until when. Why it was lifted, and who asked for a review, stay here. */
const publishContactBan: Publish<ContactBanEvent> = ({ type, data }) => {
  const { proceedingId, personId, on, kind, until, monitored, hearingBy } = data;
  const known = (status: 'in-force' | 'expired' | 'lifted') => [
    tell(contactBanKnown, proceedingId, { status, on, kind, until, monitored, hearingBy }, personId),
  ];
  switch (type) {
    case 'prosecution.ContactBanIssued':
    case 'prosecution.ContactBanExtended':
    case 'prosecution.ContactBanReviewRequested':
    case 'prosecution.ContactBanHeard':
      return known('in-force');
    case 'prosecution.ContactBanExpired':
      return known('expired');
    case 'prosecution.ContactBanLifted':
      return known('lifted');
  }
};

/** Whether the child has somebody who speaks for it. */
const publishSpecialRepresentative: Publish<SpecialRepresentativeEvent> = ({ type, data }) => {
  const { proceedingId, personId, on, ground } = data;
  const known = (status: 'requested' | 'appointed' | 'refused' | 'ended') => [
    tell(specialRepresentativeKnown, proceedingId, { status, on, ground }, personId),
  ];
  switch (type) {
    case 'prosecution.SpecialRepresentativeRequested':
      return known('requested');
    case 'prosecution.SpecialRepresentativeAppointed':
      return known('appointed');
    case 'prosecution.SpecialRepresentativeRefused':
      return known('refused');
    case 'prosecution.SpecialRepresentativeEnded':
      return known('ended');
  }
};

export const measurePublisher = publisher(measureEvents, publishMeasure);
export const investigationPublisher = publisher(investigationEvents, publishInvestigation);
export const contactBanPublisher = publisher(contactBanEvents, publishContactBan);
export const specialRepresentativePublisher = publisher(specialRepresentativeEvents, publishSpecialRepresentative);
