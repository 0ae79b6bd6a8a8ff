import { publisher, type Publish } from '#libs/shared-kernel';
import { resourceCentreJournalEvents, type ResourceCentreJournalEvent } from './journal.events.js';

/** Nothing of it is told to peers: a consultation is between whoever asked and the centre, and what was learnt is raised by people. */
const publish: Publish<ResourceCentreJournalEvent> = (event) => {
  switch (event.type) {
    case 'resource-centre.ConsultationGiven':
    case 'resource-centre.ConsultationCorrected':
    case 'resource-centre.ExperienceRaised':
    case 'resource-centre.ExperienceCorrected':
    case 'resource-centre.TrainingHeld':
    case 'resource-centre.TrainingCorrected':
    case 'resource-centre.NoteRetracted':
      return [];
  }
};

export const resourceCentreJournalPublisher = publisher(resourceCentreJournalEvents, publish);
