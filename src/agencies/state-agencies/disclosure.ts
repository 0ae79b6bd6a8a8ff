import { interventionKind } from '#config/interventions';
import { tellIntervention } from '#libs/intervention';
import { publisher, type Publish } from '#libs/shared-kernel';
import { measureCompleted, measureInterrupted, measurePlanned, measureStarted } from './contract/index.js';
import { measureEvents, type MeasureEvent } from './measure/measure.events.js';

/** How it goes is told, by class; the note never is. */
const publishMeasure: Publish<MeasureEvent> = ({ type, data }) => {
  switch (type) {
    case 'state-agencies.MeasurePlanned':
      return tellIntervention(measurePlanned, 'planned', data, interventionKind);
    case 'state-agencies.MeasureStarted':
      return tellIntervention(measureStarted, 'started', data, interventionKind);
    case 'state-agencies.MeasureInterrupted':
      return tellIntervention(measureInterrupted, 'interrupted', data, interventionKind);
    case 'state-agencies.MeasureCompleted':
      return tellIntervention(measureCompleted, 'completed', data, interventionKind);
  }
};

export const measurePublisher = publisher(measureEvents, publishMeasure);
