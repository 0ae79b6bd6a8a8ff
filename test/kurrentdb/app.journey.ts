import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { status } from '@grpc/grpc-js';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { demoProvisioning } from '#config/demo';
import { parseSettings } from '#config/settings';
import { KurrentEventStore } from '#libs/event-store';
import { createPool, createTestDatabase, Database, runMigrations, type TestDatabase } from '#libs/postgres';
import { Keyring } from '#libs/privacy';
import { SystemClock } from '#libs/shared-kernel';
import { createApp } from '#src/app/create-app';
import { presentTime, Stage } from '#src/app/demo/journey/journey';
import { policeReportFirstDay } from '#src/app/demo/journey/police-report-to-support/index';
import { stampInstallation } from '#src/app/installation';
import { AppLog } from '#src/app/log';
import { connectReads } from '#src/app/reads';
import { migrations } from '#src/app/rooms';
import { tokenFor } from '#src/login/index';
import { Provisioning } from '#src/organisation/index';
import { KurrentDbStandIn } from '../support/kurrentdb-stand-in/index.js';

/** The whole application over HTTP, its events in a stand-in for KurrentDB (not KurrentDB itself), by the real client; everything else in a real PostgreSQL. */
describe('the application with its events in KurrentDB', () => {
  let standIn: KurrentDbStandIn;
  let test: TestDatabase;
  let database: Database;
  let source: DataSource;
  let owner: Client;
  let app: NestFastifyApplication;
  let url: string;
  const log = new AppLog('silent');

  beforeAll(async () => {
    standIn = await KurrentDbStandIn.start();
    test = await createTestDatabase(process.env['TEST_SUPERUSER_URL']!, {
      templateKey: 'all-tables-for-app-on-kurrentdb',
      prepare: ({ migrateUrl }) => runMigrations(migrateUrl, migrations),
    });
    const keyring = path.join(process.env['TEST_RUN_DIR']!, 'kurrentdb-app', 'keyring.json');
    const settings = parseSettings({ PORT: '0', DATA_DIR: path.dirname(keyring) }); // the demo's login needs the demo's settings
    database = new Database(
      createPool(test.appUrl, { max: 12, applicationName: 'test-app' }),
      createPool(test.projectorUrl, { max: 12, applicationName: 'test-projector', derived: true }),
    );
    source = await connectReads(test.appUrl, 12);
    owner = new Client({ connectionString: test.migrateUrl });
    await owner.connect();
    const store = new KurrentEventStore({ url: standIn.url, pool: database.app, deadline: 2_000 });
    const kind = await stampInstallation(database.app, settings);
    const options = { settings, database, source, keyring: Keyring.open(keyring, true), clock: new SystemClock(), log, kind, store };
    app = await createApp({ ...options, address: () => url, rateLimit: 1_000_000 });
    await app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(app.getHttpServer().address() as { port: number }).port}`;
  });
  afterAll(async () => {
    await app.close();
    await owner.end();
    await source.destroy();
    await database.close();
    await standIn.stop();
    await test.drop();
  });

  const one = async <T>(sql: string): Promise<T> => Object.values((await owner.query<Record<string, T>>(sql)).rows[0]!)[0]!;

  it('registers the county and plays the whole case, with each claim about who sees what', async () => {
    await app.get(Provisioning, { strict: false }).run(demoProvisioning);
    const lines: string[] = [];
    const stage = new Stage((line) => void lines.push(line), presentTime);
    await policeReportFirstDay.play(url, stage);
    expect(lines.filter((line) => line.includes('✗'))).toEqual([]);
    expect(stage.outcome('played').ok).toBe(true);
  });

  it('has each event there, none here, and nothing half done', async () => {
    expect(await one('SELECT count(*)::int FROM es.events')).toBe(0);
    expect(await one('SELECT count(*)::int FROM es.pending_commits')).toBe(0);
    expect(await one('SELECT count(*)::int FROM es.parked')).toBe(0);
    expect(standIn.log.events.filter(({ stream }) => stream.startsWith('insatskedja.')).length).toBeGreaterThan(50);
  });

  it('while KurrentDB is away, is read as before and refuses to save; back again, saves the same request once', async () => {
    const headers = { authorization: `Bearer ${await tokenFor(url, 'demo-boden-caseworker')}` };
    const read = async (at: string) => {
      const response = await fetch(url + at, { headers });
      return { status: response.status, body: await response.text() };
    };
    const key = randomUUID();
    const openRecord = () =>
      fetch(`${url}/api/v1/records`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify({ recordId: key, caseId: key, functionId: 'boden-mottagning-vald', source: 'own' }),
      });
    const caseId = await one<string>(
      "SELECT a.case_id FROM access.assignments a JOIN organisation.staff s USING (staff_id) WHERE s.subject = 'demo-boden-caseworker' LIMIT 1",
    );
    const before = await read(`/api/v1/cases/${caseId}/chain`);
    expect(before.status).toBe(200);

    standIn.faults.refuse = status.UNAVAILABLE;
    const audited = await one<number>('SELECT count(*)::int FROM audit.records');
    expect(await read(`/api/v1/cases/${caseId}/chain`)).toEqual(before);
    expect(await one('SELECT count(*)::int FROM audit.records')).toBe(audited + 1); // audit with the read, KurrentDB or not
    expect((await read('/health/ready')).status).toBe(200);
    expect((await openRecord()).status).toBe(503);

    standIn.faults.refuse = undefined;
    expect((await openRecord()).status).toBe(201);
    expect((await openRecord()).headers.get('idempotent-replayed')).toBe('true');
    expect(standIn.log.stream(`insatskedja.record-${key}`)).toHaveLength(1);
    expect(await one('SELECT count(*)::int FROM es.pending_commits')).toBe(0);
  });
});
