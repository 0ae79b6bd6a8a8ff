import 'reflect-metadata';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { shippedRetention } from '#config/retention';
import { Erasures } from '#libs/privacy';
import { TestClock } from '#libs/shared-kernel';
import { EraseByRule } from '#src/coordination/index';
import { operate } from '../faults/support/app-process.js';
import { playCase, type PlayedCase } from '../privacy/played-case.js';
import { closeRecord } from '../support/close-record.js';
import { environmentOf, killBetweenListAndDestruction } from './broken-off.js';
import { copyKeys, homeIn, provision, type Home, type Running } from './home.js';
import { RunLog } from './run-log.js';
import { openableIn, plainIn } from './scan.js';
import { canariesOf, shownTo, wordsUnder } from './words.js';

const BODEN = 'socialtjanst-boden';
/** Who was shown the words while they stood. */
const WORKERS = ['police-officer', 'boden-caseworker', 'region-caseworker'];
const DAY_MS = 86_400_000;
const NUMBER_OF_CHILD = '1709122384';

/** The rules as shipped, and Boden's standing decision to let them erase adults' records. */
const retentionFile = (folder: string): string => {
  const standingDecisions = [{ agencyId: BODEN, reference: 'SN 2026/1', from: '2026-01-01' }];
  const rules = shippedRetention.rules.map((rule) => (rule.id === 'adult-record' ? { ...rule, standingDecisions } : rule));
  const file = path.join(folder, 'retention.json');
  writeFileSync(file, JSON.stringify({ ...shippedRetention, rules }));
  return file;
};

/** What is to be erased: Boden's records by rule, the police's by command, health care's by a command that is killed half-way. */
interface Played {
  readonly cases: readonly PlayedCase[];
  readonly records: readonly string[];
  readonly keyIds: readonly string[];
  readonly words: Readonly<Record<string, string>>;
}

const play = async (world: Running, count: number): Promise<Played> => {
  const cases: PlayedCase[] = [];
  for (let n = 0; n < count; n++) cases.push(await playCase(world, String.fromCharCode(65 + n)));
  const [jonas, sara] = [await world.api('demo-police-officer'), await world.api('demo-boden-caseworker')];
  const [police, boden] = [await world.api('demo-police-supervisor'), await world.api('demo-boden-supervisor')];
  await world.settle();
  for (const { ids } of cases) {
    await closeRecord(jonas, police, ids.policeRecord);
    await closeRecord(sara, boden, ids.bodenRecord);
  }
  await world.settle();
  const records = cases.flatMap(({ ids }) => [ids.bodenRecord, ids.policeRecord, ids.careRecord]);
  const keys = await world.asSuperuser<{ id: string }>('SELECT key_id AS id FROM privacy.data_keys WHERE record_id = ANY ($1)', [records]);
  const keyIds = keys.map(({ id }) => id);
  return { cases, records, keyIds, words: await wordsUnder(world, new Set(keyIds), canariesOf(cases)) };
};

const keysLeft = async (world: Running, records: readonly string[]): Promise<number> =>
  Number(
    (await world.asSuperuser<{ n: string }>('SELECT count(*) AS n FROM privacy.data_keys WHERE record_id = ANY ($1)', [records]))[0]!.n,
  );

const untilFinal = async (world: Running): Promise<void> => {
  const erasures = world.app.get(Erasures, { strict: false });
  for (let attempt = 0; attempt < 600 && (await erasures.waitingSince()) !== null; attempt++) await sleep(100);
};

class Run {
  readonly log = new RunLog();
  private readonly clock = new TestClock(new Date('2026-11-02T08:00:00Z'));
  private readonly backup: string;
  private readonly keys: string;
  private readonly keysThen: string;
  private readonly rules: string;

  constructor(
    private readonly folder: string,
    private readonly short: boolean,
  ) {
    [this.backup, this.keys, this.keysThen] = ['backup', 'keys', 'keys-then'].map((name) => path.join(folder, name)) as [
      string,
      string,
      string,
    ];
    for (const one of [this.keys, this.keysThen]) mkdirSync(one, { mode: 0o700 });
    this.rules = retentionFile(folder);
  }

  async play(): Promise<void> {
    const home = homeIn(path.join(this.folder, 'home'), this.keys, this.rules);
    const played = await this.before(home);
    await this.erase(home, played);
    await this.search(home, played);
    await this.restore(played);
  }

  /** A world with a word in every field, and a backup of it. */
  private async before(home: Home): Promise<Played> {
    const { log } = this;
    const world = await home.up(this.clock);
    try {
      await provision(world);
      const played = await play(world, this.short ? 1 : 3);
      log.say(`${Object.keys(played.words).length} words under ${played.keyIds.length} keys of ${played.records.length} records`);
      const shown = await shownTo(world, played.cases, played.words, WORKERS);
      const seen = new Set(shown.map((line) => line.split(':')[0]));
      log.say(`${seen.size} of the words are shown to those who work with the cases`);
      log.control('before the erasure the rightful readers are shown the words', seen.size >= Object.keys(played.words).length / 2);
      await world.asSuperuser('CHECKPOINT');
      return played;
    } finally {
      await world.close();
      home.copyTo(this.backup);
      copyKeys(this.keys, this.keysThen);
    }
  }

