import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FileSigner, verifyTrees, WitnessClient, type TrailVerification, type VerifyOptions } from '#src/audit/index';
import { SmallTrail, startWitness } from './support/small-trail.js';

/** The tree as a whole: both logs, sequencer, signer, witness, verification, against a real database. */
describe('the tree over both logs', () => {
  let folder: string;
  let trail: SmallTrail;
  const verify = (over: Partial<VerifyOptions> = {}): Promise<TrailVerification> =>
    verifyTrees({
      client: trail.superuser,
      folder: trail.settings.folder,
      signer: new FileSigner(trail.settings.keyFile),
      witnesses: trail.settings.witnesses.map((one) => new WitnessClient(one)),
      ...over,
    });
  const said = ({ findings }: TrailVerification): string[] =>
    findings.map(({ log, fault, index, shownBy }) => `${log} ${fault} ${index} ${shownBy}`);
  /** What is done here is taken back. */
  const tampered = async (text: string, values: unknown[] = [], over: Partial<VerifyOptions> = {}): Promise<TrailVerification> => {
    await trail.superuser.query('BEGIN');
    try {
      await trail.superuser.query("SET LOCAL session_replication_role = 'replica'");
      await trail.superuser.query(text, values);
      return await verify(over);
    } finally {
      await trail.superuser.query('ROLLBACK');
    }
  };
  const nth = async (log: 'events' | 'audit', n: number): Promise<string> => {
    const text =
      log === 'events'
        ? 'SELECT position AS at FROM es.events ORDER BY position OFFSET $1 LIMIT 1'
        : 'SELECT number AS at FROM audit.records ORDER BY number OFFSET $1 LIMIT 1';
    return (await trail.superuser.query<{ at: string }>(text, [n])).rows[0]!.at;
  };

  beforeAll(async () => {
    folder = mkdtempSync(path.join(process.env['TEST_RUN_DIR']!, 'trail-'));
    trail = await SmallTrail.open(process.env['TEST_SUPERUSER_URL']!, folder);
    await trail.fill(300);
    const keeper = trail.keeper();
    expect(await keeper.tick()).toBe(true);
    await trail.fill(20);
    await keeper.tick();
    await keeper.stop();
  });
  afterAll(async () => {
    await trail.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is whole when nobody has touched it, and says who witnessed it', async () => {
    const result = await verify();
    expect(said(result)).toEqual([]);
    expect(result).toMatchObject({
      state: 'whole',
      silentWitnesses: [],
      logs: [
        { log: 'events', records: 320, size: 320 },
        { log: 'audit', records: 320, size: 320 },
      ],
    });
    expect(result.logs.map(({ witnessed }) => witnessed?.size)).toEqual([320, 320]);
  });

  it('names a record whose content was changed, by its own hash and by the tree', async () => {
    const at = await nth('events', 17);
    const [finding, ...more] = (
      await tampered(`UPDATE es.events SET data = replace(data::text, 'Anteckning', 'anteckning')::json WHERE position = $1`, [at])
    ).findings;
    expect(finding).toMatchObject({ log: 'events', fault: 'changed', index: 17, place: at });
    expect(finding!.recordId).toMatch(/^[\da-f-]{36}$/);
    expect(more).toEqual([]);
  });

  it.each([
    ['a moment by a microsecond', "at = at + interval '1 microsecond'"],
    ['a person', `person_ids = ARRAY['${randomUUID()}']`],
    ['the stored hash alone', String.raw`leaf = '\x00'::bytea || substr(leaf, 2)`],
    ['the sealed purpose', "purpose = 'nothing'"],
  ])('names a line of the trail when %s was changed', async (_, change) => {
    const at = await nth('audit', 250);
    expect(said(await tampered(`UPDATE audit.records SET ${change} WHERE number = $1`, [at]))).toEqual(['audit changed 250 line']);
  });

  it('names what was deleted, moved and inserted', async () => {
    expect(said(await tampered('DELETE FROM es.events WHERE position = $1', [await nth('events', 5)]))).toEqual([
      'events deleted 5 witness.test',
    ]);
    const [a, b] = [await nth('audit', 40), await nth('audit', 41)];
    expect(
      said(
        await tampered(
          `UPDATE audit.records SET number = -number WHERE number IN (${a}, ${b}); UPDATE audit.records SET number = ${a} + ${b} + number WHERE number < 0`,
        ),
      ),
    ).toEqual(['audit moved 40 witness.test', 'audit moved 41 witness.test']);
    const copy = `INSERT INTO es.events SELECT position, stream || 'x', revision, 'ffffffff-ffff-4fff-bfff-ffffffffffff', type, version, data, metadata, occurred_at, recorded_at, sha256(leaf) FROM es.events WHERE position = $1`;
    expect(said(await tampered(copy, [await nth('events', 9)]))).toEqual(['events inserted 10 witness.test']);
    expect(said(await tampered(copy.replace('SELECT position', 'SELECT 1000000'), [await nth('events', 9)]))).toEqual([
      'events inserted 320 place',
    ]);
    expect(said(await tampered(copy, [await nth('events', 319)]))).toEqual(['events inserted 320 place']);
    expect(said(await tampered(copy.replace('SELECT position', 'SELECT -3'), [await nth('events', 9)]))).toEqual([
      'events inserted 0 witness.test',
    ]);
  });

  it('names where it was cut off, also when the whole database is an older one', async () => {
    const at = await nth('audit', 310);
    expect(said(await tampered('DELETE FROM audit.records WHERE number >= $1', [at]))).toEqual(['audit truncated 310 witness.test']);
    expect(said(await tampered('DELETE FROM audit.records WHERE number >= $1', [at], { witnesses: [] }))).toEqual([
      'audit truncated 310 folder',
    ]);
    // Nothing outside the database is asked: only that it does not hold, not where.
    expect(said(await tampered('DELETE FROM audit.records WHERE number >= $1', [at], { witnesses: [], folder: undefined }))).toEqual([
      'audit unproven 320 checkpoint',
    ]);
  });

  it('is not fooled by a signature that is gone or another', async () => {
    expect(said(await tampered("DELETE FROM tree.checkpoints WHERE log = 'audit'"))).toEqual(['audit unproven 320 checkpoint']);
    const other = path.join(folder, 'other-key.pem');
    expect(said(await verify({ signer: new FileSigner(other), witnesses: [] })).map((one) => one.split(' ')[1])).toEqual([
      'unproven',
      'unproven',
    ]);
  });

  it('is not fooled by a database that says it is another tree', async () => {
    expect(said(await tampered("UPDATE tree.logs SET generation = 2, size = 0, range = '', place = '0'"))).toEqual([
      'events unproven 0 folder',
      'audit unproven 0 folder',
    ]);
    const id = randomUUID();
    expect(said(await tampered('UPDATE tree.installation SET id = $1', [id]))[0]).toMatch(/^events unproven 320 /);
    const unknown = await tampered('UPDATE tree.installation SET id = $1', [id], { folder: undefined });
    expect([unknown.state, unknown.silentWitnesses]).toEqual(['tampered', ['witness.test']]);
  });

  it('goes on after the folder is lost, and refuses to when the database is older than what was signed', async () => {
    const elsewhere = { ...trail.settings, folder: path.join(folder, 'elsewhere') };
    const keeper = trail.keeper(elsewhere);
    await keeper.tick();
    await keeper.stop();
    expect(said(await verify({ folder: elsewhere.folder, witnesses: [] }))).toEqual([]);
    // What a crash may lose of the tree's own state is made again from the records.
    await trail.superuser.query("UPDATE tree.logs SET size = 0, range = '', place = '0'; DELETE FROM tree.checkpoints");
    const after = trail.keeper();
    await after.tick();
    await after.stop();
    expect(said(await verify())).toEqual([]);
    const at = await nth('audit', 310);
    await trail.superuser.query(
      `CREATE TEMP TABLE cut AS SELECT * FROM audit.records WHERE number >= ${at}; DELETE FROM audit.records WHERE number >= ${at};
       CREATE TEMP TABLE state AS SELECT * FROM tree.logs; UPDATE tree.logs SET size = 0, range = '', place = '0' WHERE log = 'audit'`,
    );
    const rolledBack = trail.keeper();
    await expect(rolledBack.tick()).rejects.toThrow('320 records were signed for, and the database has 310');
    await rolledBack.stop();
    await trail.superuser.query(
      `INSERT INTO audit.records SELECT * FROM cut;
       UPDATE tree.logs l SET size = s.size, range = s.range, place = s.place FROM state s WHERE s.log = l.log`,
    );
  });

  it('lets one instance at a time give leaves their places', async () => {
    const [first, second] = [trail.keeper(), trail.keeper()];
    expect(await first.tick()).toBe(true);
    expect(await second.tick()).toBe(false);
    await first.stop();
    expect(await second.tick()).toBe(true);
    await second.stop();
  });

  it('says which witness was silent, and goes on without it', async () => {
    const away = await startWitness(path.join(folder, 'away'), 'witness.away');
    await away.close();
    const witnesses = [...trail.settings.witnesses, { url: away.url, vkey: away.witness.vkey }];
    const keeper = trail.keeper({ ...trail.settings, witnesses });
    await trail.fill(1);
    await keeper.tick();
    await keeper.stop();
    const { rows } = await trail.superuser.query(
      "SELECT witness, size, failure FROM tree.cosignatures WHERE log = 'events' ORDER BY witness",
    );
    expect(rows).toEqual([
      { witness: 'witness.away', size: '0', failure: 'unreachable' },
      { witness: 'witness.test', size: '321', failure: null },
    ]);
    const result = await verify({ witnesses: witnesses.map((one) => new WitnessClient(one)) });
    expect([said(result), result.silentWitnesses]).toEqual([[], ['witness.away']]);
  });

  it('keeps its signing key to itself', () => {
    expect(readFileSync(trail.settings.keyFile, 'utf8')).toContain('PRIVATE KEY');
    const loose = path.join(folder, 'loose.pem');
    writeFileSync(loose, readFileSync(trail.settings.keyFile), { mode: 0o644 });
    return expect(new FileSigner(loose).sign('o', 'o\n0\n')).rejects.toThrow('chmod 600');
  });

  it('has its files where the settings say', () => expect(existsSync(path.join(trail.settings.folder, 'audit', 'checkpoint'))).toBe(true));
});
