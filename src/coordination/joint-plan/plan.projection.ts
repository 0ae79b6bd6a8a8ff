import { Codec, patch, put, type Projection, type RowChange, type StoredEvent } from '#libs/event-store';
import { planEvents, type PlanEvent } from './plan.events.js';

const TABLE = 'views.plan_versions';
const codec = new Codec<PlanEvent>(planEvents);

/**
 * One row for each saved version of a plan. The leading agency works with the newest; a peer sees only versions that were agreed, so that what is
 * still being discussed stays with those who discuss it. What holds for the whole plan (follow-up, closing, revision) stands on every row.
 */
export const planProjection: Projection = {
  name: 'view:plans',
  version: 1,
  tables: [TABLE],
  project: (stored: StoredEvent): RowChange[] => {
    if (!codec.handles(stored.type)) return [];
    const { event, revision, recordedAt } = codec.decode(stored);
    const whole = { plan_id: event.data.planId };
    switch (event.type) {
      case 'coordination.PlanDrafted':
        return [put(TABLE, { ...whole, version: '1' }, versionRow(event.data, stored))];
      case 'coordination.PlanRevised':
        return [
          put(TABLE, { ...whole, version: String(event.data.version) }, versionRow(event.data, stored)),
          patch(TABLE, whole, { revision }),
        ];
      case 'coordination.PlanAgreed': {
        const { version, agreedOn } = event.data;
        const agreed = { agreed_on: agreedOn, agreed_at: recordedAt };
        return [patch(TABLE, { ...whole, version: String(version) }, agreed), patch(TABLE, whole, { revision })];
      }
      case 'coordination.PlanFollowedUp': {
        const { on, next, note } = event.data;
        return [patch(TABLE, whole, { followed_up_on: on, next_follow_up_on: next ?? null, follow_up_note: note ?? null, revision })];
      }
      case 'coordination.PlanClosed':
        return [patch(TABLE, whole, { closed_on: event.data.closedOn, closed_reason: event.data.reason, revision })];
    }
  },
};

type Content = Extract<PlanEvent, { type: 'coordination.PlanDrafted' | 'coordination.PlanRevised' }>['data'];
const versionRow = (
  { personId, kind, goals, lines, texts, leaderFunction, participation }: Content,
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
  saved_by: metadata['staff'],
  saved_at: recordedAt,
  revision,
});
