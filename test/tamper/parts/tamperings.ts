import path from 'node:path';
import { FileSigner, gather, leafLogs, verifyLog, verifyTrees, WitnessClient, type TrailLog } from '#src/audit/index';
import { Random } from '../../privacy/support/random.js';
import type { Part, Stage } from '../part.js';
import { SmallTrail } from '../support/small-trail.js';
import { TABLES } from '../support/columns.js';
import { KINDS, tamper, type Tampered, type TamperingKind } from '../support/tampering.js';

/** Small, so that ten thousand verifications are soon done; more than one tile, so that the descent has somewhere to go. */
const RECORDS = 290;
const LOGS = ['events', 'audit'] as const;

const run = async ({ extent, seed, tally, folder, superuserUrl, say }: Stage): Promise<void> => {
  const trail = await SmallTrail.open(await superuserUrl(), path.join(folder, 'tamperings'));
  try {
    const keeper = trail.keeper();
    for (let filled = 0; filled < RECORDS; filled += 58) {
      await trail.fill(Math.min(58, RECORDS - filled));
      await keeper.tick();
    }
    await keeper.stop();
    const lab = new Bench(trail);
    await lab.learn();
    tally.control('an untouched trail is whole', (await lab.verify('events')).length + (await lab.verify('audit')).length === 0);
    const random = new Random(seed);
    for (let n = 0; n < extent.tamperings; n++) {
      const [kind, log] = [KINDS[n % KINDS.length]!, LOGS[Math.floor(n / KINDS.length) % 2]!];
      const { found, tampered } = await lab.tampered(log, kind, random, (done) => lab.verify(log, done));
      tally.tampered += 1;
      if (found.join() === tampered.expected.join()) tally.located += 1;
      else
        tally.failures.push(
          `${kind} of ${log} (${tampered.what}): expected ${tampered.expected.join()}, found ${found.join() || 'nothing'}`,
        );
      if (n % 500 === 499) say(`${n + 1} tamperings, ${tally.located} located`);
    }
    for (const log of LOGS) {
      // Whoever takes the database's word for everything can't see a chain that was computed anew.
      const blind = await lab.tampered(log, 'recomputed', random, () => lab.verify(log, { witness: false, folder: false }));
      tally.control(`a verification of ${log} without witness and folder misses a recomputed chain`, blind.found.length === 0);
      // Nor does one that does not hash anew see a changed byte.
      const lazy = await lab.tampered(log, 'byte', random, () => lab.withoutHashing(log), (column) => column !== 'leaf'); // prettier-ignore
      tally.control(`a verification of ${log} that trusts stored hashes misses a changed byte`, lazy.found.length === 0);
      tally.control(`${log} is whole again after all was rolled back`, (await lab.verify(log)).length === 0);
    }
  } finally {
    await trail.close();
  }
};

class Bench {
  private readonly places: Record<TrailLog, string[]> = { events: [], audit: [] };

  constructor(private readonly trail: SmallTrail) {}

  async learn(): Promise<void> {
    for (const log of LOGS) {
      const { table, place } = TABLES[log];
      const { rows } = await this.trail.superuser.query<{ place: string }>(`SELECT ${place} AS place FROM ${table} ORDER BY ${place}`);
      this.places[log] = rows.map((row) => row.place);
    }
  }

  /** Tampers in a transaction, looks, and takes it back. */
  async tampered(
    log: TrailLog,
    kind: TamperingKind,
    random: Random,
    look: (tampered: Tampered) => Promise<string[]>,
    wanted: (what: string) => boolean = () => true,
  ): Promise<{ readonly found: string[]; readonly tampered: Tampered }> {
    const { superuser: client, settings } = this.trail;
    for (;;) {
      await client.query('BEGIN');
      try {
        const tampered = await tamper(kind, { client, log, places: this.places[log], random, keyFile: settings.keyFile });
        if (wanted(tampered.what)) return { found: await look(tampered), tampered };
      } finally {
        await client.query('ROLLBACK');
      }
    }
  }

  async verify(
    log: TrailLog,
    { witness, folder }: Pick<Tampered, 'witness' | 'folder'> = { witness: true, folder: true },
  ): Promise<string[]> {
    const { findings } = await verifyTrees({ ...this.sources(witness, folder), logs: [log] });
    return findings.map(({ fault, index }) => `${fault} ${index}`);
  }

  /** A planted fault: the stored hash is taken for the hash of what is stored. */
  async withoutHashing(log: TrailLog): Promise<string[]> {
    const testimony = await gather(log, this.sources(true, true));
    const source = leafLogs(this.trail.superuser)[log];
    const { findings } = await verifyLog(
      log,
      {
        ...source,
        strays: () => source.strays(),
        leaves: (...at) => source.leaves(...at),
        records: async (...at) => (await source.records(...at)).map((one) => ({ ...one, computed: one.stored })),
      },
      testimony,
    );
    for (const { close } of testimony.evidence) close?.();
    return findings.map(({ fault, index }) => `${fault} ${index}`);
  }

  private sources(witness: boolean, folder: boolean) {
    const { superuser, settings } = this.trail;
    return {
      client: superuser,
      folder: folder ? settings.folder : undefined,
      signer: new FileSigner(settings.keyFile),
      witnesses: witness ? settings.witnesses.map((one) => new WitnessClient(one)) : [],
    };
  }
}

export const tamperings: Part = {
  name: 'tamperings',
  about: 'bytes, rows, order, ends, old backups and recomputed chains, changed by a superuser; each must be found, at its exact place',
  run,
};
