import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { canonicalEvent, leafOf } from '#libs/event-store';
import { auditRowOf, FileSigner, verifyTrees, WitnessClient } from '#src/audit/index';
import { bareHashes } from '#src/app/operator/audit';
import type { Part, Stage } from '../part.js';
import { lineOf, SmallTrail } from '../support/small-trail.js';

const BATCH = 5_000;

const run = async ({ extent, tally, folder, superuserUrl, say }: Stage): Promise<void> => {
  const trail = await SmallTrail.open(await superuserUrl(), path.join(folder, 'rate'));
  try {
    for (let done = 0; done < extent.records; done += BATCH) await batch(trail, done, Math.min(BATCH, extent.records - done));
    await trail.superuser.query(`SELECT setval('es.positions', ${extent.records}), setval('audit.numbers', ${extent.records})`);
    say(`${extent.records} records in each log`);
    const keeper = trail.keeper();
    const sequenced = await timed(() => keeper.tick());
    await keeper.stop();
    say(`sequenced and witnessed at ${Math.round((2 * extent.records) / sequenced.seconds)} records a second`);
    const { settings, database } = trail;
    const verified = await timed(() =>
      verifyTrees({
        client: database.projector,
        folder: settings.folder,
        signer: new FileSigner(settings.keyFile),
        witnesses: settings.witnesses.map((one) => new WitnessClient(one)),
      }),
    );
    if (verified.result.state !== 'whole') tally.failures.push(`${verified.result.findings.length} findings where nothing was touched`);
    const records = verified.result.logs.reduce((sum, log) => sum + log.records, 0);
    tally.verified_per_s = Math.round(records / verified.seconds);
    tally.bare_hash_per_s = bareHashes();
    say(`${records} records verified in ${verified.seconds.toFixed(1)} s`);
  } finally {
    await trail.close();
  }
};

const timed = async <T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly seconds: number }> => {
  const began = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - began) / 1000 };
};

/** Rows as the product writes them, hashes included, put in all at once. */
const batch = async ({ superuser }: SmallTrail, from: number, count: number): Promise<void> => {
  const at = new Date(Date.UTC(2026, 0, 1) + from);
  const numbers = Array.from({ length: count }, (_, n) => from + n);
  const events = numbers.map((number) => {
    const event = {
      id: randomUUID(),
      type: 'social-services.NoteWritten',
      version: 1,
      data: {
        note: {
          sealed: 1,
          key: randomUUID(),
          event: randomUUID(),
          field: 'note',
          version: 1,
          iv: 'AAAAAAAAAAAAAAAA',
          data: 'A'.repeat(160),
        },
      },
      metadata: {
        agency: 'boden',
        unit: 'boden-mottagning',
        staff: randomUUID(),
        duty: 'caseworker',
        record: randomUUID(),
        case: randomUUID(),
        correlation: randomUUID(),
      },
      occurredAt: at,
      recordedAt: at,
    };
    const canonical = canonicalEvent(`rate-${number}`, 1, event);
    return `{"position":${number + 1},"leaf":"${leafOf(canonical)}",${canonical.slice(1)}`;
  });
  await superuser.query(
    `INSERT INTO es.events (position, stream, revision, event_id, type, version, data, metadata, occurred_at, recorded_at, leaf)
     SELECT position, stream, revision, id, type, version, data, metadata, "occurredAt", "recordedAt", decode(leaf, 'hex')
       FROM json_to_recordset($1) AS x(position bigint, stream text, revision bigint, id uuid, type text, version int, data json, metadata json,
                                       "occurredAt" timestamptz, "recordedAt" timestamptz, leaf text)`,
    [`[${events.join(',')}]`],
  );
  await superuser.query('SELECT audit.write($1)', [
    JSON.stringify(numbers.map((number) => auditRowOf({ ...lineOf(number, at), purpose: null }))),
  ]);
};

export const rate: Part = { name: 'rate', about: 'how fast both logs are verified, beside how fast hashing alone is', run };
