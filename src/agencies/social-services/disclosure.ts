import { interventionTold, publisher, tell, type ContractDefinition, type InterventionStatus, type Publish } from '#libs/shared-kernel';
import { supportCompleted, supportInterrupted, supportPlanned, supportStarted } from './contract/index.js';
import { supportEvents, type SupportEvent } from './support/support.events.js';

/** How support goes is told, by class; the note never is. */
const told = <T extends string>(
  definition: ContractDefinition<T, (typeof supportPlanned)['fields']>,
  status: InterventionStatus,
  { planId, personId, ...data }: SupportEvent['data'],
) => [
  tell(
    definition,
    data.interventionId,
    { ...interventionTold({ status, details: data }), ...(planId === undefined ? {} : { planId }) },
    personId,
  ),
];

const publish: Publish<SupportEvent> = ({ type, data }) => {
  switch (type) {
    case 'social-services.SupportPlanned':
      return told(supportPlanned, 'planned', data);
    case 'social-services.SupportStarted':
      return told(supportStarted, 'started', data);
    case 'social-services.SupportInterrupted':
      return told(supportInterrupted, 'interrupted', data);
    case 'social-services.SupportCompleted':
      return told(supportCompleted, 'completed', data);
  }
};

export const supportPublisher = publisher(supportEvents, publish);
