import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import path from 'node:path';
import { Client } from 'pg';
import { PostgresEventStore } from '#libs/event-store';
import { serveWitness, Witness } from '#libs/merkle';
import { createPool, createTestDatabase, Database, runMigrations } from '#libs/postgres';
import { Keyring, ServiceKeys } from '#libs/privacy';
import { AuditLines, TreeKeeper, type AuditEntry, type TreeSettings } from '#src/audit/index';
import { migrations } from '#src/app/rooms';

/** A witness in this process, on a port of its own. */
export interface RunningWitness {
  readonly witness: Witness;
  readonly url: string;
  readonly dir: string;
  close(): Promise<void>;
}

export const startWitness = async (dir: string, name: string, port = 0): Promise<RunningWitness> => {
  const witness = new Witness({ dir, name, logs: [], say: () => undefined });
  const server: Server = serveWitness(witness);
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return {
    witness,
    dir,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
      witness.close();
    },
  };
};

/** Both logs on a real database, with the product's own store, sequencer and witness, and nothing else. */
export class SmallTrail {
  private count = 0;

  private constructor(
    readonly database: Database,
    readonly store: PostgresEventStore,
    readonly lines: AuditLines,
    readonly settings: TreeSettings,
    readonly witness: RunningWitness,
    /** Row-level security and rights hide nothing from it. */
    readonly superuser: Client,
    private readonly drop: () => Promise<void>,
  ) {}

  /** @param folder a new one, for what lies outside the database */
  static async open(superuserUrl: string, folder: string): Promise<SmallTrail> {
    mkdirSync(folder, { recursive: true });
    const test = await createTestDatabase(superuserUrl, {
      templateKey: 'trail',
      prepare: ({ migrateUrl }) => runMigrations(migrateUrl, migrations),
    });
    const database = new Database(
      createPool(test.appUrl, { max: 4, applicationName: 'trail-app' }),
      createPool(test.projectorUrl, { max: 4, applicationName: 'trail-projector', derived: true }),
    );
    // A copy of a database is an installation of its own.
    const url = new URL(superuserUrl);
    url.pathname = `/${test.name}`;
    const superuser = new Client({ connectionString: url.href });
    await superuser.connect();
    await superuser.query('UPDATE tree.installation SET id = gen_random_uuid()');
    const witness = await startWitness(path.join(folder, 'witness'), 'witness.test');
    const settings: TreeSettings = {
      folder: path.join(folder, 'tree'),
      keyFile: path.join(folder, 'tree-key.pem'),
      signer: undefined,
      signerToken: undefined,
      witnesses: [{ url: witness.url, vkey: witness.witness.vkey }],
    };
    const keys = new ServiceKeys(database.app, Keyring.open(path.join(folder, 'keyring.json'), true));
    return new SmallTrail(database, new PostgresEventStore(database.app), new AuditLines(keys), settings, witness, superuser, test.drop);
  }

  keeper(settings: TreeSettings = this.settings): TreeKeeper {
    return new TreeKeeper({
      settings,
      pool: this.database.projector,
      store: this.store,
      onWitness: () => undefined,
      onError: (error) => {
        throw error;
      },
    });
  }

  /** Commits of an event and its line each, by the product's own store; now and then one that is taken back, so that places have gaps as in life. */
  async fill(commits: number): Promise<void> {
    for (let n = 0; n < commits; n++) {
      const number = this.count++;
      if (number % 3 === 0) await this.superuser.query("SELECT nextval('es.positions'), nextval('audit.numbers')");
      const stream = `tamper-${number % 7}`;
      const at = new Date(Date.UTC(2026, 0, 1) + number * 1_000);
      const event = {
        id: randomUUID(),
        type: 'tamper.Noted',
        version: 1,
        data: { number, note: `Anteckning ${number}` },
        metadata: { agency: 'boden', record: randomUUID() },
        occurredAt: at,
        recordedAt: at,
      };
      await this.store.append({
        stream,
        expectedRevision: Math.floor(number / 7),
        events: [event],
        companions: [{ name: 'audit', rows: [await this.lines.row(lineOf(number, at))] }],
      });
    }
  }

  async close(): Promise<void> {
    await this.superuser.end();
    await this.store.close();
    await this.database.close();
    await this.witness.close();
    await this.drop();
  }
}

export const lineOf = (number: number, at: Date): AuditEntry => ({
  auditId: randomUUID(),
  at: at.toISOString(),
  action: number % 2 === 0 ? 'read' : 'search',
  operation: 'case-chain',
  outcome: 'allowed',
  staffId: randomUUID(),
  duty: 'caseworker',
  agencyId: 'boden',
  unitId: 'boden-mottagning',
  objectType: 'Case',
  objectId: randomUUID(),
  caseId: randomUUID(),
  recordId: null,
  ownerAgencies: ['boden'],
  personIds: [randomUUID()],
  hits: number % 2 === 0 ? [] : [randomUUID(), randomUUID()],
  classes: ['risk'],
  ground: null,
  purpose: number % 5 === 0 ? `Samtal ${number}` : null,
  correlationId: randomUUID(),
  rule: null,
});
