import { Codec, patch, put, type Projection, type RowChange, type StoredEvent } from '#libs/event-store';
import { safetyPlanEvents, type SafetyPlanEvent } from './safety-plan.events.js';

const TABLE = 'views.safety_plans';
const codec = new Codec<SafetyPlanEvent>(safetyPlanEvents);

/** One row for each safety plan, as it was last saved. */
export const safetyPlanProjection: Projection = {
  name: 'view:safety-plans',
  version: 1,
  tables: [TABLE],
  project: (stored: StoredEvent): RowChange[] => {
    if (!codec.handles(stored.type)) return [];
    const { event, metadata, revision } = codec.decode(stored);
    const key = { safety_plan_id: event.data.safetyPlanId };
    switch (event.type) {
      case 'coordination.SafetyPlanMade': {
        const { ownerAgency, recordId, caseId, personId } = event.data;
        const place = { owner_agency: ownerAgency, record_id: recordId, case_id: caseId, person_id: personId };
        return [put(TABLE, key, { ...place, ...content(event.data), saved_by: metadata['staff'], revision })];
      }
      case 'coordination.SafetyPlanRevised':
        return [patch(TABLE, key, { ...content(event.data), saved_by: metadata['staff'], revision })];
      case 'coordination.SafetyPlanEnded':
        return [patch(TABLE, key, { ended_on: event.data.endedOn, ended_reason: event.data.reason, revision })];
    }
  },
};

type Content = Extract<SafetyPlanEvent, { type: 'coordination.SafetyPlanRevised' }>['data'];
const content = ({ madeOn, reviewOn, madeTogether, warningSigns, steps, contacts, places }: Content) => ({
  made_on: madeOn,
  review_on: reviewOn,
  made_together: madeTogether,
  warning_signs: warningSigns,
  steps,
  contacts,
  places,
});
