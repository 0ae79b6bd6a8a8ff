import { Codec, patch, put, type Projection, type RowChange, type StoredEvent } from '#libs/event-store';
import { derivedId } from '#libs/shared-kernel';
import { referralEvents, type ReferralEvent } from '../../referral/referral.events.js';
import { disclosureEvents, type DisclosureEvent } from '../disclosure.events.js';
import { referralReviewEvents, type ReferralReviewEvent } from './referral-review.events.js';

type Sending = Extract<ReferralEvent, { type: 'coordination.ReferralSent' | 'coordination.ReferralSentOn' }>;
const TABLE = 'views.disclosure_reviews';
const { decided, reviewed } = disclosureEvents;
const { sent, sentOn } = referralEvents;
const codec = new Codec<DisclosureEvent | Sending | ReferralReviewEvent>({
  decided,
  reviewed,
  sent,
  sentOn,
  referralReviewed: referralReviewEvents.reviewed,
});

/** The queue of what was decided under "Akut". When the review is due is computed at the read. */
export const reviewProjection: Projection = {
  name: 'view:disclosure-reviews',
  version: 2,
  tables: [TABLE],
  project: (stored: StoredEvent): RowChange[] => {
    if (!codec.handles(stored.type)) return [];
    const { event, id, metadata, recordedAt } = codec.decode(stored);
    switch (event.type) {
      case 'coordination.DisclosureDecided': {
        const { data } = event;
        if (!data.reviewAfter) return [];
        return [
          put(
            TABLE,
            { disclosure_id: data.disclosureId },
            {
              kind: 'disclosure',
              owner_agency: metadata['agency'],
              record_id: metadata['record'],
              case_id: metadata['case'],
              recipient_function: data.recipientFunction,
              classes: data.classes,
              purpose: data.purpose,
              ground: data.ground,
              rule_version: data.ruleVersion,
              decided_by: metadata['staff'],
              decided_at: recordedAt,
              documentation: data.documentation,
              verdict: 'waits',
            },
          ),
        ];
      }
      case 'coordination.ReferralSent':
      case 'coordination.ReferralSentOn': {
        const { data } = event;
        if (!data.reviewAfter) return [];
        return [
          put(
            TABLE,
            // One sending, not the request: what is sent on under "Akut" is reviewed for itself.
            { disclosure_id: derivedId('referral-review', id) },
            {
              kind: 'referral',
              owner_agency: metadata['agency'],
              record_id: metadata['record'],
              case_id: metadata['case'],
              recipient_function: data.toFunction,
              classes: data.classes,
              purpose: data.purpose,
              ground: data.ground,
              rule_version: data.ruleVersion,
              decided_by: metadata['staff'],
              decided_at: recordedAt,
              documentation: data.basis,
              verdict: 'waits',
            },
          ),
        ];
      }
      case 'coordination.UrgentReferralReviewed': {
        const { reviewId, verdict, note } = event.data;
        return [patch(TABLE, { disclosure_id: reviewId }, { verdict, note, reviewed_by: metadata['staff'], reviewed_at: recordedAt })];
      }
      case 'coordination.DisclosureReviewed': {
        const { disclosureId, verdict, note } = event.data;
        return [patch(TABLE, { disclosure_id: disclosureId }, { verdict, note, reviewed_by: metadata['staff'], reviewed_at: recordedAt })];
      }
      case 'coordination.DisclosureProposed':
      case 'coordination.DisclosureClosed':
      case 'coordination.DisclosureRefused':
        return [];
    }
  },
};
