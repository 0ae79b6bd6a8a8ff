import { tellIntervention } from '#libs/intervention';
import { publisher, type Publish } from '#libs/shared-kernel';
import { measureCompleted, measureInterrupted, measurePlanned, measureStarted } from './contract/index.js';
import { measureEvents, type MeasureEvent } from './measure/measure.events.js';

/** How it goes is told, by class; the note never is. */
const publishMeasure: Publish<MeasureEvent> = ({ type, data }) => {
  switch (type) {
    case 'prosecution.MeasurePlanned':
      return tellIntervention(measurePlanned, 'planned', data);
    case 'prosecution.MeasureStarted':
      return tellIntervention(measureStarted, 'started', data);
    case 'prosecution.MeasureInterrupted':
      return tellIntervention(measureInterrupted, 'interrupted', data);
    case 'prosecution.MeasureCompleted':
      return tellIntervention(measureCompleted, 'completed', data);
  }
};

export const measurePublisher = publisher(measureEvents, publishMeasure);
