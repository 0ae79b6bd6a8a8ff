import type { Answer } from '../walk.js';
import type { PlayedCase } from '../played-case.js';
import { rightfulReaders, type Happened, type Words } from './rightful.js';

/** A world among others in one database: its number stands in each of its canaries. */
export interface Played {
  readonly serial: number;
  readonly happened: Happened;
  readonly played: PlayedCase;
}

export const tagOf = (serial: number): string => `W${serial}W`;
const CANARY = /Kanarie([A-Za-z]+?)W(\d+)WZq/g;
/** A personal number as it may be written: with or without century and hyphen. */
const NUMBER = /(\d{6})[-+]?(\d{4})/g;

/** Ids and moments, as they stand in JSON. */
const SIGN = /[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\dT[\d:]{8}[.]\d{3}Z/g;

/** Whose eyes each canary has come before, against who has a ground. */
export class Sightings {
  private readonly numbers = new Map<string, { serial: number; field: Words }>();
  private readonly signs = new Map<string, { serial: number; field: Words }>();
  private readonly seen = new Map<string, Set<string>>();
  private readonly worlds: ReadonlyMap<number, Played>;
  private readonly readers = new Map<string, ReturnType<typeof rightfulReaders>>();
  /** Canaries, each with its reader and channel, that were seen without a ground. */
  leaks = 0;
  /** Rightful readers who did not see theirs. */
  missed = 0;
  readonly told: string[] = [];

  constructor(worlds: readonly Played[]) {
    this.worlds = new Map(worlds.map((one) => [one.serial, one]));
    for (const { serial, happened, played } of worlds) {
      const { exposed, suspect, child } = played.numbers;
      this.numbers.set(suspect.slice(2), { serial, field: 'NumberOfSuspect' }).set(child.slice(2), { serial, field: 'NumberOfChild' });
      for (const [field, sign] of Object.entries(played.signs)) this.signs.set(sign, { serial, field: field as Words });
      // Kin are known by a number that is the same in every world: whose it is cannot be told there.
      if (!happened.kin) this.numbers.set(exposed.slice(2), { serial, field: 'NumberOfExposed' });
    }
  }

  /** @param revealed the answer is to a stated purpose: ways of contact of somebody protected are meant to be in it, for who is assigned
   * @returns which words of some world stood in it */
  note({ principal, address, text }: Pick<Answer, 'principal' | 'address' | 'text'>, revealed = false): ReadonlySet<string> {
    const words = new Set<string>();
    for (const [, field, serial] of text.matchAll(CANARY)) {
      this.sighted(Number(serial), field as Words, principal, address, revealed);
      words.add(String(field));
    }
    for (const [, day, rest] of text.matchAll(NUMBER)) {
      const known = this.numbers.get(`${day}${rest}`);
      if (!known) continue;
      this.sighted(known.serial, known.field, principal, address, revealed);
      words.add(known.field);
    }
    for (const [sign] of text.matchAll(SIGN)) {
      const known = this.signs.get(sign);
      if (!known) continue;
      this.sighted(known.serial, known.field, principal, address, revealed);
      words.add(known.field);
    }
    return words;
  }

  private sighted(serial: number, field: Words, principal: string, address: string, revealed: boolean): void {
    const where = `${serial} ${field}`;
    this.seen.set(where, (this.seen.get(where) ?? new Set()).add(principal));
    const world = this.worlds.get(serial);
    if (world && this.readersOf(world, revealed)[field]?.includes(principal)) return;
    this.leaks += 1;
    this.tell(`${principal} saw ${field} at ${address.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '#')}`, world);
  }

  /** What this reader of the world has a ground to see, and has not seen yet. */
  lacking(serial: number, reader: string): string[] {
    const world = this.worlds.get(serial);
    return world ? this.unseen(world).flatMap((one) => (one.reader === reader ? [one.field] : [])) : [];
  }

  /** Whether every rightful reader has seen his: asked when everybody has asked. */
  complete(): void {
    for (const world of this.worlds.values())
      for (const { reader, field } of this.unseen(world)) {
        this.missed += 1;
        this.tell(`${reader} did not see ${field}`, world);
      }
  }

  /** Worked out once for each world: it is asked for with every word that is seen. */
  private readersOf({ serial, happened }: Played, revealed: boolean): ReturnType<typeof rightfulReaders> {
    const key = `${serial} ${revealed}`;
    const known = this.readers.get(key) ?? rightfulReaders(revealed ? { ...happened, protection: 'none' } : happened);
    this.readers.set(key, known);
    return known;
  }

  private unseen(world: Played): { field: string; reader: string }[] {
    const { serial, happened } = world;
    return Object.entries(this.readersOf(world, false)).flatMap(([field, readers]) =>
      field === 'NumberOfExposed' && happened.kin
        ? []
        : readers.filter((reader) => !this.seen.get(`${serial} ${field}`)?.has(reader)).map((reader) => ({ field, reader })),
    );
  }

  private tell(what: string, world: Played | undefined): void {
    const line = `${what}: world ${JSON.stringify({ ...world?.happened, numbers: undefined })}`;
    if (this.told.length < 12 && !this.told.includes(line)) this.told.push(line);
  }
}
