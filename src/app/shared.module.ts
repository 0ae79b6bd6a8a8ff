import { Global, Module } from '@nestjs/common';
import { ActorsNow, Directory } from '#src/access/index';
import { LoginAudit, SessionsModule, StaffDirectory } from '#src/login/index';
import { organisationRoom, OrganisationStaffDirectory, PostgresDirectory } from '#src/organisation/index';
import { CurrentActors } from './actors-now.js';
import { LoginTrail } from './login-audit.js';

/** The answers to the questions that access and login ask of the organisation and of the trail. */
const answers = [
  { provide: Directory, useExisting: PostgresDirectory },
  { provide: ActorsNow, useClass: CurrentActors },
  { provide: StaffDirectory, useExisting: OrganisationStaffDirectory },
  { provide: LoginAudit, useClass: LoginTrail },
];

@Global()
@Module({ imports: [organisationRoom.module, SessionsModule], providers: answers, exports: answers.map(({ provide }) => provide) })
export class SharedModule {}
