import { tellIntervention } from '#libs/intervention';
import { publisher, type Publish } from '#libs/shared-kernel';
import { supportCompleted, supportInterrupted, supportPlanned, supportStarted } from './contract/index.js';
import { supportEvents, type SupportEvent } from './support/support.events.js';

/** How it goes is told, by class; the note never is. */
const publishSupport: Publish<SupportEvent> = ({ type, data }) => {
  switch (type) {
    case 'resource-centre.SupportPlanned':
      return tellIntervention(supportPlanned, 'planned', data);
    case 'resource-centre.SupportStarted':
      return tellIntervention(supportStarted, 'started', data);
    case 'resource-centre.SupportInterrupted':
      return tellIntervention(supportInterrupted, 'interrupted', data);
    case 'resource-centre.SupportCompleted':
      return tellIntervention(supportCompleted, 'completed', data);
  }
};

export const supportPublisher = publisher(supportEvents, publishSupport);
