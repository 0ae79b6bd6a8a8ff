import type { OpenAPIObject } from '@nestjs/swagger';
import { addressesOf } from '../app-routes.js';

/** An operation of the OpenAPI document. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly summary?: string;
  readonly requestBody?: { content?: Record<string, { schema?: Schema }> };
  readonly security?: unknown;
  readonly parameters: readonly { in: string; name: string; required?: boolean }[];
}
interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Record<string, Schema>;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly default?: unknown;
  readonly minLength?: number;
}
/** The id to put where a parameter or field of this name stands. */
export type Ids = (name: string) => string;

export const isCommand = ({ method }: Operation): boolean => method !== 'get';

/** Every operation that the document describes. */
export const operationsOf = (document: OpenAPIObject): Operation[] =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Omit<Operation, 'method' | 'path'>>).map(([method, operation]) => ({
      ...operation,
      parameters: operation.parameters ?? [],
      method,
      path,
    })),
  );

const lookUp = (document: OpenAPIObject, ref: string): Schema =>
  ref
    .slice(2)
    .split('/')
    .reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], document) as Schema;

/** The first parts of a schema that a value of it needs, with ids put in where the names are known; undefined for an operation without a body. */
export const bodyOf = (document: OpenAPIObject, operation: Operation, ids: Ids): unknown => {
  const schema = operation.requestBody?.content?.['application/json']?.schema;
  if (!schema) return undefined;
  const fill = (part: Schema, name: string): unknown => {
    if (part.$ref) return fill(lookUp(document, part.$ref), name);
    const variant = part.anyOf?.[0] ?? part.oneOf?.[0];
    if (variant) return fill(variant, name);
    if (part.const !== undefined) return part.const;
    if (part.enum) return part.enum[0];
    if (part.format === 'uuid') return ids(name);
    if (part.format === 'date') return '2026-11-02';
    if (part.format === 'date-time') return '2026-12-02T08:00:00Z';
    if (part.type === 'array') return part.items ? [fill(part.items, name.replace(/s$/, ''))] : [];
    if (part.type === 'boolean') return true;
    if (part.type === 'object' || part.properties)
      return Object.fromEntries(
        (part.required ?? [])
          .filter((key) => part.properties?.[key]?.default === undefined)
          .map((key) => [key, fill(part.properties?.[key] ?? {}, key)]),
      );
    return /function/i.test(name)
      ? 'polis-lulea-kontaktperson'
      : name === 'purpose' || name === 'reason'
        ? 'Hjälp ska skickas'
        : name === 'ground'
          ? 'osl-10-1-consent'
          : 'x';
  };
  return fill(schema, '');
};

/** Where an operation is asked for: its path with ids, and the query that it demands. @throws when a parameter of the path is not declared */
export const addressOf = (operation: Operation, ids: Ids): string => {
  const names = operation.parameters.filter((one) => one.in === 'path').map(({ name }) => name);
  const [address] = addressesOf(operation.path, Object.fromEntries(names.map((name) => [name, [ids(name)]]))) ?? [];
  if (!address) throw new Error(`a parameter of ${operation.path} is not declared`);
  const asked = operation.parameters.filter((one) => one.in === 'query' && one.required).map(({ name }) => `${name}=${ids(name)}`);
  return address + (asked.length > 0 ? `?${asked.join('&')}` : '');
};
