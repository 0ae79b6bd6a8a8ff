import type { RoomPart } from '#src/access/index';
import { ConsentApi } from './consent.api.js';
import { ConsentReader } from './consent-reader.js';
import { consentEvents } from './consent.events.js';
import { Consents1700000009000 } from './consent.migration.js';
import { consentProjection } from './consent.projection.js';
import { ConsentEntryRow } from './consent.rows.js';
import { ExtendConsentHandler, WithdrawConsentHandler } from './features/change-consent.js';
import { CaseConsentsHandler, OneConsentHandler } from './features/read-consents.js';
import { OwnRecordHandler } from './features/own-record.js';
import { ConsentGivers } from './features/consent-givers.js';
import { OnePersonAsked1700000118850 } from './one-person.migration.js';
import { Opposition } from './features/opposition.js';
import { RecordConsentHandler } from './features/record-consent.js';
import { ConsentScreens } from './screens/consent.screens.js';

export { concerned, consentCovers, consentIsTheirs, type Concerned, type Coverage, type CoverageQuestion } from './consent-covers.js';
export type { RecordedPerson } from './consent-giver.js';
export { recordedPersons } from './recorded-persons.js';
export { ConsentReader, type KnownConsent } from './consent-reader.js';
export { Opposition } from './features/opposition.js';
export type { ConsentView } from './consent-view.js';
export { wordsForChildren } from './words-for-children.js';
export { PURPOSES, type Purpose } from './consent.events.js';
export { WithdrawConsent } from './features/change-consent.js';
export { personIdsInput } from './person-ids.js';
export { OwnRecord, type OwnRecordView, type RecordPerson } from './features/own-record.js';
export { CaseConsents, consentsIn, withdrawalsIn } from './features/read-consents.js';
export { RecordConsent } from './features/record-consent.js';
export { endOfDay, many, one } from './screens/consent-form.js';
export { functionOptions, personOptions } from './screens/consent-forms.js';
export { OwnRecordTabs, RecordTabs, subjectIds } from './screens/record-tabs.js';

export const consentParts: RoomPart = {
  controllers: [ConsentApi, ConsentScreens],
  providers: [
    ConsentGivers,
    RecordConsentHandler,
    ExtendConsentHandler,
    WithdrawConsentHandler,
    CaseConsentsHandler,
    OneConsentHandler,
    OwnRecordHandler,
    ConsentReader,
    Opposition,
  ],
  migrations: [Consents1700000009000, OnePersonAsked1700000118850],
  entities: [ConsentEntryRow],
  projections: [consentProjection],
  events: [consentEvents],
};
