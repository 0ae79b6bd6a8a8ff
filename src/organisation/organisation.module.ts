import { Module } from '@nestjs/common';
import { EveryoneApi } from './everyone.api.js';
import { OrganisationApi } from './organisation.api.js';
import { RetractionsHandler } from './queries/retractions.js';
import { RetractionScreens } from './screens/retractions.screens.js';
import { ChangeRetractionHandler } from './staff/features/retract-relation.js';
import { OwnRelationsHandler } from './queries/own-relations.js';
import { ReadRegisterHandler } from './queries/read-register.js';
import { RegisterAgencyEntryHandler } from './agency/register-agency.js';
import { PostgresDirectory } from './directory.js';
import { ProvisionOrganisationHandler } from './provisioning/provision-organisation.js';
import { Provisioning } from './provisioning/provisioning.js';
import { OrganisationScreens } from './screens/organisation.screens.js';
import { RelationsScreens } from './screens/relations.screens.js';
import { Register } from './register.js';
import { RegisterSnapshot } from './register-snapshot.js';
import { OrganisationStaffDirectory } from './staff-directory.js';
import { AppointStandInHandler } from './staff/features/appoint-stand-in.js';
import { DeclareRelationHandler } from './staff/features/declare-relation.js';
import { EndStaffHandler } from './staff/features/end-staff.js';
import { RegisterStaffHandler } from './staff/features/register-staff.js';
import { ScheduleOnCallHandler } from './staff/features/schedule-on-call.js';

@Module({
  controllers: [OrganisationApi, EveryoneApi, OrganisationScreens, RelationsScreens, RetractionScreens],
  providers: [
    Register,
    RegisterSnapshot,
    PostgresDirectory,
    OrganisationStaffDirectory,
    Provisioning,
    ProvisionOrganisationHandler,
    RegisterAgencyEntryHandler,
    RegisterStaffHandler,
    EndStaffHandler,
    AppointStandInHandler,
    ScheduleOnCallHandler,
    DeclareRelationHandler,
    ReadRegisterHandler,
    OwnRelationsHandler,
    ChangeRetractionHandler,
    RetractionsHandler,
  ],
  exports: [PostgresDirectory, OrganisationStaffDirectory, Provisioning],
})
export class OrganisationModule {}
