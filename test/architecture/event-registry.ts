import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ContractDefinition, EventDefinition } from '#libs/shared-kernel';

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
const isDefinition = (value: unknown): value is EventDefinition => isObject(value) && 'type' in value && 'version' in value && 'fields' in value;

/** What the files export: definitions by themselves, or in groups. */
const declaredIn = async <D extends EventDefinition>(pattern: RegExp): Promise<Declared<D>[]> => {
  const found: Declared<D>[] = [];
  // One after the other: jest's module loader does not bear two imports of the same file at once.
  for (const file of filesOf(pattern)) {
    const exported = Object.values((await import(pathToFileURL(path.join(root, file)).href)) as Record<string, unknown>);
    const definitions = exported.flatMap((value) => {
      if (isDefinition(value)) return [value];
      return isObject(value) ? Object.values(value).filter(isDefinition) : [];
    });
    for (const definition of new Set(definitions)) found.push({ file, definition: definition as D });
  }
  return found.sort((a, b) => (a.definition.type < b.definition.type ? -1 : 1));
};

/** Every private event that the source declares, wired or not. */
export const declaredEvents = (): Promise<Declared<EventDefinition>[]> => declaredIn(/[.]events[.]ts$/);
/** Every contract event that the source declares. */
export const declaredContracts = (): Promise<Declared<ContractDefinition>[]> => declaredIn(/\/contract\/[^/]+[.]ts$/);
