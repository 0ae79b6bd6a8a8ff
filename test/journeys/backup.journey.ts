import { createHash, randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { Client, type Pool } from 'pg';
import { demoProvisioning } from '#config/demo';
import { demoPersons } from '#config/demo/persons';
import { parseSettings, type Settings } from '#config/settings';
import { checkBackup } from '#src/app/backup/check';
import { bases, readManifests } from '#src/app/backup/manifest';
import { restoreBackup, settingsOf } from '#src/app/backup/restore';
import { readSealed } from '#src/app/backup/sealed-file';
import { startLogArchiver } from '#src/app/backup/wal-archiver';
import { AppLog } from '#src/app/log';
import { verifyTrail } from '#src/app/operator/audit';
import { createBackup } from '#src/app/operator/backup';
import { rotateKeys } from '#src/app/operator/keys';
import { rebuildProjections } from '#src/app/operator/projections';
import { start, type Started } from '#src/app/start';
import { tokenFor } from '#src/login/index';
import { Provisioning } from '#src/organisation/index';

const log = new AppLog('silent');
const nothing = (): void => undefined;

/** A person at the API of a running system. */
const caller = async (started: Started) => {
  const token = await tokenFor(started.url, 'demo-police-officer');
  return async (path_: string, body?: object): Promise<Record<string, unknown>> => {
    const response = await fetch(`${started.url}${path_}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const answer = (await response.json()) as Record<string, unknown>;
    if (response.status >= 300) throw new Error(`${response.status} ${JSON.stringify(answer)}`);
    return answer;
  };
};

const reportOf = (name: string) => ({
  reportId: randomUUID(),
  recordId: randomUUID(),
  caseId: randomUUID(),
  functionId: 'polis-lulea-lpo',
  reportNumber: '5000-K123-26',
  offence: 'gross-violation-of-a-woman',
  occurredOn: '2026-01-01',
  immediateRisk: true,
  summary: 'Slog henne i hallen.',
  exposed: { personId: randomUUID(), name, personNumber: demoPersons.exposed.personnummer },
  suspect: { personId: randomUUID(), name: 'Tobias Grahn', personNumber: demoPersons.violenceUser.personnummer },
  children: [],
});

const superuserOf = async ({ embedded }: Started): Promise<Client> => {
  const client = new Client({ connectionString: embedded!.superuserUrl.replace(/\/postgres$/, '/insatskedja') });
  await client.connect();
  return client;
};

/** Count and SHA-256 over every event up to a place, in order, as it is stored. */
const eventsOf = async (pool: Pool, upTo: string): Promise<{ count: number; hash: string }> => {
  const { rows } = await pool.query<{ line: string }>(
    "SELECT concat_ws('|', position, stream, revision, event_id, type, version, data::text, metadata::text, occurred_at) AS line FROM es.events WHERE position <= $1 ORDER BY position",
    [upTo],
  );
  const hash = createHash('sha256');
  for (const { line } of rows) hash.update(line);
  return { count: rows.length, hash: hash.digest('hex') };
};
const head = async (pool: Pool): Promise<string> =>
  (await pool.query<{ head: string }>('SELECT max(position) AS head FROM es.events')).rows[0]!.head;

const settled = async (pool: Pool): Promise<void> => {
  const last = await head(pool);
  for (let attempt = 0; attempt < 1200; attempt++) {
    const { rows } = await pool.query('SELECT 1 FROM es.checkpoints WHERE position::bigint < $1', [last]);
    if (rows.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the views did not come to the end of the log');
};

/** Persons are noted in the record by a reaction to the report. */
const named = async (call: Awaited<ReturnType<typeof caller>>, report: ReturnType<typeof reportOf>, name: string): Promise<void> => {
  let last = '';
  for (let attempt = 0; attempt < 600; attempt++) {
    last = JSON.stringify(await call(`/api/v1/records/${report.recordId}/people`));
    if (last.includes(name)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${name} is not among ${last}`);
};

describe('backup and restore', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'insatskedja-drill-'));
  const at = (name: string): string => path.join(root, name);
  let identities: string[];
  let settings: Settings;
  let started: Started;
  let running: Started | undefined;
  const [kept, erased, late] = [reportOf('Linda Mäki'), reportOf('Aino Canarius'), reportOf('Sena Senare')];
  let moment: string;
  let place: string;
  let original: { count: number; hash: string };

  const settingsWith = (dataDir: string, keysDir = at('keys'), databaseDir = at('backup')): Settings => ({
    ...settingsOf(settings, dataDir),
    backup: { databaseDir, keysDir, recipients: settings.backup!.recipients },
  });
  const restoreTo = (to: string, until?: string, from = settings) =>
    restoreBackup(from, { to, until, identities, say: nothing, onProgress: nothing });
  const flip = (file: string, part = 0.5): void => {
    const bytes = readFileSync(file);
    bytes[Math.floor(bytes.length * part)]! ^= 1;
    writeFileSync(file, bytes);
  };

  beforeAll(async () => {
    const identity = await generateX25519Identity();
    identities = [identity];
    settings = parseSettings({
      PORT: '0',
      DATA_DIR: at('data'),
      BACKUP_DIR: at('backup'),
      BACKUP_KEYS_DIR: at('keys'),
      BACKUP_RECIPIENTS: await identityToRecipient(identity),
    });
    started = await start({ settings, progress: nothing, log, rateLimit: 1_000_000 });
    await started.app.get(Provisioning, { strict: false }).run(demoProvisioning);
    const call = await caller(started);
    await call('/api/v1/police/reports', kept);
    await createBackup(settings, 7, nothing);
    // After the base: only the log of changes has these.
    await call('/api/v1/police/reports', erased);
    await named(call, erased, 'Aino');
    await settled(started.database.app);
    place = await head(started.database.app);
    original = await eventsOf(started.database.app, place);
    moment = (
      await started.database.app.query<{ now: Date }>("SELECT clock_timestamp() + interval '1 ms' AS now")
    ).rows[0]!.now.toISOString();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await call('/api/v1/police/reports', late);
    await startLogArchiver(settings, started.embedded!.superuserUrl, log)(); // what it does each minute, now
    cpSync(at('keys'), at('keys-before'), { recursive: true });
    const superuser = await superuserOf(started);
    const gone = await superuser.query('DELETE FROM privacy.data_keys WHERE person_id = $1', [erased.exposed.personId]);
    await superuser.end();
    expect(gone.rowCount).toBe(1);
    await rotateKeys(settings, false, nothing);
  });
  afterAll(async () => {
    await running?.stop();
    await started?.stop();
    rmSync(root, { recursive: true, force: true });
  });

  it('is found whole, without and with the identity', async () => {
    const checked = await checkBackup(settings.backup!, [], nothing);
    expect(checked).toMatchObject({ bases: 1, opened: false });
    expect(Date.parse(checked.from!)).toBeLessThan(Date.parse(moment));
    expect(Date.parse(checked.until!)).toBeGreaterThan(Date.parse(moment));
    expect(await checkBackup(settings.backup!, identities, nothing)).toEqual({ ...checked, opened: true });
  });

  it('shows nothing personal even decrypted, and the keys are not with the database', async () => {
    const [base] = bases(readManifests(at('backup')));
    const found = { name: false, keyring: false, type: false };
    let tail = '';
    for await (const chunk of await readSealed(at('backup'), base!.file, identities)) {
      const text = tail + (chunk as Buffer).toString('latin1');
      found.name ||= text.includes(Buffer.from('Linda Mäki').toString('latin1')) || text.includes('Slog henne');
      found.keyring ||= text.includes('"epochs"');
      found.type ||= text.includes('polis-lulea-lpo'); // control: what is not personal is read there
      tail = text.slice(-64);
    }
    expect(found).toEqual({ name: false, keyring: false, type: true });
  });

  it('is restored to a moment in an empty place: the same events, the erased still erased, views made anew, and it serves', async () => {
    const restored = await restoreTo(at('restored'), moment);
    expect(restored).toMatchObject({ events: original.count, erased: 1 });
    const own = settingsWith(at('restored'), at('keys-restored'), at('backup-restored'));
    await rebuildProjections(own, [], nothing);
    running = await start({ settings: own, progress: nothing, log, rateLimit: 1_000_000 });
    expect(await eventsOf(running.database.app, '9223372036854775807')).toEqual(original);
    // Control: the hash sees a change, and the original has gone on since.
    expect(await eventsOf(started.database.app, '9223372036854775807')).not.toEqual(original);
    await settled(running.database.app);
    const call = await caller(running);
    await named(call, kept, 'Linda Mäki');
    expect(await call(`/api/v1/police/reports/${kept.reportId}`)).toMatchObject({ summary: 'Slog henne i hallen.' });
    const others = JSON.stringify(await call(`/api/v1/records/${erased.recordId}/people`));
    expect(others).toContain('Tobias Grahn');
    expect(others).not.toContain('Aino');
    await expect(call(`/api/v1/police/reports/${late.reportId}`)).rejects.toThrow('404');
    await call('/api/v1/police/reports', reportOf('Efter Återställning')); // it takes new facts
    await createBackup(own, 7, nothing);
    expect((await checkBackup(own.backup!, identities, nothing)).bases).toBe(1);
    // The tree goes on under its own key, over what was restored and what came since.
    expect(readFileSync(own.tree.keyFile)).toEqual(readFileSync(settings.tree.keyFile));
    expect(await verifyTrail(own, {}, nothing)).toBe(true);
    // Control: a record that is changed in the restored place is named.
    const superuser = await superuserOf(running);
    await superuser.query("UPDATE audit.records SET duty = 'supervisor' WHERE number = (SELECT min(number) FROM audit.records)");
    await superuser.end();
    const said: string[] = [];
    expect(await verifyTrail(own, {}, (line) => said.push(line))).toBe(false);
    expect(said.join('\n')).toContain('FOUND in audit trail: record 0');
    await running.stop();
    running = undefined;
  });

  it('would bring the erased one back with the keys as they were backed up before: the drill sees the difference', async () => {
    const before = settingsWith(settings.dataDir, at('keys-before'));
    expect(await restoreTo(at('resurrected'), moment, before)).toMatchObject({ erased: 0 });
    const back = await start({ settings: settingsWith(at('resurrected')), progress: nothing, log, rateLimit: 1_000_000 });
    try {
      await named(await caller(back), erased, 'Aino');
    } finally {
      await back.stop();
    }
  });

  it('reaches to its end without a moment, and says which moments it cannot be restored to', async () => {
    const { from, until } = await checkBackup(settings.backup!, [], nothing);
    expect((await restoreTo(at('whole'))).events).toBeGreaterThan(original.count);
    await expect(restoreTo(at('early'), new Date(Date.parse(from!) - 60_000).toISOString())).rejects.toThrow(/earliest moment/);
    await expect(restoreTo(at('future'), new Date(Date.parse(until!) + 60_000).toISOString())).rejects.toThrow(/reaches until/);
    await expect(restoreTo(at('whole'))).rejects.toThrow(/not empty/);
    await expect(
      restoreBackup(settings, { to: at('x'), identities: [await generateX25519Identity()], say: nothing, onProgress: nothing }),
    ).rejects.toThrow(/another public key/);
  });

  it('does not take the keys for good when they are older than the database', async () => {
    await createBackup(settings, 7, nothing);
    await expect(restoreTo(at('older'), undefined, settingsWith(settings.dataDir, at('keys-before')))).rejects.toThrow(
      /older than that of the database/,
    );
    expect(readdirSync(at('older'))).toEqual([]);
  });

  it.each([
    [
      'the base',
      (folder: string) =>
        path.join(
          folder,
          readdirSync(folder).find((name) => name.endsWith('.tar.gz.age'))!,
        ),
      'backup',
    ],
    [
      'the log of changes',
      (folder: string) =>
        path.join(
          folder,
          'wal',
          readdirSync(path.join(folder, 'wal')).find((name) => name.endsWith('.age'))!,
        ),
      'backup',
    ],
    [
      'a manifest',
      (folder: string) =>
        path.join(
          folder,
          readdirSync(folder).find((name) => name.endsWith('.json'))!,
        ),
      'backup',
    ],
    [
      'the keys',
      (folder: string) =>
        path.join(
          folder,
          readdirSync(folder).find((name) => name.endsWith('.age'))!,
        ),
      'keys',
    ],
  ])('one flipped byte in %s is caught by the check and by the restore', async (_, fileIn, which) => {
    const copies = { backup: at(`copy-${randomUUID()}`), keys: at(`copy-${randomUUID()}`) };
    for (const one of ['backup', 'keys'] as const) cpSync(at(one), copies[one], { recursive: true });
    // One base only, so that the restore takes the one that is damaged.
    const [first] = bases(readManifests(copies.backup));
    for (const name of readdirSync(copies.backup))
      if (name !== 'wal' && !name.startsWith(first!.id)) rmSync(path.join(copies.backup, name));
    const from = settingsWith(settings.dataDir, copies.keys, copies.backup);
    await expect(checkBackup(from.backup!, identities, nothing)).resolves.toMatchObject({ opened: true }); // control
    flip(fileIn(copies[which as keyof typeof copies]));
    await expect(checkBackup(from.backup!, [], nothing)).rejects.toThrow(/not as it was written/);
    await expect(checkBackup(from.backup!, identities, nothing)).rejects.toThrow(/not as it was written/);
    const to = at(`to-${randomUUID()}`);
    await expect(restoreTo(to, undefined, from)).rejects.toThrow(/not as it was written/);
    expect(existsSync(to) ? readdirSync(to) : []).toEqual([]);
  });

  it('a missing part of the log of changes is caught', async () => {
    const copy = at(`copy-${randomUUID()}`);
    cpSync(at('backup'), copy, { recursive: true });
    const [first] = readdirSync(path.join(copy, 'wal')).filter((name) => name.endsWith('.json'));
    rmSync(path.join(copy, 'wal', first!));
    await expect(checkBackup({ ...settings.backup!, databaseDir: copy }, [], nothing)).rejects.toThrow(/lacks a part of its log/);
  });
});
