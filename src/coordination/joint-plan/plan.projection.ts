import { Codec, patch, put, type Projection, type RowChange, type StoredEvent } from '#libs/event-store';
import { planEvents, type PlanEvent } from './plan.events.js';

const TABLE = 'views.plan_versions';
const codec = new Codec<PlanEvent>(planEvents);

/**
 * One row for each saved version of a plan. The leading agency works with the newest; a peer sees only versions that were agreed, so that what is
 * still being discussed stays with those who discuss it. What holds for the whole plan (step, preparation, follow-up, closing, revision) stands on every
 * row that was there; the newest row that says it prevails.
 */
export const planProjection: Projection = {
  name: 'view:plans',
  version: 2,
  tables: [TABLE],
  project: (stored: StoredEvent): RowChange[] => {
    if (!codec.handles(stored.type)) return [];
    const { event, revision, recordedAt } = codec.decode(stored);
    const whole = { plan_id: event.data.planId };
    switch (event.type) {
      case 'coordination.PlanDrafted':
        return [put(TABLE, { ...whole, version: '1' }, { ...versionRow(event.data, stored), step: 'need' })];
      case 'coordination.PlanPrepared': {
        const { consent, functionsNeeded, wishes } = event.data;
        const prepared = { consent, functions_needed: functionsNeeded, wishes: wishes ?? null };
        return [patch(TABLE, whole, { step: 'prepare', ...prepared, revision })];
      }
      case 'coordination.PlanMeetingCalled':
        return [patch(TABLE, whole, { step: 'call', next_meeting_at: event.data.startsAt, revision })];
      case 'coordination.PlanMeetingHeld':
        return [patch(TABLE, whole, { step: 'meeting', next_meeting_at: null, met_on: event.data.heldOn, revision })];
      case 'coordination.PlanRevised':
        return [
          put(TABLE, { ...whole, version: String(event.data.version) }, versionRow(event.data, stored)),
          patch(TABLE, whole, { revision }),
        ];
      case 'coordination.PlanAgreed': {
        const { version, agreedOn } = event.data;
        const agreed = { agreed_on: agreedOn, agreed_at: recordedAt };
        return [patch(TABLE, { ...whole, version: String(version) }, agreed), patch(TABLE, whole, { step: 'follow-up', revision })];
      }
      case 'coordination.PlanFollowedUp': {
        const { on, next, note, goals } = event.data;
        const followedUp = { followed_up_on: on, next_follow_up_on: next ?? null, follow_up_note: note ?? null, goal_outcomes: goals };
        return [patch(TABLE, whole, { step: 'follow-up', ...followedUp, revision })];
      }
      case 'coordination.PlanClosed':
        return [patch(TABLE, whole, { step: 'closed', closed_on: event.data.closedOn, closed_reason: event.data.reason, revision })];
    }
  },
};

type Content = Extract<PlanEvent, { type: 'coordination.PlanDrafted' | 'coordination.PlanRevised' }>['data'];
const versionRow = (
  { personId, kind, goals, lines, texts, leaderFunction, participation, participationWays, othersMeasures }: Content,
  { metadata, recordedAt, revision }: StoredEvent,
) => ({
  owner_agency: metadata['agency'],
  record_id: metadata['record'],
  case_id: metadata['case'],
  person_id: personId,
  kind,
  goals,
  lines,
  texts,
  leader_function: leaderFunction,
  participation,
  participation_ways: participationWays,
  others_measures: othersMeasures,
  saved_by: metadata['staff'],
  saved_at: recordedAt,
  revision,
});
