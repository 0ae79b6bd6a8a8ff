import type { RoomPart } from '#src/access/index';
import { DisclosureCloseNote1700000116000 } from './close-note.migration.js';
import { DisclosureApi } from './disclosure.api.js';
import { disclosureEvents } from './disclosure.events.js';
import { Disclosures1700000010000 } from './disclosure.migration.js';
import { disclosureProjection } from './disclosure.projection.js';
import { DisclosureRow, OwnChainEntryRow } from './disclosure.rows.js';
import { ApproveDisclosureHandler } from './features/approve-disclosure.js';
import { CloseDisclosureHandler } from './features/change-disclosure.js';
import { DecideDisclosureHandler } from './features/decide-disclosure.js';
import { DisclosureJudge } from './features/judged-content.js';
import { Recipients } from './features/recipients.js';
import { OneDisclosureHandler } from './features/one-disclosure.js';
import { PreviewDisclosureHandler } from './features/preview-disclosure.js';
import { CaseDisclosuresHandler, DisclosureForPrintHandler } from './features/read-disclosures.js';
import { StandingRefusal } from './features/standing-refusal.js';
import { DisclosureReviewsHandler } from './review/read-reviews.js';
import { DisclosureReviewApi } from './review/review.api.js';
import { ReviewDisclosureHandler } from './review/review-disclosure.js';
import { DisclosureReviews1700000024000 } from './review/review.migration.js';
import { referralReviewEvents } from './review/referral-review.events.js';
import { reviewProjection } from './review/review.projection.js';
import { DisclosureReviewRow } from './review/review.rows.js';
import { ReviewScreens } from './review/review.screens.js';
import { WhoSeesWhatHandler } from './who-sees/who-sees-what.js';
import { WhoSeesScreens } from './who-sees/who-sees.screens.js';
import { WhyPersonVisibleHandler } from './why/why-person.js';
import { WhyVisibleHandler } from './why/why-visible.js';
import { WhyScreens } from './why/why.screens.js';
import { OneDisclosureScreens } from './screens/one-disclosure.screens.js';
import { DisclosureScreens } from './screens/disclosure.screens.js';

export { DecideDisclosure } from './features/decide-disclosure.js';
export { previewTagInput, type DisclosureInput } from './features/disclosure-input.js';
export { PreviewDisclosure, type DisclosurePreview } from './features/preview-disclosure.js';
export { CaseDisclosures, type DisclosureView } from './features/read-disclosures.js';
export { isNecessity, type GroundRequest, type GroundVerdict } from './ground-check.js';
export { judgeOpposed } from './judge-opposed.js';
export { isPreviewChanged, requireAsShown, tagOf } from './preview-tag.js';
export { limitsOf, reservationIn, type Limits } from './protection-text.js';
export { limitItems } from './screens/limit-items.js';

export const disclosureParts: RoomPart = {
  controllers: [DisclosureApi, DisclosureReviewApi, DisclosureScreens, OneDisclosureScreens, ReviewScreens, WhoSeesScreens, WhyScreens],
  providers: [
    DisclosureJudge,
    Recipients,
    StandingRefusal,
    DecideDisclosureHandler,
    ApproveDisclosureHandler,
    CloseDisclosureHandler,
    PreviewDisclosureHandler,
    CaseDisclosuresHandler,
    OneDisclosureHandler,
    DisclosureForPrintHandler,
    WhoSeesWhatHandler,
    WhyVisibleHandler,
    WhyPersonVisibleHandler,
    DisclosureReviewsHandler,
    ReviewDisclosureHandler,
  ],
  migrations: [Disclosures1700000010000, DisclosureCloseNote1700000116000, DisclosureReviews1700000024000],
  entities: [DisclosureRow, DisclosureReviewRow, OwnChainEntryRow],
  projections: [disclosureProjection, reviewProjection],
  events: [disclosureEvents, referralReviewEvents],
};
