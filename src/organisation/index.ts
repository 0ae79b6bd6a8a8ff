import type { Room } from '#src/access/index';
import { agencyEvents } from './agency/agency.events.js';
import { Returning1700000119050 } from './returning.migration.js';
import { OrganisationPhases1700000090200 } from './commit-phases.migration.js';
import { HeldIds1700000118961 } from './held-ids.migration.js';
import { Organisation1700000006000 } from './organisation.migration.js';
import { OrganisationModule } from './organisation.module.js';
import { staffEvents } from './staff/staff.events.js';

export { operatorActor } from './operator.js';
export { PostgresDirectory } from './directory.js';
export { Provisioning } from './provisioning/provisioning.js';
export { OrganisationStaffDirectory } from './staff-directory.js';

/** Who there is: agencies, units, functions, staff, stand-ins, on-call and declared kin. What every actor is built from. */
export const organisationRoom: Room = {
  module: OrganisationModule,
  migrations: [Organisation1700000006000, OrganisationPhases1700000090200, HeldIds1700000118961, Returning1700000119050],
  events: [agencyEvents, staffEvents],
};
