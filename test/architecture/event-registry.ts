import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ContractDefinition, EventDefinition, Publisher } from '#libs/shared-kernel';

export const root = path.resolve(import.meta.dirname, '../..');

export interface Declared<D> {
  /** The file that declares it, from the root of the project. */
  readonly file: string;
  readonly definition: D;
}

const filesOf = (pattern: RegExp): string[] =>
  readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((file) => `src/${file.replaceAll(path.sep, '/')}`)
    .filter((file) => pattern.test(file))
    .sort();

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isDefinition = (value: unknown): value is EventDefinition =>
  isObject(value) && 'type' in value && 'version' in value && 'fields' in value;

const isPublisher = (value: unknown): value is Publisher => isObject(value) && 'events' in value && typeof value['publish'] === 'function';

/** One after the other: jest's module loader does not bear two imports of the same file at once. */
const exportsOf = async (pattern: RegExp): Promise<{ file: string; exported: unknown[] }[]> => {
  const found: { file: string; exported: unknown[] }[] = [];
  for (const file of filesOf(pattern)) {
    const module = (await import(pathToFileURL(path.join(root, file)).href)) as Record<string, unknown>;
    found.push({ file, exported: Object.values(module) });
  }
  return found;
};

/** What the files export: definitions by themselves, or in groups. */
const declaredIn = async <D extends EventDefinition>(pattern: RegExp): Promise<Declared<D>[]> => {
  const found = (await exportsOf(pattern)).flatMap(({ file, exported }) => {
    const definitions = exported.flatMap((value) => {
      if (isDefinition(value)) return [value];
      return isObject(value) ? Object.values(value).filter(isDefinition) : [];
    });
    return [...new Set(definitions)].map((definition) => ({ file, definition: definition as D }));
  });
  return found.sort((a, b) => (a.definition.type < b.definition.type ? -1 : 1));
};

/** Every private event that the source declares, wired or not. */
export const declaredEvents = (): Promise<Declared<EventDefinition>[]> => declaredIn(/[.]events[.]ts$/);
/** Every contract event that the source declares. */
export const declaredContracts = (): Promise<Declared<ContractDefinition>[]> => declaredIn(/\/contract\/index[.]ts$/);

/** Every decision on what leaves an agency. */
export const declaredPublishers = async (): Promise<Publisher[]> =>
  (await exportsOf(/\/disclosure[.]ts$/)).flatMap(({ exported }) => exported.filter(isPublisher));
