import type { PlayedCase } from '../played-case.js';

const ID = /[0-9a-f]{8}-[0-9a-f-]{27}/g;

/** Addresses of a played case by what their ids are called in it: the same address in another case has the same shape. */
export const shapesOf = (addresses: readonly string[], { ids, parameters }: PlayedCase): ReadonlyMap<string, string> => {
  const names = new Map([
    ...Object.entries(parameters).flatMap(([name, all]) => all.map((id, index): [string, string] => [id, `${name}-${index}`])),
    ...Object.entries(ids).map(([name, id]): [string, string] => [id, name]),
  ]);
  return new Map(addresses.map((address) => [address, address.replace(ID, (id) => names.get(id) ?? '#')]));
};

/** Which words an address of a shape has shown, in any case, and to whom: what one looks for in another is asked for there first. */
export class WhereShown {
  private readonly toAnybody = new Map<string, Set<string>>();
  private readonly toOne = new Map<string, Set<string>>();

  learn(reader: string, shape: string, words: ReadonlySet<string>): void {
    if (words.size === 0) return;
    add(this.toAnybody, shape, words);
    add(this.toOne, `${reader} ${shape}`, words);
  }
  shows(shape: string): boolean {
    return this.toAnybody.has(shape);
  }
  /** Of the addresses that are left, one that has shown this reader most of what is lacking, or else anybody; undefined when none has. */
  best(reader: string, left: Iterable<string>, shapes: ReadonlyMap<string, string>, lacking: readonly string[]): string | undefined {
    const all = [...left].map((address) => ({ address, shape: shapes.get(address) ?? '' }));
    return (
      mostOf(all, lacking, ({ shape }) => this.toOne.get(`${reader} ${shape}`)) ??
      mostOf(all, lacking, ({ shape }) => this.toAnybody.get(shape))
    )?.address;
  }
}

const add = (map: Map<string, Set<string>>, key: string, words: ReadonlySet<string>): void => {
  map.set(key, new Set([...(map.get(key) ?? []), ...words]));
};

const mostOf = <T>(all: readonly T[], lacking: readonly string[], wordsOf: (one: T) => ReadonlySet<string> | undefined): T | undefined => {
  let [best, most] = [undefined as T | undefined, 0];
  for (const one of all) {
    const words = wordsOf(one);
    const count = words ? lacking.filter((word) => words.has(word)).length : 0;
    if (count > most) [best, most] = [one, count];
  }
  return best;
};
