import { derivedId, type FieldClass, type Grant, type RightsChange } from '#libs/shared-kernel';
import type { Concept } from '#src/access/index';
import { referralDecider, type ReferralCommand, type ReferralRefusal, type ReferralState } from './referral.decider.js';
import { referralEvents, type ReferralEvent } from './referral.events.js';
import { referralRefusals } from './referral.refusals.js';

const STREAM = 'referral-';
type Addressed = Extract<ReferralEvent, { type: 'coordination.ReferralSentOn' }>['data'];

export const referralConcept: Concept<ReferralCommand, ReferralState, ReferralEvent, ReferralRefusal> = {
  name: 'referral',
  subject: 'Referral',
  decider: referralDecider,
  events: referralEvents,
  refusals: referralRefusals,
  facts: (state) =>
    state.status === 'none'
      ? null
      : {
          senderAgency: state.senderAgency,
          senderFunction: state.fromFunction,
          recipientFunction: state.toFunction,
          formerFunction: state.formers,
        },
  // No home: each agency writes in its own record, the recipient in its intake diary until it has opened one.
  rights: ({ event, id, stream, metadata, recordedAt }): RightsChange[] => {
    const objectId = stream.slice(STREAM.length);
    const close: RightsChange = { op: 'close-grants', where: { objectId } };
    /** The recipient acts on what it may read at this moment: a consent taken back in between stops it, in the same commit. */
    const reads = (recipientFunction: string, ...classes: FieldClass[]): RightsChange => ({
      op: 'require-grant',
      objectId,
      recipientFunction,
      ...(classes.length > 0 ? { classes } : {}),
    });
    const openTo = (to: Addressed): RightsChange => ({
      op: 'open-grant',
      grant: {
        grantId: derivedId('referral-grant', id),
        kind: 'referral',
        caseId: metadata['case']!,
        objectId,
        ownerAgency: metadata['agency']!,
        recordId: metadata['record']!,
        recipientAgency: to.toAgency,
        recipientFunction: to.toFunction,
        classes: to.classes,
        personIds: null,
        purpose: to.purpose,
        ground: to.ground,
        ruleVersion: to.ruleVersion,
        consentId: to.consentId ?? null,
        factsFrom: recordedAt.toISOString(),
        validFrom: recordedAt.toISOString(),
        validUntil: to.accessUntil ?? null,
      } satisfies Grant,
    });
    switch (event.type) {
      case 'coordination.ReferralSent':
      case 'coordination.ReferralSentOn':
        return [openTo(event.data)];
      case 'coordination.ReferralReturned':
        return [reads(event.data.byFunction), close];
      case 'coordination.ReferralWithdrawn':
      case 'coordination.ReferralExpired':
        return [close];
      case 'coordination.ReferralAcknowledged':
      case 'coordination.ReferralAccepted':
      case 'coordination.InformationRequested':
        return [reads(event.data.byFunction)];
      case 'coordination.InformationAnswered':
        return [reads(event.data.toFunction, event.data.class ?? 'free-text')];
      // What came of it is the recipient's to tell, also when it can no longer read what was sent.
      case 'coordination.OutcomeRequested':
      case 'coordination.OutcomeReported':
      case 'coordination.ConcernOutcomeReported':
        return [];
    }
  },
};
