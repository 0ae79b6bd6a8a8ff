import { randomUUID } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import pg from 'pg';
import { demoPersons } from '#config/demo/persons';
import { demoStaff } from '#config/demo/staff';
import { createWorld, type World } from '../support/world.js';
import { asOwner, inEveryEncoding } from './past-the-walls.js';
import { playCase, type PlayedCase } from './played-case.js';
import { BODEN, CARE, OFFICER, REQUESTS, rightfulReaders, WHEREABOUTS, type Words } from './support/rightful.js';
import { readingPosts } from './support/reading-posts.js';
import { ask, askAll, everyAddress, everyPrincipal, sightings, type Answer, type Principal } from './walk.js';

/** A personal number as it may be written: with or without century and hyphen. */
const asWritten = (number: string): RegExp => new RegExp(`${number.slice(2, 8)}[-+]?${number.slice(8)}`);
const numbers = {
  NumberOfExposed: asWritten(demoPersons.exposed.personnummer),
  NumberOfSuspect: asWritten(demoPersons.violenceUser.personnummer),
  NumberOfChild: asWritten(demoPersons.childNine.personnummer),
};
const KNOWN_STAFF = { staffId: [demoStaff.bodenCaseworker.id] };

const post = (world: World, principal: Principal, address: string, body: object): Promise<Answer> =>
  ask(world, principal, address, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
const command = (world: World, principal: Principal, address: string, body: object): Promise<Answer> =>
  ask(world, principal, address, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
  });

