import { randomUUID } from 'node:crypto';
import type { OpenAPIObject } from '@nestjs/swagger';
import { demoStaff } from '#config/demo/staff';
import { METRICS_TOKEN, type World } from '../../support/world.js';
import { ask, everyAddress, logInAgain, type Answer, type Principal } from '../walk.js';
import { addressOf, bodyOf, isCommand, operationsOf, type Operation } from './operations.js';
import type { Random } from './random.js';
import { readingPosts } from './reading-posts.js';
import { rightfulReaders } from './rightful.js';
import type { Played, Sightings } from './sightings.js';
import { shapesOf, WhereShown } from './where-shown.js';

const AT_ONCE = 8;
/** Tokens expire while a long batch lasts. */
const LOGGED_IN_MS = 240_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;
const ID = /[0-9a-f]{8}-[0-9a-f-]{27}/g;
const GIVES_RIGHTS = /\/(openings|assignments|organisation)(\/|$)/;
const KNOWN_STAFF = { staffId: [demoStaff.bodenCaseworker.id] };

const nameOf = ({ method, path }: Operation): string => `${method} ${path}`;

/** Works through a list, a few at a time. */
const all = async <T>(waiting: T[], work: (one: T) => Promise<void>): Promise<void> => {
  const worker = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await work(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
};

/** Whoever asks does so with a token that holds, however long it takes. @returns to be called before each request */
const keepLoggedIn = (world: World, everyone: readonly Principal[]): (() => Promise<void>) => {
  let renewedAt = 0;
  let renewal = Promise.resolve();
  return () => {
    if (Date.now() - renewedAt > LOGGED_IN_MS) {
      renewedAt = Date.now();
      renewal = logInAgain(world, everyone);
    }
    return renewal;
  };
};

/** Asks a batch of worlds in one database for everything, as everybody, and keeps account of which operations were sent by whom. */
export class Exercise {
  /** `get /api/v1/cases` → who has sent it. */
  private readonly sent = new Map<string, Set<string>>();
  /** Operations that gave somebody what was asked for. */
  private readonly answered = new Set<string>();
  private operations: readonly Operation[] = [];
  private everyone: readonly Principal[] = [];
  private loggedIn = (): Promise<void> => Promise.resolve();
  requests = 0;
  errors = 0;

  /** Of the operations in the OpenAPI document, how many everybody has sent; and the reads among them that were refused to all. */
  count(): { operations: number; exercised: number; left: string[]; refused: string[] } {
    const names = this.everyone.map(({ name }) => name);
    const sent = this.operations.map(nameOf);
    const left = sent.filter((one) => names.length === 0 || !names.every((name) => this.sent.get(one)?.has(name)));
    const reads = this.operations.filter((one) => !isCommand(one)).map(nameOf);
    const refused = reads.filter((one) => !this.answered.has(one));
    return { operations: sent.length, exercised: sent.length - left.length, left, refused };
  }

  /** @param share of the addresses that are asked for in each world but the first, whoever asks */
  async batch(
    world: World,
    everyone: readonly Principal[],
    worlds: readonly Played[],
    random: Random,
    share: number,
    sightings: Sightings,
  ): Promise<void> {
    const document = (await (await fetch(`${world.url}/docs-json`)).json()) as OpenAPIObject;
    this.operations = operationsOf(document);
    this.everyone = everyone;
    this.loggedIn = keepLoggedIn(world, everyone);
    await this.read(world, worlds, random, share, sightings);
    await this.searchAndPreview(world, worlds, random, share, sightings);
    sightings.complete();
    // Then every command: refused to most, and whatever it answers, without a word of what lies behind.
    await this.command(world, document, worlds, random, sightings);
    await noteMetrics(world, sightings);
    noteLog(world, sightings);
    const ids = new Set(worlds.flatMap(({ played }) => Object.values(played.ids)));
    for (const [id] of world.logged.join('\n').matchAll(ID)) if (ids.has(id)) throw new Error('an id of a case stands in the log');
  }

  /** The first world of the database whole, to learn where words are shown; then everybody asks for a share of the others, and each reader goes on, where his words were shown, until all that is his has been seen. */
  private async read(world: World, worlds: readonly Played[], random: Random, share: number, sightings: Sightings): Promise<void> {
    // A path without parameters is meant before one that could be read as it: /referrals/stream.
    const routes = this.operations
      .filter((one) => !isCommand(one))
      .toSorted((a, b) => Number(a.path.includes('{')) - Number(b.path.includes('{')))
      .map((one) => ({ one, pattern: patternOf(one.path) }));
    const where = new WhereShown();
    const send = async (principal: Principal, address: string, shape: string): Promise<void> => {
      const route = routes.find(({ pattern }) => pattern.test(address.split('?')[0]!));
      if (route) this.note(route.one, principal);
      await this.loggedIn();
      where.learn(principal.name, shape, this.keep(await ask(world, principal, address), sightings, { operation: route?.one }));
    };
    const [first, ...others] = worlds.map((one) => ({ ...one, readers: new Set(Object.values(rightfulReaders(one.happened)).flat()) }));
    const whole = everyAddress(world, { ...first!.played.parameters, ...KNOWN_STAFF });
    const shapesOfFirst = shapesOf(whole, first!.played);
    const waiting = this.everyone.flatMap((principal) =>
      (first!.readers.has(principal.name) ? whole : sampled(random, whole, share)).map((address) => ({ principal, address })),
    );
    await all(random.shuffled(waiting), ({ principal, address }) => send(principal, address, shapesOfFirst.get(address)!));

    const turns = others.flatMap(({ serial, played }) => {
      // Lists and empty forms are the same for all worlds of the database: they were asked for.
      const ids = [...Object.values(played.ids), ...Object.values(played.parameters).flat()].filter((id) => UUID.test(id));
      const own = everyAddress(world, { ...played.parameters, ...KNOWN_STAFF }).filter((one) => ids.some((id) => one.includes(id)));
      const shapes = shapesOf(own, played);
      // What has shown a word to somebody is where it would be shown to somebody else.
      const sample = (): string[] => own.filter((one) => random.chance(where.shows(shapes.get(one)!) ? share : share / 4));
      return this.everyone.map((principal) => async (): Promise<void> => {
        const left = new Set(random.shuffled(own));
        const next = async (address: string): Promise<void> => {
          left.delete(address);
          await send(principal, address, shapes.get(address)!);
        };
        for (const address of sample()) await next(address);
        const lacking = (): string[] => sightings.lacking(serial, principal.name);
        for (let words = lacking(); words.length > 0 && left.size > 0; words = lacking())
          await next(where.best(principal.name, left, shapes, words) ?? [...left][0]!);
      });
    });
    await all(random.shuffled(turns), (turn) => turn());
  }

  private async searchAndPreview(
    world: World,
    worlds: readonly Played[],
    random: Random,
    share: number,
    sightings: Sightings,
  ): Promise<void> {
    const waiting = worlds.flatMap(({ played, happened }) => {
      const readers = new Set(Object.values(rightfulReaders(happened)).flat());
      return this.everyone.flatMap((principal) => {
        const posts = readingPosts(played);
        return (readers.has(principal.name) ? posts : random.some(posts, share)).map((one) => ({ principal, ...one }));
      });
    });
    await all(waiting, async ({ principal, address, body }) => {
      await this.loggedIn();
      this.keep(await post(world, principal, address, body), sightings);
    });
  }

  private async command(
    world: World,
    document: OpenAPIObject,
    worlds: readonly Played[],
    random: Random,
    sightings: Sightings,
  ): Promise<void> {
    const waiting = this.operations.filter(isCommand).flatMap((operation) => this.everyone.map((principal) => ({ operation, principal })));
    const send = async ({ operation, principal }: { operation: Operation; principal: Principal }): Promise<void> => {
      const { parameters, ids } = random.pick(worlds).played;
      const id = (name: string): string => {
        const known = parameters[name] ?? (ids as Record<string, string>)[name];
        return typeof known === 'string' ? known : known && known.length > 0 ? random.pick(known) : randomUUID();
      };
      this.note(operation, principal);
      await this.loggedIn();
      const body = bodyOf(document, operation, id);
      const address = addressOf(operation, id);
      const answer = await post(world, principal, address, body, operation.method);
      this.keep(answer, sightings, { operation, revealed: address.endsWith('/reveal') });
    };
    // What gives a right comes last: a paper that is asked for after an emergency opening is rightly shown.
    const gives = ({ operation }: { operation: Operation }): boolean => GIVES_RIGHTS.test(operation.path);
    await all(random.shuffled(waiting.filter((one) => !gives(one))), send);
    await all(random.shuffled(waiting.filter(gives)), send);
  }

  private note(operation: Operation, { name }: Principal): void {
    const sent = nameOf(operation);
    this.sent.set(sent, (this.sent.get(sent) ?? new Set()).add(name));
  }

  /** @returns which words of some world stood in it */
  private keep(
    answer: Answer,
    sightings: Sightings,
    { operation, revealed = false }: { operation?: Operation | undefined; revealed?: boolean } = {},
  ): ReadonlySet<string> {
    this.requests += 1;
    if (operation && answer.status < 300) this.answered.add(nameOf(operation));
    if (answer.status >= 500) {
      this.errors += 1;
      if (sightings.told.length < 12) sightings.told.push(`${answer.status} to ${answer.principal} at ${answer.address.replace(ID, '#')}`);
    }
    return sightings.note(answer, revealed);
  }
}

/** What the operator's monitoring is told. @throws when it is told nothing */
const noteMetrics = async (world: World, sightings: Sightings): Promise<void> => {
  const response = await fetch(`${world.url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
  const text = await response.text();
  if (!response.ok || !text.includes('insatskedja_append_seconds_count'))
    throw new Error(`the metrics were not read: ${response.status} ${text.slice(0, 200)}`);
  sightings.note({ principal: 'monitoring', address: '/metrics', text });
};

/** Every line that the app has logged. @throws when it has logged none */
export const noteLog = ({ logged }: Pick<World, 'logged'>, sightings: Sightings): void => {
  if (logged.length === 0) throw new Error('the app has logged nothing: there was no log to look at');
  sightings.note({ principal: 'log', address: 'log', text: logged.join('\n') });
};

const post = (world: World, principal: Principal, address: string, body: unknown, method = 'POST'): Promise<Answer> =>
  ask(world, principal, address, {
    method: method.toUpperCase(),
    headers: { 'idempotency-key': randomUUID(), 'if-match': '"x"', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

const patternOf = (path: string): RegExp => new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`);

/** A share of the addresses, with at least one of each route. */
const sampled = (random: Random, addresses: readonly string[], share: number): string[] => {
  const routes = new Map<string, string[]>();
  for (const address of addresses) {
    const route = address.replace(ID, '#');
    routes.set(route, [...(routes.get(route) ?? []), address]);
  }
  return [...routes.values()].flatMap((ones) => {
    const taken = random.some(ones, share);
    return taken.length > 0 ? taken : [random.pick(ones)];
  });
};
