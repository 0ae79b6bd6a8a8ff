import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { EventDefinition } from '#libs/shared-kernel';
import { root } from './event-registry.js';
import { samplesOf } from './samples.js';

/** Samples of every event version that may be stored somewhere, by `type@version`. Kept for ever: added to, never changed. */
export type Golden = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

export const goldenFile = path.join(root, 'test/architecture/golden-events.json');
export const readGolden = (): Golden => (existsSync(goldenFile) ? (JSON.parse(readFileSync(goldenFile, 'utf8')) as Golden) : {});

export const keyOf = ({ type, version }: Pick<EventDefinition, 'type' | 'version'>): string => `${type}@${version}`;

/** The kept samples, and new ones for what has none. */
export const withMissing = (golden: Golden, definitions: readonly EventDefinition[]): Golden => {
  const added = definitions
    .filter((definition) => !golden[keyOf(definition)])
    .map((definition) => [keyOf(definition), samplesOf(definition)]);
  const all = { ...golden, ...(Object.fromEntries(added) as Golden) };
  return Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
};

/** One sample a line, so that a change shows which. */
export const printGolden = (golden: Golden): string => {
  const groups = Object.entries(golden).map(
    ([key, samples]) => `  ${JSON.stringify(key)}: [\n${samples.map((sample) => `    ${JSON.stringify(sample)}`).join(',\n')}\n  ]`,
  );
  return `{\n${groups.join(',\n')}\n}\n`;
};
