import 'reflect-metadata';
import { RequestMethod } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { World } from '../support/world.js';

export interface AppRoute {
  readonly method: string;
  /** As declared: `/workspace/cases/:caseId`. */
  readonly path: string;
}

/** Every route of every controller, pages included: read from the running app, so that a new one is never forgotten. */
export const routesOf = (world: World): AppRoute[] => {
  const scanner = new MetadataScanner();
  const controllers = world.app.get(DiscoveryService, { strict: false }).getControllers();
  return controllers.flatMap(({ instance, metatype }) => {
    if (!instance || !metatype) return [];
    const prototype = Object.getPrototypeOf(instance) as Record<string, object>;
    const bases = many(Reflect.getMetadata('path', metatype));
    return scanner.getAllMethodNames(prototype).flatMap((name) => {
      const handler = prototype[name];
      if (!handler || !Reflect.hasMetadata('path', handler)) return [];
      const method = RequestMethod[Reflect.getMetadata('method', handler) as number] ?? 'GET';
      return bases.flatMap((base) =>
        many(Reflect.getMetadata('path', handler)).map((path) => ({
          method,
          path: `/${[base, path]
            .map((part) => part.replace(/^\/|\/$/g, ''))
            .filter(Boolean)
            .join('/')}`,
        })),
      );
    });
  });
};

const many = (value: unknown): string[] => (Array.isArray(value) ? (value as string[]) : [(value as string | undefined) ?? '']);

/** Each way to fill a route's parameters; `undefined` when one is not known. Parameters are `:name` or `{name}`. */
export const addressesOf = (path: string, parameters: Readonly<Record<string, readonly string[]>>): string[] | undefined => {
  const names = [...path.matchAll(/[:{](\w+)\}?/g)].map(([whole, name]) => ({ whole, name: name ?? '' }));
  return names.reduce<string[] | undefined>(
    (addresses, { whole, name }) => {
      const values = parameters[name];
      return values && addresses?.flatMap((address) => values.map((value) => address.replace(whole, value)));
    },
    [path],
  );
};
