import { Module } from '@nestjs/common';
import { joinParts, type Room, type RoomPart } from '#src/access/index';
import { drawEvents } from './draw/draw.events.js';
import { LogDrawing } from './draw/draw.worker.js';
import { OpenDrawnReviews } from './draw/open-drawn.delivery.js';
import { extractParts } from './extract/index.js';
import { ChangeLogReviewHandler, ExplainAccessHandler } from './features/change-review.js';
import { ReadAskedOfMeHandler } from './features/own-reviews.js';
import { ReadLogReviewHandler, ReadLogReviewsHandler } from './features/read-reviews.js';
import { ReadReviewStatisticsHandler } from './features/statistics.js';
import { TargetLogReviewHandler } from './features/target-review.js';
import { LogReviewApi, OwnLogReviewApi } from './review.api.js';
import { logReviewEvents } from './review.events.js';
import { ReviewKin1700000119060 } from './review-kin.migration.js';
import { LogReviews1700000094000 } from './review.migration.js';
import { logReviewProjection } from './review.projection.js';
import { LogReviewRow, ReviewedLineRow } from './review.rows.js';
import { LogReviewScreens } from './screens/log-review.screens.js';
import { OwnReviewScreens } from './screens/own-reviews.screens.js';

const reviewParts: RoomPart = {
  controllers: [LogReviewApi, OwnLogReviewApi, LogReviewScreens, OwnReviewScreens],
  providers: [
    LogDrawing,
    OpenDrawnReviews,
    ReadLogReviewsHandler,
    ReadLogReviewHandler,
    ReadAskedOfMeHandler,
    ReadReviewStatisticsHandler,
    TargetLogReviewHandler,
    ChangeLogReviewHandler,
    ExplainAccessHandler,
  ],
  migrations: [LogReviews1700000094000, ReviewKin1700000119060],
  entities: [LogReviewRow, ReviewedLineRow],
  projections: [logReviewProjection],
  events: [logReviewEvents, drawEvents],
  deliveries: [OpenDrawnReviews],
};
const { providers, controllers, ...rest } = joinParts([reviewParts, extractParts]);

@Module({ providers, controllers })
class AuditReviewModule {}

/** Who looks at who has looked; and what the individual may see of it. */
export const auditReviewRoom: Room = { module: AuditReviewModule, ...rest };

export { LogDrawing } from './draw/draw.worker.js';
export { alertKey, findAlerts, type Alert } from './signals/alerts.js';
export { officeOf, withUsual, type OfficeFacts } from './signals/office.js';
