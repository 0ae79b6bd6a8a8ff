import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { derivedId } from '#libs/shared-kernel';

/** A command that was answered with success, and where its one event must stand. */
export interface Acknowledged {
  readonly key: string;
  readonly stream: string;
  /** Which command of its stream it was, from 1: each appends exactly one event, so it is the event's revision too. */
  readonly n: number;
  readonly path: string;
  readonly body: object;
  /** The version that the answer told; a repetition must tell the same. */
  readonly etag: string;
}

export interface Answer {
  /** 0: no answer. */
  readonly status: number;
  readonly etag: string;
  readonly replayed: boolean;
  readonly problem: string | undefined;
}

export interface CaseworkersOptions {
  /** Where the app listens now; it may have moved since the last request. */
  readonly url: () => string;
  readonly token: () => Promise<string>;
  readonly count: number;
  /** How long to wait for one answer before the same command is sent again. */
  readonly patienceMs?: number;
}

const FUNCTION = 'boden-mottagning-vald';
const SAFE_CONTACTS = 6;

/**
 * People at work over HTTP, each on records of their own: open, register a person, change how she can be reached, close, reopen. A command without a
 * definite answer is sent again with the same key until it has one, as a client should. What was acknowledged is kept for the reckoning.
 */
export class Caseworkers {
  readonly acknowledged: Acknowledged[] = [];
  /** Answers that should never come. */
  readonly wrong: string[] = [];
  /** Statuses seen, with how often. */
  readonly statuses = new Map<number, number>();
  private working = false;
  private running: Promise<void> = Promise.resolve();
  private waiting: { since: number; done: (at: number) => void }[] = [];

  constructor(private readonly options: CaseworkersOptions) {}

  start(): void {
    this.working = true;
    this.running = Promise.all(Array.from({ length: this.options.count }, (_, number) => this.work(number))).then(() => undefined);
  }

  /** Ends after the command at hand, which goes on until it is acknowledged. */
  async pause(): Promise<void> {
    this.working = false;
    await this.running;
  }

  /** Milliseconds until a command that was first sent after this call is acknowledged. @throws after `patienceMs` */
  async untilNext(patienceMs = 120_000): Promise<number> {
    const since = performance.now();
    const at = await Promise.race([
      new Promise<number>((done) => this.waiting.push({ since, done })),
      sleep(patienceMs, undefined, { ref: false }).then(() => {
        throw new Error(`no command was acknowledged in ${patienceMs} ms`);
      }),
    ]);
    return at - since;
  }

  /** Resolves when so many more are acknowledged. @throws after two minutes */
  async untilMore(count: number): Promise<void> {
    const goal = this.acknowledged.length + count;
    for (const until = Date.now() + 120_000; this.acknowledged.length < goal; await sleep(5)) {
      if (this.wrong.length > 20) throw new Error(`wrong answers: ${this.wrong.slice(0, 3).join('; ')}`);
      if (Date.now() > until) throw new Error(`only ${this.acknowledged.length} of ${goal} commands were acknowledged in two minutes`);
    }
  }

  /** Sends one command once. */
  async send(path: string, body: object, key: string, client = '10.9.9.9'): Promise<Answer> {
    const headers = {
      authorization: `Bearer ${await this.options.token()}`,
      'content-type': 'application/json',
      'idempotency-key': key,
      'x-forwarded-for': client,
    };
    const signal = AbortSignal.timeout(this.options.patienceMs ?? 20_000);
    try {
      const response = await fetch(this.options.url() + path, { method: 'POST', headers, body: JSON.stringify(body), signal });
      const said = (await response.json().catch(() => ({}))) as { type?: string };
      const replayed = response.headers.get('idempotent-replayed') === 'true';
      return { status: response.status, etag: response.headers.get('etag') ?? '', replayed, problem: said.type };
    } catch {
      return { status: 0, etag: '', replayed: false, problem: undefined };
    }
  }

  private async work(number: number): Promise<void> {
    for (let round = 0; this.working; round++) {
      const client = `10.${number}.${Math.floor(round / 250) % 250}.${round % 250}`; // the rate limit counts clients
      for (const command of aRecord()) {
        if (!this.working) return;
        if (!(await this.untilAnswered(command, client))) break;
      }
    }
  }

  /** @returns false when the answer was one that should never come */
  private async untilAnswered(command: Command, client: string): Promise<boolean> {
    for (;;) {
      const sent = performance.now();
      const { status, etag, problem } = await this.send(command.path, command.body, command.key, client);
      this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
      if (status === 200 || status === 201) {
        this.acknowledged.push({ ...command, etag });
        const now = performance.now();
        this.waiting = this.waiting.filter(({ since, done }) => sent < since || (done(now), false));
        return true;
      }
      if (status !== 0 && status !== 503) {
        this.wrong.push(`${command.path} was answered ${status} ${problem ?? ''}`);
        return false;
      }
      await sleep(50);
    }
  }
}

type Command = Omit<Acknowledged, 'etag'>;

/** The commands of one record, in order. */
const aRecord = (): Command[] => {
  const place = { recordId: randomUUID(), caseId: randomUUID() };
  const personId = randomUUID();
  const record = `record-${place.recordId}`;
  const person = `person-${derivedId('person', place.recordId, personId)}`;
  const proposalId = randomUUID();
  const command = (stream: string, n: number, path: string, body: object): Command => ({
    key: randomUUID(),
    stream,
    n,
    path: `/api/v1/${path}`,
    body,
  });
  const reach = (n: number): object => ({
    safeContact: { number: `070-17406${n.toString().padStart(2, '0')}`, hours: `vardagar ${n}`, language: 'svenska' },
  });
  return [
    command(record, 1, 'records', { ...place, functionId: FUNCTION, source: 'own' }),
    command(person, 1, 'people', { ...place, personId, role: 'relative', name: 'Påhittad Person' }),
    ...Array.from({ length: SAFE_CONTACTS }, (_, n) =>
      command(person, n + 2, `people/${personId}/safe-contact`, { ...place, ...reach(n) }),
    ),
    command(record, 2, `records/${place.recordId}/propose-closing`, { proposalId, reason: 'unfounded', outcome: 'unknown' }),
    command(record, 3, `records/${place.recordId}/decline-closing`, { proposalId }),
  ];
};
