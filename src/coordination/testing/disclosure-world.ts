import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { Test, type TestingModule } from '@nestjs/testing';
import type { Pool } from 'pg';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import { EventStore, EventStore1700000001001, PendingCommits1700000090000, PostgresEventStore, ProjectionWorker } from '#libs/event-store';
import { Http1700000003500 } from '#libs/http';
import { createPool, createTestDatabase, runMigrations, type TestDatabase } from '#libs/postgres';
import {
  DataKeys,
  Erasure1700000092900,
  Keyring,
  Privacy1700000002000,
  Sealer,
  SearchTokens,
  ServiceKeys,
  Wrapping1700000092000,
} from '#libs/privacy';
import { Clock, TestClock, type Actor } from '#libs/shared-kernel';
import {
  Access1700000004000,
  AssignmentEnds1700000109100,
  CaseProtection1700000113000,
  MarkStrength1700000118100,
  EverRecipients1700000118500,
  WordsForChildren1700000118510,
  OnePersonWords1700000118790,
  NeighboursAtFunctions1700000117200,
  Directory,
  joinParts,
  ReadDoor,
  Sides1700000112000,
  Turns,
  systemActor,
  VersionTokens,
  ViewsReached,
  WriteDoor,
  type CommandMeta,
  type DirectoryFunction,
} from '#src/access/index';
import { Audit1700000005000, AuditLines, AuditTree1700000091000 } from '#src/audit/index';
import { organisationRoom } from '#src/organisation/index';
import { peopleRoom, PersonsInRecord } from '#src/people/index';
import { attachmentParts } from '../attachment/index.js';
import { consentParts } from '../consent/index.js';
import { disclosureParts } from '../disclosure/index.js';
import { legalRulesParts } from '../legal-rules/index.js';
import { receivedParts } from '../received/index.js';
import { OpenRecord, recordParts } from '../record/index.js';

