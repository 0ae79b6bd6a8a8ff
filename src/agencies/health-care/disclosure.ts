import { interventionTold, publisher, tell, type ContractDefinition, type InterventionStatus, type Publish } from '#libs/shared-kernel';
import { careCompleted, careInterrupted, carePlanned, careStarted } from './contract/index.js';
import { careEvents, type CareEvent } from './care/care.events.js';

/** How care goes is told, by class; the note never is. */
const told = <T extends string>(
  definition: ContractDefinition<T, (typeof carePlanned)['fields']>,
  status: InterventionStatus,
  { planId, personId, ...data }: CareEvent['data'],
) => [
  tell(
    definition,
    data.interventionId,
    { ...interventionTold({ status, details: data }), ...(planId === undefined ? {} : { planId }) },
    personId,
  ),
];

const publish: Publish<CareEvent> = ({ type, data }) => {
  switch (type) {
    case 'health-care.CarePlanned':
      return told(carePlanned, 'planned', data);
    case 'health-care.CareStarted':
      return told(careStarted, 'started', data);
    case 'health-care.CareInterrupted':
      return told(careInterrupted, 'interrupted', data);
    case 'health-care.CareCompleted':
      return told(careCompleted, 'completed', data);
  }
};

export const carePublisher = publisher(careEvents, publish);
