import type { RoomPart } from '#src/access/index';
import { ReferralExpiry } from './expiry.worker.js';
import { ActOnReferralHandler } from './features/act-on-referral.js';
import { Addressing } from './features/addressing.js';
import { CompleteMoveHandler } from './features/complete-move.js';
import { OpenCaseFromReferralHandler } from './features/open-case.js';
import { OwnContentReader } from './features/own-content.js';
import { PreviewReferralHandler } from './features/preview-referral.js';
import { OneReferralHandler } from './features/read-referral.js';
import { SendOnReferralHandler } from './features/send-on-referral.js';
import { SendReferralHandler } from './features/send-referral.js';
import { MoveApi } from './move.api.js';
import { ReferralApi } from './referral.api.js';
import { referralEvents } from './referral.events.js';
import { AnswerClasses1700000118000 } from './answer-classes.migration.js';
import { WordsGiven1700000118520 } from './words-given.migration.js';
import { ReferralFormerCase1700000107200 } from './former-case.migration.js';
import { ReferralSides1700000112100 } from './referral-sides.migration.js';
import { Referrals1700000012000 } from './referral.migration.js';
import { referralProjection } from './referral.projection.js';
import { OwnFactRow, ReferralFieldRow, ReferralFormerRow, ReferralMessageRow, ReferralRow } from './referral.rows.js';
import { ReferralScreens } from './screens/detail.screens.js';
import { NewReferralScreens } from './screens/new.screens.js';

export { WordsGiven1700000118520 } from './words-given.migration.js';
export { ActOnReferral } from './features/act-on-referral.js';
export { OneReferral } from './features/read-referral.js';
export { SendReferral } from './features/send-referral.js';
export { copyOf, personsOf } from './received-content.js';
export type { ReferralDetail } from './referral.view.js';
export { referralConcept } from './referral.concept.js';
export { referralEvents } from './referral.events.js';
export { ReferralExpiry } from './expiry.worker.js';
export type { ReferralStatus } from './referral.decider.js';
export { ReferralFormerRow, ReferralRow } from './referral.rows.js';
export { named, referralTexts } from './referral.texts.js';
export { isUnreadAcute } from './referral.times.js';
export { REFERRALS_PAGE, referralPage } from './referral.urls.js';

export const referralParts: RoomPart = {
  controllers: [ReferralApi, MoveApi, NewReferralScreens, ReferralScreens],
  providers: [
    Addressing,
    OwnContentReader,
    SendReferralHandler,
    SendOnReferralHandler,
    ActOnReferralHandler,
    CompleteMoveHandler,
    OpenCaseFromReferralHandler,
    PreviewReferralHandler,
    OneReferralHandler,
    ReferralExpiry,
  ],
  migrations: [
    Referrals1700000012000,
    ReferralFormerCase1700000107200,
    ReferralSides1700000112100,
    AnswerClasses1700000118000,
    WordsGiven1700000118520,
  ],
  entities: [ReferralRow, ReferralFieldRow, ReferralMessageRow, ReferralFormerRow, OwnFactRow],
  projections: [referralProjection],
  events: [referralEvents],
};
