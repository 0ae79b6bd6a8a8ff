import { intakeRecordOf } from '#libs/shared-kernel';
import type { Place } from '#src/access/index';
import type { ReferralState } from '../referral.decider.js';

const NOBODY = '00000000-0000-4000-8000-000000000000';
/** Where the door looks when there is no such request: nowhere. */
export const nowhere: Place = { recordId: NOBODY, caseId: NOBODY };

/** The sender's facts belong to the record that it sent from. */
export const senderPlace = (state: ReferralState): Place =>
  state.status === 'none' ? nowhere : { recordId: state.recordId, caseId: state.caseId };
/** The recipient's acts are registered in its intake diary: it may not have opened a record, and may never do so. */
export const recipientPlace = (state: ReferralState): Place =>
  state.status === 'none'
    ? nowhere
    : { recordId: intakeRecordOf(state.toFunction || state.formers.at(-1) || '', state.caseId), caseId: state.caseId };
