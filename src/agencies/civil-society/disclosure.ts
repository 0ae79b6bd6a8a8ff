import { interventionKind } from '#config/interventions';
import { tellIntervention } from '#libs/intervention';
import { publisher, type Publish } from '#libs/shared-kernel';
import { supportCompleted, supportInterrupted, supportPlanned, supportStarted } from './contract/index.js';
import { supportEvents, type SupportEvent } from './support/support.events.js';

/** How it goes is told, by class; the note never is. */
const publishSupport: Publish<SupportEvent> = ({ type, data }) => {
  switch (type) {
    case 'civil-society.SupportPlanned':
      return tellIntervention(supportPlanned, 'planned', data, interventionKind);
    case 'civil-society.SupportStarted':
      return tellIntervention(supportStarted, 'started', data, interventionKind);
    case 'civil-society.SupportInterrupted':
      return tellIntervention(supportInterrupted, 'interrupted', data, interventionKind);
    case 'civil-society.SupportCompleted':
      return tellIntervention(supportCompleted, 'completed', data, interventionKind);
  }
};

export const supportPublisher = publisher(supportEvents, publishSupport);
