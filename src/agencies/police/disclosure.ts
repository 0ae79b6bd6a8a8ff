import { interventionKind } from '#config/interventions';
import { tellIntervention } from '#libs/intervention';
import { publisher, tell, type Publish } from '#libs/shared-kernel';
import { breachEvents, type BreachEvent } from './contact-ban-breach/breach.events.js';
import {
  contactBanBreachKnown,
  measureCompleted,
  measureInterrupted,
  measurePlanned,
  measureStarted,
  reportKnown,
} from './contract/index.js';
import { measureEvents, type MeasureEvent } from './measure/measure.events.js';
import { reportEvents, type ReportEvent } from './report/report.events.js';

/** That there is a report, of what and when. Its number, its text and who is suspected never leave by themselves. */
const publishReport: Publish<ReportEvent> = ({ type, data }) => {
  const { reportId, registeredAt, offence, occurredOn, immediateRisk, childPersonIds, exposedPersonId } = data;
  const known = { reportId, registeredAt, offence, occurredOn, immediateRisk, childPersonIds };
  switch (type) {
    case 'police.ReportRegistered':
      return [tell(reportKnown, reportId, known, exposedPersonId)];
    case 'police.ReportCorrected':
      return [tell(reportKnown, reportId, { ...known, corrected: true }, exposedPersonId)];
  }
};

/** How it goes is told, by class; the note never is. */
const publishMeasure: Publish<MeasureEvent> = ({ type, data }) => {
  switch (type) {
    case 'police.MeasurePlanned':
      return tellIntervention(measurePlanned, 'planned', data, interventionKind);
    case 'police.MeasureStarted':
      return tellIntervention(measureStarted, 'started', data, interventionKind);
    case 'police.MeasureInterrupted':
      return tellIntervention(measureInterrupted, 'interrupted', data, interventionKind);
    case 'police.MeasureCompleted':
      return tellIntervention(measureCompleted, 'completed', data, interventionKind);
  }
};

/** That a ban was broken, how and when. */
const publishBreach: Publish<BreachEvent> = ({ type, data }) => {
  const { proceedingId, personId, on, manner } = data;
  switch (type) {
    case 'police.ContactBanBreachRegistered':
      return [tell(contactBanBreachKnown, proceedingId, { status: 'registered', on, manner }, personId)];
    case 'police.ContactBanBreachRetracted':
      return [tell(contactBanBreachKnown, proceedingId, { status: 'retracted', on, manner }, personId)];
  }
};

export const breachPublisher = publisher(breachEvents, publishBreach);
export const reportPublisher = publisher(reportEvents, publishReport);
export const measurePublisher = publisher(measureEvents, publishMeasure);
