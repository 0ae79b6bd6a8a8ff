import { interventionKind } from '#config/interventions';
import { tellIntervention } from '#libs/intervention';
import { publisher, type Publish } from '#libs/shared-kernel';
import { supportCompleted, supportInterrupted, supportPlanned, supportStarted } from './contract/index.js';
import { supportEvents, type SupportEvent } from './support/support.events.js';

/** How it goes is told, by class; the note never is. */
const publishSupport: Publish<SupportEvent> = ({ type, data }) => {
  switch (type) {
    case 'school.SupportPlanned':
      return tellIntervention(supportPlanned, 'planned', data, interventionKind);
    case 'school.SupportStarted':
      return tellIntervention(supportStarted, 'started', data, interventionKind);
    case 'school.SupportInterrupted':
      return tellIntervention(supportInterrupted, 'interrupted', data, interventionKind);
    case 'school.SupportCompleted':
      return tellIntervention(supportCompleted, 'completed', data, interventionKind);
  }
};

export const supportPublisher = publisher(supportEvents, publishSupport);