describe('a word in each personal field', () => {
  let world: World;
  let played: PlayedCase;
  let hidden: PlayedCase;
  let everyone: Principal[];
  const answers: Answer[] = [];
  const words = (): Record<Words, string | RegExp> => ({ ...played.canaries, ...played.signs, ...numbers });

  beforeAll(async () => {
    world = await createWorld();
    played = await playCase(world, 'A');
    everyone = await everyPrincipal(world);
    const addresses = everyAddress(world, { ...played.parameters, ...KNOWN_STAFF });
    for (const principal of everyone) answers.push(...(await askAll(world, principal, addresses)));
    for (const principal of everyone)
      for (const { address, body } of readingPosts(played)) {
        const answer = await post(world, principal, address, body);
        // What one typed oneself is no news: an answer without hits must not hold it either, so nothing is taken away here.
        answers.push(answer);
      }
  });
  afterAll(() => world?.close());

  it('is asked for by everybody, everywhere', () => {
    expect(new Set(answers.map(({ principal }) => principal)).size).toBe(28);
    expect(answers.length).toBeGreaterThan(2_000);
    expect(answers.filter(({ status, address }) => status >= 500 || (status === 400 && !address.startsWith('/login')))).toEqual([]);
    const streams = answers.filter(({ address, text }) => /events|stream/.test(address) && text.includes('"changed":true'));
    expect(streams.length).toBeGreaterThanOrEqual(4);
  });

  it('is seen by those who have a ground, and by nobody else', () => {
    const seen = sightings(answers, words());
    const readers = Object.fromEntries(
      Object.keys(words()).map((word) => [word, [...new Set((seen.get(word) ?? []).map(({ principal }) => principal))].sort()]),
    );
    expect(readers).toEqual(Object.fromEntries(Object.entries(rightfulReaders()).map(([word, names]) => [word, [...names].sort()])));
  });

  it('is told of by the same search when it does leak (control)', () => {
    const leaky: Answer = { principal: 'shelter-worker', address: '/x', status: 404, text: `instance: ${played.canaries.SafeNote}` };
    expect(sightings([leaky], words()).get('SafeNote')).toEqual([{ principal: 'shelter-worker', address: '/x' }]);
    expect(sightings([{ ...leaky, text: 'nr 900512-2388' }], words()).has('NumberOfExposed')).toBe(true);
  });

  it('comes back in no problem, when it is sent where it does not belong', async () => {
    const { canaries, ids } = played;
    const officer = everyone.find(({ name }) => name === 'police-officer')!;
    const wrong = [
      { recordId: canaries.Address, caseId: ids.caseId, personId: ids.personId, role: canaries.Name, name: canaries.Name },
      { recordId: ids.policeRecord, caseId: ids.caseId, personId: ids.personId, role: 'exposed', name: '', personNumber: canaries.Phone },
    ];
    for (const body of wrong) {
      const answer = await post(world, officer, '/api/v1/people', body);
      expect(answer.status).toBe(400);
      expect([...sightings([answer], words()).keys()]).toEqual([]);
    }
  });

  it('stands in no line of the log', () => {
    expect(world.logged.length).toBeGreaterThan(1_000);
    const lines = [{ principal: 'log', address: '', status: 0, text: world.logged.join('\n') }];
    expect([...sightings(lines, words()).keys()]).toEqual([]);
    for (const id of Object.values(played.ids)) expect(lines[0]!.text).not.toContain(id);
  });

  it('leaves exactly one record of each object that a request was answered with, and one of each denial', async () => {
    const trail = await asOwner<{ correlation_id: string; rows: string }>(
      world,
      `SELECT correlation_id, operation, object_type, object_id, case_id, record_id, outcome, count(*) AS rows FROM audit.records
        WHERE action <> 'command' GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING count(*) > 1`,
    );
    expect(trail).toEqual([]);
    const rows = async () => Number((await asOwner<{ n: string }>(world, 'SELECT count(*) AS n FROM audit.records'))[0]!.n);
    const { caseId, referralId, planId, reportId, personId } = played.ids;
    const once = [
      `cases/${caseId}/chain`,
      `referrals/${referralId}`,
      `plans/${planId}`,
      `police/reports/${reportId}`,
      `people/${personId}`,
    ];
    for (const name of ['police-officer', 'boden-caseworker', 'boden-kin', 'shelter-worker', 'police-liaison', 'boden-supervisor'])
      for (const path of once) {
        const before = await rows();
        const { status } = await ask(
          world,
          everyone.find((one) => one.name === name)!,
          `/api/v1/${path}`,
        );
        expect({ name, path, status, recorded: (await rows()) - before }).toEqual({ name, path, status, recorded: 1 });
      }
  });

  it('is in no table, nor in the files of the database and its log, other than sealed', async () => {
    const tables = await asOwner<{ name: string }>(
      world,
      `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema')`,
    );
    const expected = [
      'es.events',
      'views.persons',
      'audit.records',
      'http.idempotency',
      'organisation.staff',
      'login.sessions',
      'privacy.data_keys',
    ];
    expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(expected));
    const found: string[] = [];
    let rows = 0;
    for (const { name } of tables)
      for (const { row } of await asOwner<{ row: string }>(world, `SELECT t::text AS row FROM ${name} t`)) {
        rows += 1;
        for (const [word, pattern] of Object.entries(inEveryEncoding({ ...played.canaries, ...numbers })))
          if (pattern.test(row)) found.push(`${name}: ${word}`);
      }
    expect(rows).toBeGreaterThan(200);
    // Staff are found by subject; their own numbers are tokens too.
    expect([...new Set(found)]).toEqual([]);
    // Control: what is meant to be open is found by the same search.
    expect(
      (await asOwner<{ row: string }>(world, 'SELECT t::text AS row FROM es.events t')).some(({ row }) => /polis-lulea-lpo/.test(row)),
    ).toBe(true);
    expect(
      inEveryEncoding({ x: played.canaries.Name })['x']!.test(Buffer.from(`  {"name":"${played.canaries.Name}"}`).toString('base64')),
    ).toBe(true);

    const superuser = new pg.Client({ connectionString: process.env['TEST_SUPERUSER_URL'] });
    await superuser.connect();
    await superuser.query('CHECKPOINT');
    const { rows: where } = await superuser.query<{ data_directory: string }>('SHOW data_directory');
    await superuser.end();
    const files = (word: string): string[] => {
      try {
        return execFileSync('grep', ['-rlaF', word, where[0]!.data_directory], {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
        }).split('\n');
      } catch (error) {
        return String((error as { stdout?: string }).stdout ?? '')
          .split('\n')
          .filter(Boolean);
      }
    };
    expect(files('KanarieSafeNote')).toEqual([]);
    expect(files('KanarieAddress')).toEqual([]);
    expect(files(demoPersons.childNine.personnummer.slice(2))).toEqual([]);
    expect(files('coordination.ReferralSent').length).toBeGreaterThan(0);
  });

  describe('of a woman whose registration is protected', () => {
    it('shows no place and no way of contact to anybody, but by a reveal for a stated purpose, which is on the trail', async () => {
      hidden = await playCase(world, 'B', { protection: 'protected-registration' });
      const part = everyone.filter(({ name }) =>
        [...OFFICER, ...REQUESTS, ...BODEN, ...CARE, 'boden-kin', 'boden-supervisor'].includes(name),
      );
      // Her and her case, by every record: the others of a case were asked for above.
      const { caseId, personId } = hidden.ids;
      const addresses = everyAddress(world, { ...hidden.parameters, ...KNOWN_STAFF, caseId: [caseId], personId: [personId] });
      const shown: Answer[] = [];
      for (const principal of part) shown.push(...(await askAll(world, principal, addresses)));
      for (const principal of part)
        for (const { address, body } of readingPosts(hidden)) shown.push(await post(world, principal, address, body));
      const seen = sightings(shown, hidden.canaries);
      expect(seen.get('Name')?.length).toBeGreaterThan(10);
      const leaks = WHEREABOUTS.flatMap((field) =>
        (seen.get(field) ?? []).map(({ principal, address }) => `${field}: ${principal} ${plain(address)}`),
      );
      expect([...new Set(leaks)].sort()).toEqual([]);

      const reveal = { recordId: hidden.ids.policeRecord, purpose: 'Patrull ska skickas till hemmet' };
      const revealing = await Promise.all(everyone.map((one) => post(world, one, `/api/v1/people/${hidden.ids.personId}/reveal`, reveal)));
      expect(revealing.filter(({ status }) => status === 200).map(({ principal }) => principal)).toEqual(OFFICER);
      // Ways of contact; where she is only after a second person, and to whoever asked alone.
      expect([...sightings(revealing, hidden.canaries).get('Phone')!].map(({ principal }) => principal)).toEqual(OFFICER);
      expect(sightings(revealing, hidden.canaries).has('Address')).toBe(false);
      const [officer, second] = ['police-officer', 'police-supervisor'].map((name) => everyone.find((one) => one.name === name)!);
      const openingId = randomUUID();
      const asking = {
        openingId,
        recordId: hidden.ids.policeRecord,
        personId: hidden.ids.personId,
        reason: 'Patrull ska skickas till hemmet',
      };
      expect((await command(world, officer!, '/api/v1/openings/vault', asking)).status).toBe(201);
      expect((await command(world, second!, `/api/v1/openings/${openingId}/approve`, {})).status).toBe(200);
      const opened = await Promise.all(everyone.map((one) => post(world, one, `/api/v1/people/${hidden.ids.personId}/reveal`, reveal)));
      expect([...sightings(opened, hidden.canaries).get('Address')!].map(({ principal }) => principal)).toEqual(OFFICER);
      const reveals = await asOwner<{ outcome: string; n: string }>(
        world,
        `SELECT outcome, count(*) AS n FROM audit.records WHERE action = 'reveal' AND object_id = $1 GROUP BY outcome ORDER BY outcome`,
        [hidden.ids.personId],
      );
      expect(reveals.find(({ outcome }) => outcome === 'allowed')?.n).toBe('2');
      expect(Number(reveals.find(({ outcome }) => outcome === 'denied')?.n)).toBeGreaterThan(5);
    });
  });
});

const plain = (address: string): string => address.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '#');