/** The chain's door view with its columns; the chain's own room has its own tests. */
class Chain1700000006800 implements MigrationInterface {
  name = 'Chain1700000006800';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE views.chain_entries (entry_id uuid PRIMARY KEY, case_id uuid NOT NULL, record_id uuid NOT NULL, owner_agency text NOT NULL, type text NOT NULL, class text NOT NULL,
        thing text NOT NULL, thing_id uuid NOT NULL, person_id uuid, occurred_at timestamptz NOT NULL, recorded_at timestamptz NOT NULL, position bigint NOT NULL, fields jsonb NOT NULL);
      SELECT access.protect('views.chain_entries', 'access.own(owner_agency, record_id, case_id)');
      CREATE VIEW door.chain_entries WITH (security_invoker = true) AS SELECT e.*, access.assigned(e.record_id) AS assigned, access.joined(e.case_id) AS joined,
        access.locked(e.case_id) AS locked, false AS granted, NULL::text[] AS granted_classes FROM views.chain_entries e;`);
  }
  async down(): Promise<void> {
    throw new Error('a test database is dropped whole');
  }
}

const parts = joinParts([recordParts, legalRulesParts, consentParts, disclosureParts, receivedParts, attachmentParts]);
const migrations = [
  EventStore1700000001001,
  Privacy1700000002000,
  Wrapping1700000092000,
  Erasure1700000092900,
  Http1700000003500,
  Access1700000004000,
  AssignmentEnds1700000109100,
  Sides1700000112000,
  CaseProtection1700000113000,
  MarkStrength1700000118100,
  EverRecipients1700000118500,
  WordsForChildren1700000118510,
  OnePersonWords1700000118790,
  NeighboursAtFunctions1700000117200,
  Audit1700000005000,
  AuditTree1700000091000,
  Chain1700000006800,
  ...(organisationRoom.migrations ?? []),
  ...(peopleRoom.migrations ?? []),
  ...(parts.migrations ?? []),
  PendingCommits1700000090000,
];

const fn = (id: string, agencyId: string, agencyKind: DirectoryFunction['agencyKind'], connected = true): DirectoryFunction => ({
  id,
  name: id,
  agencyId,
  agencyName: agencyId,
  agencyKind,
  unitId: `${agencyId}-enhet`,
  connected,
  accepts: ['referral', 'copy', 'standing'],
  hours: 'dygnet runt',
  phone: null,
});
const FUNCTIONS = [
  fn('polis-lulea', 'polisen', 'police'),
  fn('region-akut', 'region', 'health-care'),
  fn('boden-vald', 'boden', 'social-services'),
  fn('jouren', 'jouren', 'civil-society', false),
];
const directory = { functionById: async (id: string) => FUNCTIONS.find((one) => one.id === id) ?? null };

const staff = (agencyId: string, agencyKind: Actor['agencyKind'], functionId: string, duty: Actor['duty'] = 'caseworker'): Actor => ({
  ...systemActor(agencyId, agencyKind, [functionId]),
  staffId: randomUUID(),
  duty,
});
export const policeOfficer = (): Actor => staff('polisen', 'police', 'polis-lulea', 'police-officer');

/** A police record with an exposed woman, her violence user and three entries, on a database of its own; consent, disclosure and receipt as in the app. */
export class DisclosureWorld {
  readonly clock = new TestClock(new Date('2026-03-02T10:00:00Z'));
  readonly police = policeOfficer();
  readonly nurse = staff('region', 'health-care', 'region-akut');
  readonly stranger = staff('boden', 'social-services', 'boden-vald');
  readonly caseId = randomUUID();
  readonly recordId = randomUUID();
  readonly anna = randomUUID();
  readonly carl = randomUUID();

  private constructor(
    private readonly database: TestDatabase,
    private readonly folder: string,
    readonly app: Pool,
    readonly projector: Pool,
    readonly owner: Pool,
    readonly source: DataSource,
    readonly store: PostgresEventStore,
  ) {}

  module: TestingModule;

  static async open(): Promise<DisclosureWorld> {
    const prepare = (urls: { migrateUrl: string }) => runMigrations(urls.migrateUrl, migrations);
    const database = await createTestDatabase(process.env['TEST_SUPERUSER_URL'] ?? '', { templateKey: 'disclosure-world', prepare });
    const app = createPool(database.appUrl, { max: 6, applicationName: 'app' });
    const source = await new DataSource({
      type: 'postgres',
      url: database.appUrl,
      entities: [...(parts.entities ?? []), ...(peopleRoom.entities ?? [])] as never[],
    }).initialize();
    const world = new DisclosureWorld(
      database,
      mkdtempSync(path.join(tmpdir(), 'keyring-')),
      app,
      createPool(database.projectorUrl, { max: 3, applicationName: 'projector', derived: true }),
      createPool(database.migrateUrl, { max: 1, applicationName: 'control' }),
      source,
      new PostgresEventStore(app),
    );
    await world.wire();
    await world.fill();
    return world;
  }

  async close(): Promise<void> {
    await this.module.close();
    await this.source.destroy();
    await Promise.all([this.app.end(), this.projector.end(), this.owner.end()]);
    await this.database.drop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  meta(actor: Actor): CommandMeta {
    return { actor, now: this.clock.now(), correlationId: randomUUID(), idempotencyKey: randomUUID() };
  }

  /** Every view up to the last event. */
  async project(): Promise<void> {
    for (const projection of parts.projections ?? []) {
      const worker = new ProjectionWorker(this.projector, this.store, projection);
      let at = await worker.load();
      for (;;) {
        const { events, next } = await this.store.readAll(at, 500);
        if (next === at) break;
        await worker.handle(events, at, next);
        at = next;
      }
    }
  }

  private async wire(): Promise<void> {
    const keyring = Keyring.open(path.join(this.folder, 'keyring.json'), true);
    this.module = await Test.createTestingModule({
      imports: [CqrsModule.forRoot()],
      providers: [
        ...parts.providers,
        Turns,
        ReadDoor,
        WriteDoor,
        { provide: AuditLines, useValue: new AuditLines(new ServiceKeys(this.app, keyring)) },
        { provide: ViewsReached, useValue: {} },
        { provide: DataSource, useValue: this.source },
        { provide: EventStore, useValue: this.store },
        { provide: Sealer, useValue: new Sealer(new DataKeys(this.app, keyring)) },
        { provide: SearchTokens, useValue: new SearchTokens(new ServiceKeys(this.app, keyring)) },
        { provide: VersionTokens, useValue: new VersionTokens(new ServiceKeys(this.app, keyring)) },
        { provide: Directory, useValue: directory },
        // The fixture puts its persons into their view, without streams of their own.
        { provide: PersonsInRecord, useValue: { requires: async () => undefined } },
        { provide: Clock, useValue: this.clock },
      ],
    }).compile();
    await this.module.init();
  }

  private async fill(): Promise<void> {
    const { recordId, caseId, anna, carl, projector } = this;
    const opening = { recordId, caseId, functionId: 'polis-lulea', source: 'report' as const, sourceId: randomUUID() };
    await this.module.get(CommandBus).execute(new OpenRecord(this.meta(this.police), opening));
    const person = `INSERT INTO views.persons (record_id, person_id, stream_id, case_id, owner_agency, role, protection, minor, registered_at, revision, name, phone)
                    VALUES ($1, $2, $2, $3, 'polisen', $4, 'none', false, now(), 1, $5, $6)`;
    await projector.query(person, [recordId, anna, caseId, 'exposed', '"Anna Kanarie"', '"070-KANARIE"']);
    await projector.query(person, [recordId, carl, caseId, 'violence-user', '"Carl Kanarie"', '"070-CARL"']);
    const entry = `INSERT INTO views.chain_entries VALUES ($1, $2, $3, 'polisen', 'police.Told', $4, 'report', $1, $5, '2026-03-01', '2026-03-01', $6, $7)`;
    const fields = (cls: string, value: string) => JSON.stringify({ what: { class: cls, value } });
    await projector.query(entry, [randomUUID(), caseId, recordId, 'risk', anna, 1, fields('risk', 'RISK-KANARIE')]);
    await projector.query(entry, [randomUUID(), caseId, recordId, 'risk', carl, 2, fields('risk', 'HANS-KANARIE')]);
    await projector.query(entry, [randomUUID(), caseId, recordId, 'health', anna, 3, fields('health', 'HEALTH-KANARIE')]);
    await this.project();
  }
}
