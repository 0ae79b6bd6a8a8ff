import { Global, Module } from '@nestjs/common';
import type { Room } from '#src/access/index';
import { ChangeProtectionHandler } from './features/change-protection.js';
import { ChangeSafeContactHandler } from './features/change-safe-contact.js';
import { CorrectPersonHandler } from './features/correct-person.js';
import { CurrentIdentities } from './features/current-identity.js';
import { MergePersonHandler, UnmergePersonHandler } from './features/merge-persons.js';
import { NearMatchesHandler } from './features/near-matches.js';
import { PlacesToHideHandler } from './features/places-to-hide.js';
import { OnePersonHandler, PersonsOfRecordHandler } from './features/read-persons.js';
import { RegisterPersonHandler } from './features/register-person.js';
import { RevealProtectedHandler } from './features/reveal-protected.js';
import { SearchPeopleHandler } from './features/search-people.js';
import { PeopleApi } from './people.api.js';
import { personEvents } from './person/person.events.js';
import { People1700000007000 } from './person/person.migration.js';
import { MissingLocks } from './person/missing-locks.worker.js';
import { ClosedWhereabouts1700000119100 } from './person/closed-whereabouts.migration.js';
import { FictitiousBeside1700000119130 } from './person/fictitious-beside.migration.js';
import { MergedPersons1700000107000 } from './person/merged-persons.migration.js';
import { PersonMarks1700000113100 } from './person/person-marks.migration.js';
import { StrongestMark1700000118120 } from './person/strongest-mark.migration.js';
import { Suspected1700000118600 } from './person/suspected.migration.js';
import { ToldOf1700000118700 } from './person/told-of.migration.js';
import { personProjection } from './person/person.projection.js';
import { PersonHistoryRow, PersonRow } from './person/person.rows.js';
import { PersonsInRecord } from './person/persons-in-record.js';
import { RecipientLocks } from './person/recipient-locks.js';
import { SearchIndex } from './person/search-index.js';
import { openingParts } from './opening/index.js';
import { FindAndAddScreens } from './screens/find-and-add.screens.js';
import { MergeScreens } from './screens/merge.screens.js';
import { PersonScreens } from './screens/people.screens.js';

@Global()
@Module({
  controllers: [PeopleApi, FindAndAddScreens, PersonScreens, MergeScreens, ...openingParts.controllers],
  providers: [
    SearchIndex,
    RecipientLocks,
    MissingLocks,
    PersonsInRecord,
    CurrentIdentities,
    RegisterPersonHandler,
    CorrectPersonHandler,
    ChangeSafeContactHandler,
    ChangeProtectionHandler,
    PersonsOfRecordHandler,
    OnePersonHandler,
    SearchPeopleHandler,
    PlacesToHideHandler,
    NearMatchesHandler,
    RevealProtectedHandler,
    MergePersonHandler,
    UnmergePersonHandler,
    ...openingParts.providers,
  ],
  exports: [PersonsInRecord],
})
class PeopleModule {}

/** Nothing of a person is told to peers by this room: identities cross in referrals and copies, field by field. */
export const peopleRoom: Room = {
  module: PeopleModule,
  migrations: [
    People1700000007000,
    MergedPersons1700000107000,
    PersonMarks1700000113100,
    StrongestMark1700000118120,
    Suspected1700000118600,
    ToldOf1700000118700,
    ClosedWhereabouts1700000119100,
    FictitiousBeside1700000119130,
    ...openingParts.migrations!,
  ],
  entities: [PersonRow, PersonHistoryRow, ...openingParts.entities!],
  projections: [personProjection, ...openingParts.projections!],
  events: [personEvents, ...openingParts.events!],
};

export { NearMatches } from './features/near-matches.js';
export { NO_SHIELD, shieldOf, shieldOfKnown, shows, showsPlaceOf, type Shield } from './features/shield.js';
export { PlacesToHide } from './features/places-to-hide.js';
export { movesIn, personsIn, PersonsOfRecord } from './features/read-persons.js';
export { suspectedIn } from './features/suspected.js';
export { RegisterPerson } from './features/register-person.js';
export type { PersonSearchResult } from './features/search-people.js';
export { MissingLocks } from './person/missing-locks.worker.js';
export { comesOfAge, isChild, isUnder21 } from './person/is-child.js';
export { personInput, type PersonInput } from './person/person-input.js';
export { personEvents };
export type { PersonEvent, PersonProtection, PersonRole, SafeContact } from './person/person.events.js';
export { withheldClasses, type PersonValues, type PersonView } from './person/person-view.js';
export { PersonRow, PersonsInRecord };
export { asList, goTo, nestForm, parseForm, refusedForm, sendPage, type FormBody, type Parsed } from './screens/form.js';
export { bannerProtection, protectionName, roleName } from './screens/names.js';
export { PersonFields, personFormValue, readPersonForm } from './screens/person-fields.js';
export { namesOfRecords } from './features/names-of-records.js';
export { AlsoRegistered, eachPerson, keptOf, PersonCard, PersonList, SafeContactOf } from './screens/person-list.js';
export { MatchWarning } from './screens/search-page.js';
