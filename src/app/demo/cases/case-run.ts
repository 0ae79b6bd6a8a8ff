import { demoStaff, type DemoStaffKey } from '#config/demo';
import { derivedId, swedishDate } from '#libs/shared-kernel';
import type { Troupe } from './troupe.js';

const DAY = 86_400_000;
/** More commands than any case has. */
const MOST_COMMANDS = 60;

/** What the store remembers of a case that was played before, wholly or in part. */
export interface Remembered {
  readonly commands: ReadonlySet<string>;
  readonly begunAt: Date | undefined;
}
/** The keys under which a case's commands are remembered, in their order. */
export const commandKeys = (key: string): readonly string[] =>
  Array.from({ length: MOST_COMMANDS }, (_, turn) => derivedId('demo-case', key, 'command', String(turn)));

/** The play is a client like others: what it makes has the ids that a client may choose. */
const asChosen = (id: string): string => `${id.slice(0, 14)}4${id.slice(15)}`;

interface Sending {
  /** Where the version is read that the command rests on. */
  readonly versionOf?: string;
  /** A refusal is what is shown: the answer that is expected instead of success. */
  readonly refusedWith?: number;
}

/**
 * One case while it is played. Every id follows from the case's key and its days count from when it began, so that a play that was cut off goes on where it
 * stopped: what is remembered is not sent again.
 */
export class CaseRun {
  private turn = 0;
  private readonly done: number;
  /** Commands that were sent now. */
  sent = 0;
  private readonly keys: readonly string[];
  private readonly records = new Map<DemoStaffKey, string>();

  constructor(
    private readonly key: string,
    private readonly troupe: Troupe,
    remembered: Remembered,
    private readonly ending: AbortSignal,
    private readonly now: Date,
  ) {
    this.keys = commandKeys(key);
    // A command of several parts is not remembered by its own key; a later one tells that it was done.
    this.done = this.keys.findLastIndex((one) => remembered.commands.has(one));
  }

  id(...names: readonly string[]): string {
    return asChosen(derivedId('demo-case', this.key, ...names));
  }
  get caseId(): string {
    return this.id('case');
  }
  /** A Swedish day, counted from the one on which the case began. */
  day(offset: number): string {
    return swedishDate(new Date(this.now.getTime() + offset * DAY));
  }
  moment(offset: number): string {
    return new Date(this.now.getTime() + offset * DAY).toISOString();
  }
  get begun(): Date {
    return this.now;
  }

  /** The own record of somebody's agency in the case. */
  record(who: DemoStaffKey): string {
    return this.records.get(who) ?? this.id('record', who);
  }
  /** From now on they work in this record. */
  worksIn(who: DemoStaffKey, recordId: string): void {
    this.records.set(who, recordId);
  }
  /** Where something is written: the record and its case. */
  place(who: DemoStaffKey): { readonly recordId: string; readonly caseId: string } {
    return { recordId: this.record(who), caseId: this.caseId };
  }

  /** Sends a command, unless it was done before. @param path computed where it depends on what stands. @throws Error when it is refused, or the app ends */
  async post(
    who: DemoStaffKey,
    path: string | (() => Promise<string>),
    body: object,
    { versionOf, refusedWith }: Sending = {},
  ): Promise<void> {
    const turn = this.turn++;
    if (turn <= this.done) return;
    this.ending.throwIfAborted();
    const version = versionOf ? (await this.troupe.request(who, 'GET', versionOf)).version : undefined;
    const to = typeof path === 'string' ? path : await path();
    this.sent += 1;
    const headers = { 'idempotency-key': this.keys[turn]!, ...(version ? { 'if-match': `"${version}"` } : {}) };
    const { status, body: answer } = await this.troupe.request(who, 'POST', to, body, headers);
    if (refusedWith ? status !== refusedWith : status >= 300)
      throw new Error(`${this.key}: ${demoStaff[who].name} POST ${to}: ${status} ${JSON.stringify(answer)}`);
  }

  get<T>(who: DemoStaffKey, path: string): Promise<T> {
    return this.troupe.get<T>(who, path);
  }
}
