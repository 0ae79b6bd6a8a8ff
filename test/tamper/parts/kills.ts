import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { startApp, type AppProcess } from '../../faults/support/app-process.js';
import { asSuperuser } from '../../faults/support/connect.js';
import { Lab } from '../../faults/support/lab.js';
import type { Part, Stage } from '../part.js';

const FUNCTION = 'boden-mottagning-vald';
const PERSONS = 24;
const READERS = 6;

/** A person in a record of their own, and how often they were asked for and shown. */
interface Subject {
  readonly recordId: string;
  readonly personId: string;
  sent: number;
  /** Answered with the person: the disclosure has happened. */
  shown: number;
}

/** Kills the app while people read, and holds each disclosure against the trail: as many lines as there were answers, and none without a question. */
const run = async ({ extent, tally, say }: Stage): Promise<void> => {
  const lab = await Lab.open();
  try {
    const dataDir = await lab.home('reads');
    const env = lab.issuer.environment;
    let app: AppProcess = await startApp({ dataDir, env });
    const readers = new Readers(() => app.url, () => lab.issuer.token('demo-boden-caseworker')); // prettier-ignore
    await readers.prepare();
    readers.start(extent.reads);
    for (let kill = 1; kill <= extent.kills; kill++) {
      await readers.until((extent.reads * kill) / (extent.kills + 1));
      await app.kill();
      tally.kills += 1;
      app = await startApp({ dataDir, env });
      if (kill % 10 === 0) say(`${kill} kills, ${readers.shown} disclosures`);
    }
    await readers.end();
    tally.reads += readers.shown;
    tally.failures.push(...readers.wrong);
    const client = await asSuperuser(dataDir);
    const unaccounted = await unaccountedOf(client, readers.subjects);
    tally.unaccounted += unaccounted;
    if (readers.shown < extent.reads) tally.failures.push(`only ${readers.shown} of ${extent.reads} reads were answered`);
    // Planted: a line that is gone, and a line too many. The count must see each.
    const planted = async (text: string, values: unknown[]): Promise<number> => {
      await client.query('BEGIN');
      await client.query(text, values);
      const count = await unaccountedOf(client, readers.subjects);
      await client.query('ROLLBACK');
      return count;
    };
    // One whose every question was answered, so that nothing about it is left open.
    const settled = readers.subjects.find(({ sent, shown }) => sent === shown && shown > 0) ?? readers.subjects[0]!;
    const gone = await planted(
      `DELETE FROM audit.records WHERE number IN (SELECT number FROM audit.records WHERE ${LINES} LIMIT ${1 + settled.sent - settled.shown})`,
      [settled.personId],
    );
    tally.control('a disclosure whose line is gone is seen', gone > unaccounted);
    const twice = await planted(
      `INSERT INTO audit.records SELECT (jsonb_populate_record(r, jsonb_build_object('number', -n, 'audit_id', gen_random_uuid()))).* FROM audit.records r, generate_series(1, ${1 + settled.sent - settled.shown}) n
        WHERE number = (SELECT number FROM audit.records WHERE ${LINES} LIMIT 1)`,
      [settled.personId],
    );
    tally.control('a line without a question is seen', twice > unaccounted);
    await client.end();
    await app.stop();
  } finally {
    await lab.close();
  }
};

const LINES = `action = 'read' AND operation = 'person' AND outcome = 'allowed' AND object_id = $1`;

/** Disclosures without a line, and lines that nobody asked for. A question that was never answered may have left a line: it may not have been lost on the way back only. */
const unaccountedOf = async (client: Client, subjects: readonly Subject[]): Promise<number> => {
  let count = 0;
  for (const { personId, shown, sent } of subjects) {
    const { rows } = await client.query<{ lines: number; ids: number }>(
      `SELECT count(*)::int AS lines, count(DISTINCT correlation_id)::int AS ids FROM audit.records WHERE ${LINES}`,
      [personId],
    );
    const { lines, ids } = rows[0]!;
    count += Math.max(0, shown - lines) + Math.max(0, lines - sent) + (lines - ids);
  }
  return count;
};

class Readers {
  readonly subjects: Subject[] = Array.from({ length: PERSONS }, () => ({
    recordId: randomUUID(),
    personId: randomUUID(),
    sent: 0,
    shown: 0,
  }));
  readonly wrong: string[] = [];
  shown = 0;
  private wanted = 0;
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly url: () => string,
    private readonly token: () => Promise<string>,
  ) {}

  /** @throws when a command is not taken */
  async prepare(): Promise<void> {
    for (const [number, { recordId, personId }] of this.subjects.entries()) {
      const place = { recordId, caseId: randomUUID() };
      await this.command('records', { ...place, functionId: FUNCTION, source: 'own' }, number);
      await this.command('people', { ...place, personId, role: 'relative', name: `Påhittad Person ${number}` }, number);
    }
    // The view has come to the last one.
    for (const until = Date.now() + 30_000; (await this.ask(this.subjects.at(-1)!, 999)) !== 200; await sleep(50))
      if (Date.now() > until) throw new Error('the persons can not be read');
    this.subjects.pop(); // what was asked of it before has left lines
    this.shown = 0;
  }

  start(reads: number): void {
    this.wanted = reads;
    this.running = Promise.all(Array.from({ length: READERS }, (_, number) => this.read(number)));
  }

  /** @throws after five minutes without coming there */
  async until(shown: number): Promise<void> {
    for (const until = Date.now() + 300_000; this.shown < shown; await sleep(5)) {
      if (this.wrong.length > 5) throw new Error(this.wrong[0]);
      if (Date.now() > until) throw new Error(`only ${this.shown} reads were answered`);
    }
  }

  async end(): Promise<void> {
    await this.running;
  }

  private async read(number: number): Promise<void> {
    for (let round = 0; this.shown < this.wanted && this.wrong.length === 0; round++) {
      const subject = this.subjects[(round * READERS + number) % this.subjects.length]!;
      const status = await this.ask(subject, round, number);
      if (status !== 200 && status !== 0 && status !== 503) this.wrong.push(`a read was answered ${status}`);
      if (status !== 200) await sleep(50);
    }
  }

  private async ask(subject: Subject, round: number, number = 9): Promise<number> {
    subject.sent += 1;
    const client = `10.${number}.${Math.floor(round / 200) % 250}.${Math.floor(round / 50_000) % 250}`; // the rate limit counts clients
    try {
      const headers = { authorization: `Bearer ${await this.token()}`, 'x-forwarded-for': client };
      const path = `/api/v1/people/${subject.personId}?recordId=${subject.recordId}`;
      const response = await fetch(this.url() + path, { headers, signal: AbortSignal.timeout(20_000) });
      const body = await response.text();
      if (response.status === 200 && body.includes(subject.personId)) {
        subject.shown += 1;
        this.shown += 1;
      }
      return response.status;
    } catch {
      return 0;
    }
  }

  private async command(path: string, body: object, number: number): Promise<void> {
    const response = await fetch(`${this.url()}/api/v1/${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await this.token()}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
        'x-forwarded-for': `10.8.0.${number}`,
      },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} was answered ${response.status}: ${await response.text()}`);
  }
}

export const kills: Part = {
  name: 'kills',
  about: 'kill -9 of the app while people read; each disclosure has exactly one line in the trail',
  run,
};
