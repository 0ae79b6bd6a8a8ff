import type { Type } from '@nestjs/common';
import type { MigrationInterface } from 'typeorm';
import { EventStore1700000001001, PendingCommits1700000090000, type Projection } from '#libs/event-store';
import { Http1700000003500, IdempotencyPhases1700000090300 } from '#libs/http';
import { Erasure1700000092900, Privacy1700000002000, Wrapping1700000092000 } from '#libs/privacy';
import type { EventDefinitions, Publisher } from '#libs/shared-kernel';
import {
  Access1700000004000,
  Across1700000119000,
  AssignmentEnds1700000109100,
  ByHeads1700000114100,
  EverRecipients1700000118500,
  HeldSides1700000118960,
  Joining1700000118710,
  NeedInEmergency1700000118711,
  LockRows1700000114000,
  MarkStrength1700000118100,
  TwoPersons1700000118110,
  FictitiousEverywhere1700000118130,
  ProtectionHolds1700000117000,
  NeighboursAtFunctions1700000117200,
  CaseProtection1700000113000,
  ChangedSides1700000118640,
  ConsentParts1700000118760,
  Readers1700000118750,
  ReviewEnds1700000118620,
  RightsPhases1700000090100,
  Sides1700000112000,
  VaultAssigned1700000114200,
  WordsForChildren1700000118510,
  OnePersonWords1700000118790,
  type Delivery,
  type Reaction,
  type Room,
} from '#src/access/index';
import { civilSocietyRoom } from '#src/agencies/civil-society/index';
import { healthCareRoom } from '#src/agencies/health-care/index';
import { policeRoom } from '#src/agencies/police/index';
import { prosecutionRoom } from '#src/agencies/prosecution/index';
import { resourceCentreRoom } from '#src/agencies/resource-centre/index';
import { schoolRoom } from '#src/agencies/school/index';
import { socialServicesRoom } from '#src/agencies/social-services/index';
import { stateAgenciesRoom } from '#src/agencies/state-agencies/index';
import { Audit1700000005000, AuditTree1700000091000 } from '#src/audit/index';
import { auditReviewRoom } from '#src/audit-review/index';
import { clockProjection, coordinationRoom } from '#src/coordination/index';
import { interventionsRoom } from '#src/interventions/index';
import { journalRoom } from '#src/journal/index';
import { LoginTables1700000003000 } from '#src/login/index';
import { organisationRoom } from '#src/organisation/index';
import { peopleRoom } from '#src/people/index';
import { proceedingsRoom } from '#src/proceedings/index';
import { auditTrailRoom } from '#src/views/audit-trail/index';
import { caseChainRoom, chainProjection } from '#src/views/case-chain/index';
import { leadTimesRoom } from '#src/views/lead-times/index';
import { myDayRoom } from '#src/views/my-day/index';
import { referralInboxRoom } from '#src/views/referral-inbox/index';
import { Installation1700000000500 } from './installation.migration.js';

/** Every agency's room. A new agency is one line here. */
const AGENCIES: readonly Room[] = [
  policeRoom,
  socialServicesRoom,
  healthCareRoom,
  prosecutionRoom,
  schoolRoom,
  civilSocietyRoom,
  stateAgenciesRoom,
  resourceCentreRoom,
];

/** Every room of the house. */
const ALL: readonly Room[] = [
  organisationRoom,
  peopleRoom,
  ...AGENCIES,
  interventionsRoom(AGENCIES.flatMap(({ interventions }) => interventions ?? [])),
  proceedingsRoom([...AGENCIES, coordinationRoom].flatMap(({ proceedings }) => proceedings ?? [])),
  coordinationRoom,
  journalRoom,
  caseChainRoom,
  myDayRoom,
  leadTimesRoom,
  auditTrailRoom,
  auditReviewRoom,
  referralInboxRoom,
];

export interface Rooms {
  readonly modules: readonly Type[];
  readonly entities: readonly Type[];
  readonly projections: readonly Projection[];
  readonly publishers: readonly Publisher[];
  readonly events: readonly EventDefinitions[];
  readonly reactions: readonly Type<Reaction>[];
  readonly deliveries: readonly Type<Delivery>[];
}
export const ROOMS = Symbol('rooms');

const events = ALL.flatMap((room) => room.events ?? []);
const publishers = ALL.flatMap((room) => room.publishers ?? []);
export const rooms: Rooms = {
  modules: ALL.map((room) => room.module),
  entities: ALL.flatMap((room) => room.entities ?? []),
  publishers,
  projections: [...ALL.flatMap((room) => room.projections ?? []), chainProjection(publishers), clockProjection(events)],
  events,
  reactions: ALL.flatMap((room) => room.reactions ?? []),
  deliveries: ALL.flatMap((room) => room.deliveries ?? []),
};

type MigrationClass = new () => MigrationInterface;
const base: MigrationClass[] = [
  Installation1700000000500,
  EventStore1700000001001,
  Privacy1700000002000,
  Wrapping1700000092000,
  Erasure1700000092900,
  LoginTables1700000003000,
  Http1700000003500,
  Access1700000004000,
  AssignmentEnds1700000109100,
  Sides1700000112000,
  CaseProtection1700000113000,
  LockRows1700000114000,
  ByHeads1700000114100,
  VaultAssigned1700000114200,
  ProtectionHolds1700000117000,
  NeighboursAtFunctions1700000117200,
  MarkStrength1700000118100,
  TwoPersons1700000118110,
  FictitiousEverywhere1700000118130,
  EverRecipients1700000118500,
  WordsForChildren1700000118510,
  OnePersonWords1700000118790,
  ReviewEnds1700000118620,
  ConsentParts1700000118760,
  ChangedSides1700000118640,
  Joining1700000118710,
  NeedInEmergency1700000118711,
  Readers1700000118750,
  HeldSides1700000118960,
  Across1700000119000,
  Audit1700000005000,
  AuditTree1700000091000,
  PendingCommits1700000090000,
  RightsPhases1700000090100,
  IdempotencyPhases1700000090300,
];
const stamp = (migration: MigrationClass): number => Number(migration.name.slice(-13));
/** All migrations, oldest first. */
export const migrations: MigrationClass[] = [...base, ...ALL.flatMap((room) => room.migrations ?? [])].sort((a, b) => stamp(a) - stamp(b));
