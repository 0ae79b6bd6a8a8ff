import type { Server } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Global, Module } from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { DataSource, type QueryRunner } from 'typeorm';
import { EventStore, EventStore1700000001001, PendingCommits1700000090000, PostgresEventStore } from '#libs/event-store';
import { Http1700000003500 } from '#libs/http';
import { createPool, createTestDatabase, Database, runMigrations } from '#libs/postgres';
import { DataKeys, Keyring, Privacy1700000002000, Sealer, SearchTokens, ServiceKeys, Wrapping1700000092000 } from '#libs/privacy';
import { Clock, TestClock } from '#libs/shared-kernel';
import { peopleRoom } from '#src/people/index';
import {
  Access1700000004000,
  AssignmentEnds1700000109100,
  CaseProtection1700000113000,
  MarkStrength1700000118100,
  NeighboursAtFunctions1700000117200,
  Sides1700000112000,
  ReadDoor,
  VersionTokens,
  WriteDoor,
} from '#src/access/index';
import { Audit1700000005000, AuditLines, AuditTree1700000091000 } from '#src/audit/index';
import { OrganisationStaffDirectory, PostgresDirectory, Provisioning } from '../index.js';
import { admit } from './admit.js';
import { Organisation1700000006000 } from '../organisation.migration.js';
import { Returning1700000119050 } from '../returning.migration.js';
import { OrganisationModule } from '../organisation.module.js';

/** Of what locks by name are since LockRows1700000114000, the columns: the rest of it needs the views of cases. */
class LockColumns1700000114000 {
  name = 'LockColumns1700000114000';
  up = (runner: QueryRunner): Promise<unknown> =>
    runner.query(`
      ALTER TABLE access.case_locks DROP CONSTRAINT case_locks_pkey;
      ALTER TABLE access.case_locks ADD record_id uuid, ADD kin boolean NOT NULL DEFAULT false`);
  down = (): Promise<void> => Promise.resolve();
}

const MIGRATIONS = [
  EventStore1700000001001,
  PendingCommits1700000090000,
  Privacy1700000002000,
  Wrapping1700000092000,
  Http1700000003500,
  Access1700000004000,
  AssignmentEnds1700000109100,
  Sides1700000112000,
  CaseProtection1700000113000,
  MarkStrength1700000118100,
  NeighboursAtFunctions1700000117200,
  Audit1700000005000,
  AuditTree1700000091000,
  Organisation1700000006000,
  LockColumns1700000114000,
  Returning1700000119050,
  ...(peopleRoom.migrations ?? []),
];

export interface OrganisationWorld {
  readonly clock: TestClock;
  readonly database: Database;
  readonly store: EventStore;
  readonly tokens: SearchTokens;
  readonly provisioning: Provisioning;
  readonly directory: PostgresDirectory;
  readonly staff: OrganisationStaffDirectory;
  readonly commands: CommandBus;
  /** The room's pages and routes; the headers `x-staff` and `x-duty` say who asks. */
  readonly http: Server;
  /** Rows seen by the owner of the tables, whom nothing hides. */
  asOwner<T extends object>(text: string, values?: unknown[]): Promise<T[]>;
  close(): Promise<void>;
}

/** The register on a real database with the real doors, and nothing of the other rooms. */
export async function organisationWorld(now: Date): Promise<OrganisationWorld> {
  const made = await createTestDatabase(process.env['TEST_SUPERUSER_URL'] ?? '', {
    templateKey: 'organisation',
    prepare: ({ migrateUrl }) => runMigrations(migrateUrl, MIGRATIONS),
  });
  const pool = (url: string, derived = false) => createPool(url, { max: 5, applicationName: 'organisation-spec', derived });
  const database = new Database(pool(made.appUrl), pool(made.projectorUrl, true));
  const owner = pool(made.migrateUrl);
  const source = await new DataSource({ type: 'postgres', url: made.appUrl, entities: [], poolSize: 5 }).initialize();
  const folder = mkdtempSync(path.join(tmpdir(), 'organisation-'));
  const keyring = Keyring.open(path.join(folder, 'keyring.json'), true);
  const keys = new ServiceKeys(database.app, keyring);
  const clock = new TestClock(now);
  const provided = [
    { provide: Database, useValue: database },
    { provide: DataSource, useValue: source },
    { provide: Clock, useValue: clock },
    { provide: EventStore, useValue: new PostgresEventStore(database.app) },
    { provide: Sealer, useValue: new Sealer(new DataKeys(database.app, keyring)) },
    { provide: SearchTokens, useValue: new SearchTokens(keys) },
    { provide: VersionTokens, useValue: new VersionTokens(keys) },
    { provide: AuditLines, useValue: new AuditLines(keys) },
    WriteDoor,
    ReadDoor,
  ];
  @Global()
  @Module({ imports: [CqrsModule.forRoot()], providers: provided, exports: [...provided, CqrsModule] })
  class Core {}
  const compiled = await Test.createTestingModule({ imports: [Core, OrganisationModule] }).compile();
  const app = compiled.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
  admit(app, clock);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return {
    clock,
    database,
    store: app.get(EventStore),
    tokens: app.get(SearchTokens),
    provisioning: app.get(Provisioning),
    directory: app.get(PostgresDirectory),
    staff: app.get(OrganisationStaffDirectory),
    commands: app.get(CommandBus),
    http: app.getHttpServer(),
    asOwner: async <T extends object>(text: string, values: unknown[] = []) => (await owner.query<T>(text, values)).rows,
    async close() {
      await app.close();
      await source.destroy();
      await Promise.all([database.close(), owner.end()]);
      await made.drop();
      rmSync(folder, { recursive: true });
    },
  };
}