  private async erase(home: Home, { cases, records, keyIds }: Played): Promise<void> {
    const { log } = this;
    this.clock.advance(5 * 366 * DAY_MS);
    const world = await home.up(this.clock);
    let seconds = 0;
    try {
      const byRule = await log.timed(() => world.app.get(EraseByRule, { strict: false }).run());
      log.expect(
        `by rule: ${byRule.result.length} records of Boden, in ${byRule.seconds.toFixed(1)} s`,
        byRule.result.length === cases.length,
      );
      const boden = cases.map(({ ids }) => ids.bodenRecord);
      log.expect('their keys are gone', (await keysLeft(world, boden)) === 0);
      await world.asSuperuser('CHECKPOINT');
      const survived = openableIn([this.backup, home.dataDir], keyIds, home.settings.keyringFile);
      log.control('without a change of the wrapping key the backup’s keys open still', survived.opened.size > 0);
      seconds = byRule.seconds;
      for (const { ids } of cases) {
        const order = [
          'record:erase',
          '--record',
          ids.policeRecord,
          '--reason',
          'destruction-ordered',
          '--reference',
          'Dom T 1-31',
          '--now',
        ];
        const byCommand = await log.timed(() => operate(order, environmentOf(home)));
        log.say(byCommand.result.trim().split('\n').at(-1)!);
        seconds = Math.max(seconds, byRule.seconds + byCommand.seconds);
      }
      log.expect(
        'no key is left but of the records still to come',
        (await keysLeft(
          world,
          cases.flatMap(({ ids }) => [ids.policeRecord, ids.bodenRecord]),
        )) === 0,
      );
      log.eraseSeconds = seconds;
    } finally {
      await world.close();
    }
    for (const { ids } of cases) {
      await killBetweenListAndDestruction(home, ids.careRecord);
      const next = await home.up(this.clock);
      const left = await keysLeft(next, [ids.careRecord]);
      log.expect('what was killed between the list and the destruction is destroyed at the next start', left === 0);
      await next.close();
    }
    const again = await home.up(this.clock);
    try {
      log.expect('no key of any of them is left', (await keysLeft(again, records)) === 0);
      await untilFinal(again);
      await again.settle();
      const done = await again.asSuperuser<{ n: string }>(`SELECT count(*) AS n FROM es.events WHERE type = 'coordination.RecordErased'`);
      log.expect('each record is recorded as erased, once', Number(done[0]!.n) === records.length);
    } finally {
      await again.close();
    }
  }

  /** Everything that lies on the disk today, and the backup, with the keys that are kept today. */
  private async search(home: Home, { cases, words, keyIds }: Played): Promise<void> {
    const { log } = this;
    const world = await home.up(this.clock);
    try {
      const shown = await shownTo(world, cases, words, WORKERS);
      for (const one of shown) log.say(`SHOWN: ${one}`);
      log.canaries += shown.length;
      log.canaries += plainLines(world.logged);
      await world.asSuperuser('CHECKPOINT');
    } finally {
      await world.close();
    }
    const folders = [home.dataDir, this.backup, this.keys];
    const plain = plainIn(folders, ['Kanarie', NUMBER_OF_CHILD]);
    for (const file of plain) log.say(`IN THE OPEN: ${path.relative(this.folder, file)}`);
    const { bytes, places, opened } = openableIn([home.dataDir, this.backup], keyIds, home.settings.keyringFile);
    log.say(
      `${(bytes / 1e6).toFixed(0)} MB searched; the ids of erased keys stand in ${places} places, and ${opened.size} of ${keyIds.length} keys open`,
    );
    log.expect('erased keys are still found, wrapped, in WAL, dead rows or the backup', places > keyIds.length);
    log.canaries += plain.length + opened.size;
  }

  /** The old backup comes back: with the list, beside whatever keys; and once without it. */
  private async restore({ cases, records, words, keyIds }: Played): Promise<void> {
    const { log } = this;
    const home = (name: string, list: boolean): Home => {
      const [dataDir, keys] = [path.join(this.folder, name), path.join(this.folder, `${name}-keys`)];
      mkdirSync(keys, { mode: 0o700 });
      // The worst case: somebody kept the wrapping keys of that day too.
      copyKeys(this.keysThen, keys, ['keyring.json']);
      if (list) copyKeys(this.keys, keys, ['erasures.list']);
      homeIn(this.backup, keys, this.rules).copyTo(dataDir);
      return homeIn(dataDir, keys, this.rules);
    };
    const restored = home('restored', true);
    const world = await restored.up(this.clock);
    try {
      const back = await keysLeft(world, records);
      const shown = await shownTo(world, cases, words, WORKERS);
      for (const one of shown) log.say(`RESURRECTED: ${one}`);
      await untilFinal(world);
      await world.asSuperuser('CHECKPOINT');
      log.resurrected += back + shown.length + openableIn([restored.dataDir], keyIds, restored.settings.keyringFile).opened.size;
    } finally {
      await world.close();
    }
    const careless = home('careless', false);
    const control = await careless.up(this.clock);
    try {
      const shown = await shownTo(control, cases, words, ['boden-caseworker']);
      log.control('a restore without the list brings the words back', shown.length > 0);
      await control.asSuperuser(`UPDATE views.persons SET school = '"KanariePlanterad"' WHERE record_id = $1`, [records[0]]);
      await control.asSuperuser('CHECKPOINT');
    } finally {
      await control.close();
    }
    log.control('a word in the open in a view is found', plainIn([careless.dataDir], ['Kanarie']).length > 0);
  }
}

const plainLines = (logged: readonly string[]): number => logged.filter((line) => line.includes('Kanarie')).length;

/** Plays it all and prints what was counted. @returns the exit code: 0 only when nothing is left, nothing came back and every control was caught */
export const runErasure = async ({ short = false }: { readonly short?: boolean }): Promise<number> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'insatskedja-erasure-'));
  chmodSync(folder, 0o711); // the database's own account passes through
  const run = new Run(folder, short);
  try {
    await run.play();
  } catch (error) {
    run.log.failures.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
    run.log.say(`FAILED: ${run.log.failures.at(-1)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  process.stdout.write(`${JSON.stringify(run.log)}\n`);
  return run.log.passed ? 0 : 1;
};
