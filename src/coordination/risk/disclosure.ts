import { publisher, tell, type Publish } from '#libs/shared-kernel';
import { riskAssessed, riskAssessmentRetracted } from '../contract/index.js';
import { riskEvents, type RiskEvent } from './risk.events.js';

/** Peers learn the level and when it is looked at again; the answers stay with whoever asked. A correction replaces what was told. */
const publishRisk: Publish<RiskEvent> = (event) => {
  switch (event.type) {
    case 'coordination.RiskAssessed': {
      const { assessmentId, personId, level, instrument, reviewOn, assessedOn } = event.data;
      return [tell(riskAssessed, assessmentId, { level, instrument, reviewOn, assessedOn }, personId)];
    }
    case 'coordination.RiskAssessmentCorrected': {
      const { assessmentId, personId, level, instrument, reviewOn, assessedOn } = event.data;
      return [tell(riskAssessed, assessmentId, { level, instrument, reviewOn, assessedOn, corrected: true }, personId)];
    }
    case 'coordination.RiskAssessmentRetracted': {
      const { assessmentId, personId, reason } = event.data;
      return [tell(riskAssessmentRetracted, assessmentId, { reason }, personId)];
    }
  }
};

export const riskPublisher = publisher(riskEvents, publishRisk);
