import { publisher, tell, type Publish } from '#libs/shared-kernel';
import { partnerSafetyContactKnown, programmeKnown, violenceUserRiskKnown } from '../contract/index.js';
import {
  partnerContactEvents,
  programmeEvents,
  riskChangeEvents,
  type PartnerContactEvent,
  type ProgrammeEvent,
  type RiskChangeEvent,
} from './programme.events.js';

/** How the work with him goes: class `health`, and only by a disclosure of that class. Why it was dropped stays. */
const publishProgramme: Publish<ProgrammeEvent> = ({ type, data }) => {
  const { proceedingId, personId, on, programme } = data;
  const known = (status: 'contact' | 'offered' | 'accepted' | 'declined' | 'dropped' | 'completed') => [
    tell(programmeKnown, proceedingId, { status, on, programme }, personId),
  ];
  switch (type) {
    case 'coordination.ViolenceUserContacted':
      return known('contact');
    case 'coordination.ProgrammeOffered':
      return known('offered');
    case 'coordination.ProgrammeAccepted':
      return known('accepted');
    case 'coordination.ProgrammeDeclined':
      return known('declined');
    case 'coordination.ProgrammeDropped':
      return known('dropped');
    case 'coordination.ProgrammeCompleted':
      return known('completed');
  }
};

/** What the contact with the partner showed, to whoever protects her: never what was said. */
const publishPartnerContact: Publish<PartnerContactEvent> = ({ type, data }) => {
  const { proceedingId, personId, on, showed } = data;
  switch (type) {
    case 'coordination.PartnerSafetyContacted':
      return [tell(partnerSafetyContactKnown, proceedingId, { status: showed, on }, personId)];
    case 'coordination.PartnerSafetyContactRetracted':
      return [tell(partnerSafetyContactKnown, proceedingId, { status: 'retracted', on }, personId)];
  }
};

/** That the risk he is has changed. */
const publishRiskChange: Publish<RiskChangeEvent> = ({ type, data }) => {
  const { proceedingId, personId, on, change } = data;
  switch (type) {
    case 'coordination.ViolenceUserRiskChanged':
      return [tell(violenceUserRiskKnown, proceedingId, { status: change, on }, personId)];
    case 'coordination.ViolenceUserRiskChangeRetracted':
      return [tell(violenceUserRiskKnown, proceedingId, { status: 'retracted', on }, personId)];
  }
};

export const programmePublisher = publisher(programmeEvents, publishProgramme);
export const partnerContactPublisher = publisher(partnerContactEvents, publishPartnerContact);
export const riskChangePublisher = publisher(riskChangeEvents, publishRiskChange);
