import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { tokenFor } from '#src/login/index';
import { realStart, type RealStart } from '../support/real-start.js';
import { apiPerson, ok, settled } from '../support/world.js';

const MANY = 40;
const HEAD = 'Nr,Vem,Slag,Tel';
const MAPPING = `
id: annat-system
name: Ett annat system
delimiter: ','
columns: { reference: Nr, name: Vem, role: Slag, phone: Tel }
roles: { kvinna: exposed, barn: child, man: violence-user }
`;
const AS = ['--as', 'demo-boden-caseworker', '--function', 'boden-mottagning-vald'];
const DECISION = ['--decision', 'Dnr 2026-114, enhetschefen'];

/** The operator's command as a process of its own, beside the running system. */
describe('import:records', () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'insatskedja-import-'));
  const file = (name: string, ...lines: string[]): string => {
    const at = path.join(dataDir, name);
    writeFileSync(at, lines.join('\n'));
    return at;
  };
  let system: RealStart;
  let database: pg.Client;
  let mapping: string;

  beforeAll(async () => {
    chmodSync(dataDir, 0o711); // the database's own account passes through
    execFileSync(process.execPath, ['-e', "import('./scripts/build.mjs').then(({ buildIfStale }) => buildIfStale())"], { stdio: 'ignore' });
    system = await realStart(dataDir);
    database = new pg.Client({ connectionString: system.embedded!.superuserUrl.replace(/\/postgres$/, '/insatskedja') });
    await database.connect();
    mapping = file('mapping.yaml', MAPPING);
  });
  afterAll(async () => {
    await database?.end();
    await system?.remove();
  });

  const begin = (...options: string[]) => {
    const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], DATA_DIR: dataDir, LOG_LEVEL: 'error' };
    const child = spawn(process.execPath, ['dist/src/cli.js', 'import:records', ...options], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    return {
      child,
      ended: new Promise<{ code: number | null; said: string }>((done) => child.once('close', (code) => done({ code, said }))),
    };
  };
  const run = (...options: string[]) => begin(...options).ended;
  const count = async (from: string): Promise<number> =>
    Number((await database.query<{ n: string }>(`SELECT count(*) AS n FROM ${from}`)).rows[0]!.n);
  const written = async () => [await count('es.events'), await count('audit.records'), await count('http.idempotency')];
  const api = async (subject: string) => apiPerson(system.url, await tokenFor(system.url, subject), undefined);
  const casesOf = async (subject: string): Promise<number> => {
    await settled(system.database);
    return (await ok<{ items: object[] }>((await api(subject)).get('/api/v1/cases'))).items.length;
  };

  it('tried, says by line and column what is wrong and names nobody; nothing is written', async () => {
    const before = await written();
    const lines = [HEAD, 'A1,Ulla Provad,Kvinna,', '', 'A1,Olle Provad,Granne,', 'A2,Dan Provad,Man,070-1'];
    const { code, said } = await run('--file', file('tried.csv', ...lines), '--mapping', mapping, ...AS, '--dry-run');
    expect(said).toContain('Line 4: Slag: Unknown role.');
    expect(said).toContain('Line 2: is left out, another line of the same record is wrong.');
    expect(said).toContain('3 lines: 1 whole records with 1 persons, 0 of them made before. 1 lines are wrong.');
    expect(said).toContain('Nothing was written.');
    expect(said).not.toContain('Provad');
    expect([code, await written()]).toEqual([2, before]);
  });

  it('makes the records in the name of who gets them, and says on the trail that the operator did it', async () => {
    const good = file('good.csv', HEAD, 'B1,Ulla Importerad,Kvinna,', 'B1,Olle Importerad,Barn,', 'B2,Dan Importerad,Man,');
    const first = await run('--file', good, '--mapping', mapping, ...AS, ...DECISION);
    expect(first.said).toContain('2 records were made, 0 were there already, 0 were refused.');
    expect([first.code, await casesOf('demo-boden-caseworker'), await casesOf('demo-lulea-caseworker')]).toEqual([0, 2, 0]);

    const { items } = await ok<{ items: { operation: string; purpose: string | null }[] }>(
      (await api('demo-boden-supervisor')).get('/api/v1/audit?action=command'),
    );
    const imported = items.filter(({ purpose }) => purpose === 'Import av driften: Dnr 2026-114, enhetschefen');
    expect(imported.map(({ operation }) => operation).sort()).toEqual([
      'OpenRecord',
      'OpenRecord',
      'RegisterPerson',
      'RegisterPerson',
      'RegisterPerson',
    ]);

    const before = await written();
    const again = await run('--file', good, '--mapping', mapping, ...AS, ...DECISION);
    expect(again.said).toContain('2 of them made before');
    expect(again.said).toContain('0 records were made, 2 were there already, 0 were refused.');
    expect([again.code, await written()]).toEqual([0, before]);
    const covered = await casesOf('demo-boden-stand-in'); // of whom they stand in for
    const colleague = await run('--file', good, '--mapping', mapping, '--as', 'demo-boden-stand-in', ...AS.slice(2), ...DECISION);
    // Nothing told of hers, nor of whether there are any: the colleague gets records of their own.
    expect(colleague.said).toContain('2 records were made, 0 were there already, 0 were refused.');
    expect([colleague.code, await casesOf('demo-boden-caseworker'), await casesOf('demo-boden-stand-in')]).toEqual([0, 2, 2 + covered]);
  });

  it('goes on where it was killed, and makes nothing twice', async () => {
    const many = Array.from({ length: MANY }, (_, n) => `C${n},Person ${n},Kvinna,`);
    const options = ['--file', file('many.csv', HEAD, ...many), '--mapping', mapping, ...AS, ...DECISION];
    const opened = () => count(`es.events WHERE stream LIKE 'record-%' AND revision = 1`);
    const [before, cases] = [await opened(), await casesOf('demo-boden-caseworker')];
    const { child, ended } = begin(...options);
    while ((await opened()) < before + 5 && child.exitCode === null) await sleep(10);
    child.kill('SIGKILL');
    expect((await ended).code).toBeNull();
    const broken = (await opened()) - before;
    expect(broken).toBeGreaterThanOrEqual(5);
    expect(broken).toBeLessThan(MANY); // else nothing was broken off
    const { code, said } = await run(...options);
    expect(said).toMatch(/[1-9]\d* records were made, [1-9]\d* were there already, 0 were refused/);
    expect([code, (await opened()) - before]).toEqual([0, MANY]);
    expect(await casesOf('demo-boden-caseworker')).toBe(cases + MANY);
  });

  it.each([
    ['someone who opens no records', ['--as', 'demo-boden-supervisor', ...AS.slice(2)], 'neither caseworker nor police officer'],
    ['a function of others', [...AS.slice(0, 2), '--function', 'lulea-mottagning'], 'does not work in the function lulea-mottagning'],
  ])('begins nothing for %s', async (_, who, sentence) => {
    const before = await written();
    const { code, said } = await run('--file', path.join(dataDir, 'good.csv'), '--mapping', mapping, ...who, ...DECISION);
    expect(said).toContain(sentence);
    expect([code, await written()]).toEqual([1, before]);
  });
  it('begins nothing without a decision, or with a mapping that says too little', async () => {
    const good = ['--file', path.join(dataDir, 'good.csv'), ...AS];
    expect(await run(...good, '--mapping', mapping)).toMatchObject({ code: 1, said: expect.stringContaining('--decision') as string });
    const odd = await run(...good, '--mapping', file('odd.yaml', 'id: odd\nname: Udda\ndelimiter: "|"'), ...DECISION);
    expect(odd.code).toBe(1);
    expect(odd.said).toMatch(/The mapping’s delimiter: .+\n.*The mapping’s columns: /);
    expect((await run(...good, '--mapping', 'saknas', ...DECISION)).said).toContain('There is no mapping and no file saknas.');
  });
});
