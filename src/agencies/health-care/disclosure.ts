import { interventionKind } from '#config/interventions';
import { tellIntervention } from '#libs/intervention';
import { publisher, type Publish } from '#libs/shared-kernel';
import { careCompleted, careInterrupted, carePlanned, careStarted } from './contract/index.js';
import { careEvents, type CareEvent } from './care/care.events.js';

/** How it goes is told, by class; the note never is. */
const publishCare: Publish<CareEvent> = ({ type, data }) => {
  switch (type) {
    case 'health-care.CarePlanned':
      return tellIntervention(carePlanned, 'planned', data, interventionKind);
    case 'health-care.CareStarted':
      return tellIntervention(careStarted, 'started', data, interventionKind);
    case 'health-care.CareInterrupted':
      return tellIntervention(careInterrupted, 'interrupted', data, interventionKind);
    case 'health-care.CareCompleted':
      return tellIntervention(careCompleted, 'completed', data, interventionKind);
  }
};

export const carePublisher = publisher(careEvents, publishCare);
