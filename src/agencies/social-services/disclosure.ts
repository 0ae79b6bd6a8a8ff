import { tellIntervention } from '#libs/intervention';
import { publisher, type Publish } from '#libs/shared-kernel';
import { supportCompleted, supportInterrupted, supportPlanned, supportStarted } from './contract/index.js';
import { supportEvents, type SupportEvent } from './support/support.events.js';

/** How it goes is told, by class; the note never is. */
const publishSupport: Publish<SupportEvent> = ({ type, data }) => {
  switch (type) {
    case 'social-services.SupportPlanned':
      return tellIntervention(supportPlanned, 'planned', data);
    case 'social-services.SupportStarted':
      return tellIntervention(supportStarted, 'started', data);
    case 'social-services.SupportInterrupted':
      return tellIntervention(supportInterrupted, 'interrupted', data);
    case 'social-services.SupportCompleted':
      return tellIntervention(supportCompleted, 'completed', data);
  }
};

export const supportPublisher = publisher(supportEvents, publishSupport);
