import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hash } from 'node:crypto';
import path from 'node:path';
import { ALGORITHM, NoteError, parseNote, SigningKey, VerifierKey } from '../note.js';
import { WitnessedLog, type Answer } from './witnessed-log.js';

export interface WitnessOptions {
  /** All of its state: its key, and a folder for each log. */
  readonly dir: string;
  /** Name in its cosignatures. Kept from the first start on. */
  readonly name: string;
  /** Keys of the logs that it witnesses. Without any it takes the first ones that ask, and says so. */
  readonly logs: readonly string[];
  readonly say: (line: string) => void;
  /** Seconds since 1970. */
  readonly now?: () => number;
}

/** A witness that trusts the first logs to come takes no more than these: an installation has two, and two more after a restore. */
const MOST_UNPINNED = 16;
const text = (status: number, body: string): Answer => ({ status, body: `${body}\n` });

/** Cosigns checkpoints of logs that only grow. Needs no database: a folder and a key. */
export class Witness {
  private readonly logs = new Map<string, WitnessedLog>();
  readonly key: SigningKey;
  private readonly pinned: boolean;

  constructor(private readonly options: WitnessOptions) {
    mkdirSync(options.dir, { recursive: true, mode: 0o700 });
    this.key = SigningKey.fromPem(
      this.kept('name', () => options.name).trim(),
      ALGORITHM.cosignature,
      this.kept('key.pem', () => SigningKey.newPem()),
    );
    this.pinned = options.logs.length > 0;
    for (const entry of readdirSync(options.dir)) {
      const file = path.join(options.dir, entry, 'log.vkey');
      if (existsSync(file)) this.add(VerifierKey.parse(readFileSync(file, 'utf8')));
    }
    for (const line of options.logs) this.add(VerifierKey.parse(line));
  }

  /** What the app's WITNESSES setting needs besides the address. */
  get vkey(): string {
    return this.key.verifier.toString();
  }

  /** @param body of C2SP's add-checkpoint: `old <size>`, the proof, a blank line, the checkpoint */
  addCheckpoint(body: string): Answer {
    const parsed = /^old (0|[1-9]\d{0,14})\n((?:[A-Za-z\d+/]{43}=\n){0,63})\n([^]+)/.exec(body);
    if (!parsed) return text(400, 'malformed request');
    const [, old, proof, note] = parsed;
    const hashes = proof!.split('\n').filter(Boolean).map((line) => Buffer.from(line, 'base64')); // prettier-ignore
    return this.about(note!, (log, parsedNote) => log.addCheckpoint(Number(old), hashes, parsedNote));
  }

  /** @param body `leaves <start>`, the leaf hashes in base64, a blank line, the checkpoint */
  addLeaves(body: string): Answer {
    const parsed = /^leaves (0|[1-9]\d{0,14})\n([A-Za-z\d+/]*=*)\n\n([^]+)/.exec(body);
    if (!parsed) return text(400, 'malformed request');
    const [, start, leaves, note] = parsed;
    return this.about(note!, (log, parsedNote) => log.addLeaves(Number(start), Buffer.from(leaves!, 'base64'), parsedNote));
  }

  /** A log introduces itself. Only to a witness that was started without keys of logs. */
  addLog(vkey: string): Answer {
    const key = VerifierKey.parse(vkey);
    if (this.logs.has(key.name))
      return this.logs.get(key.name)!.key.toString() === key.toString()
        ? text(200, 'known')
        : text(403, 'another key is known for this log');
    if (this.pinned || this.logs.size >= MOST_UNPINNED) return text(403, 'this witness does not take new logs');
    this.add(key);
    this.options.say(`Witnessing ${key.name} from now on. Compare its key with what audit:key shows there: ${key.toString()}`);
    return text(200, 'known from now on');
  }

  /** The newest checkpoint that it has cosigned. */
  checkpoint(origin: string): Answer {
    const note = this.logs.get(origin)?.note();
    return note === undefined ? text(404, 'no checkpoint') : { status: 200, body: note };
  }

  hashes(origin: string, level: number, start: number, count: number): Answer {
    const log = this.logs.get(origin);
    return log ? { status: 200, body: log.hashes(level, start, count), type: 'application/octet-stream' } : text(404, 'unknown log');
  }

  close(): void {
    for (const log of this.logs.values()) log.close();
  }

  private about(note: string, then: (log: WitnessedLog, note: ReturnType<typeof parseNote>) => Answer): Answer {
    try {
      const parsed = parseNote(note);
      const log = this.logs.get(parsed.text.split('\n')[0]!);
      return log ? then(log, parsed) : text(404, 'unknown log');
    } catch (error) {
      if (error instanceof NoteError) return text(400, error.message);
      throw error;
    }
  }

  private add(key: VerifierKey): void {
    const known = this.logs.get(key.name)?.key.toString();
    if (known === undefined) this.logs.set(key.name, this.begin(key));
    else if (known !== key.toString()) throw new NoteError(`${key.name} is kept with another key than the one that was given`);
  }

  private begin(key: VerifierKey): WitnessedLog {
    const folder = path.join(this.options.dir, hash('sha256', key.name, 'hex').slice(0, 16));
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(path.join(folder, 'log.vkey'), `${key.toString()}\n`, { mode: 0o600, flush: true });
    return new WitnessedLog(folder, key, this.key, this.options.now ?? (() => Math.floor(Date.now() / 1000)));
  }

  private kept(name: string, make: () => string): string {
    const file = path.join(this.options.dir, name);
    if (!existsSync(file)) writeFileSync(file, make(), { mode: 0o600, flag: 'wx', flush: true });
    return readFileSync(file, 'utf8');
  }
}
