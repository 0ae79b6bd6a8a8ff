import type { RoomPart } from '#src/access/index';
import { DisclosureApi } from './disclosure.api.js';
import { disclosureEvents } from './disclosure.events.js';
import { Disclosures1700000010000 } from './disclosure.migration.js';
import { disclosureProjection } from './disclosure.projection.js';
import { DisclosureRow, OwnChainEntryRow } from './disclosure.rows.js';
import { ApproveDisclosureHandler, CloseDisclosureHandler } from './features/change-disclosure.js';
import { DecideDisclosureHandler } from './features/decide-disclosure.js';
import { PreviewDisclosureHandler } from './features/preview-disclosure.js';
import { CaseDisclosuresHandler, DisclosureForPrintHandler } from './features/read-disclosures.js';
import { WhoSeesWhatHandler } from './features/who-sees-what.js';
import { DisclosureScreens } from './screens/disclosure.screens.js';

export { DecideDisclosure } from './features/decide-disclosure.js';
export type { DisclosureInput } from './features/disclosure-input.js';
export { CaseDisclosures, type DisclosureView } from './features/read-disclosures.js';
export { judgeGround, type GroundRequest, type GroundVerdict } from './ground-check.js';
export { protectionText, ruleOf } from './protection-text.js';

export const disclosureParts: RoomPart = {
  controllers: [DisclosureApi, DisclosureScreens],
  providers: [
    DecideDisclosureHandler,
    ApproveDisclosureHandler,
    CloseDisclosureHandler,
    PreviewDisclosureHandler,
    CaseDisclosuresHandler,
    DisclosureForPrintHandler,
    WhoSeesWhatHandler,
  ],
  migrations: [Disclosures1700000010000],
  entities: [DisclosureRow, OwnChainEntryRow],
  projections: [disclosureProjection],
  events: [disclosureEvents],
};
