import { Codec, patch, put, type Projection, type RowChange, type StoredEvent } from '#libs/event-store';
import { logReviewEvents, type LogReviewEvent } from './review.events.js';

const TABLE = 'views.log_reviews';
const codec = new Codec<LogReviewEvent>(logReviewEvents);

/** One row for each review: whose accesses, why, and how far it has come. What is due is computed at the read. */
export const logReviewProjection: Projection = {
  name: 'view:log-reviews',
  version: 1,
  tables: [TABLE],
  project: (stored: StoredEvent): RowChange[] => {
    if (!codec.handles(stored.type)) return [];
    const { event, recordedAt } = codec.decode(stored);
    const key = { review_id: event.data.reviewId };
    switch (event.type) {
      case 'audit-review.LogReviewOpened': {
        const { agencyId, unitId, kind, staffId, caseId, personId, signals, lines, from, to, reason } = event.data;
        const whose = {
          owner_agency: agencyId,
          unit_id: unitId,
          kind,
          staff_id: staffId,
          case_id: caseId ?? null,
          person_id: personId ?? null,
        };
        return [
          put(TABLE, key, {
            ...whose,
            ...{ signals, lines, period_from: from, period_to: to, reason: reason ?? null, opened_at: recordedAt },
            ...{ asked: false, verdict: 'waits', incident: 'none' },
          }),
        ];
      }
      case 'audit-review.ExplanationAsked':
        return [patch(TABLE, key, { asked: true, asked_at: recordedAt, explain_by: event.data.dueAt })];
      case 'audit-review.AccessExplained':
        return [patch(TABLE, key, { explanation: event.data.explanation, explained_at: recordedAt })];
      case 'audit-review.LogReviewJudged': {
        const { verdict, judgedBy, note } = event.data;
        return [patch(TABLE, key, { verdict, judged_by: judgedBy, judged_at: recordedAt, note })];
      }
      case 'audit-review.IncidentOpened': {
        const { discoveredAt, notifyBy, what } = event.data;
        return [patch(TABLE, key, { incident: 'open', discovered_at: discoveredAt, notify_by: notifyBy, incident_what: what })];
      }
      case 'audit-review.IncidentSettled': {
        const { how, note } = event.data;
        return [patch(TABLE, key, { incident: how, settled_at: recordedAt, incident_note: note })];
      }
    }
  },
};
