import { randomUUID } from 'node:crypto';
import type { OpenAPIObject } from '@nestjs/swagger';
import { nothingLike } from '../privacy/support/elsewhere.js';
import { createWorld, type World } from '../support/world.js';
import { playCase, type PlayedCase } from '../privacy/played-case.js';
import { addressOf, bodyOf, isCommand, operationsOf, type Ids, type Operation } from '../privacy/support/operations.js';
import { everyPrincipal, type Principal } from '../privacy/walk.js';

interface Reply {
  readonly status: number;
  /** The body, without the address of this very answer. */
  readonly body: string;
}

const PUBLIC = new Set(['/health/live', '/health/ready']);
/** Commands that say all they need by their address. */
const WITHOUT_BODY = [
  // A form with a file (multipart).
  'post /api/v1/attachments',
  'post /api/v1/interventions/from-plan/{planId}',
  'post /api/v1/log-reviews/{reviewId}/explanation-request',
  'post /api/v1/openings/{openingId}/approve',
  'post /api/v1/openings/{openingId}/end',
  'post /api/v1/organisation/staff/{staffId}/end',
  'post /api/v1/plans/{planId}/agree',
  'post /api/v1/retractions/{relationId}/confirm',
  'post /api/v1/retractions/{relationId}/refuse',
];
const fresh = (): string => randomUUID();

/** Two answers are one and the same when nothing but the instance tells them apart. */
const tellsApart = (one: Reply, other: Reply): boolean => one.status !== other.status || one.body !== other.body;

describe('every operation of the API', () => {
  let world: World;
  let document: OpenAPIObject;
  let operations: Operation[];
  let everyone: Principal[];
  let played: PlayedCase;
  /** Which operations have been sent, by what they were sent for. */
  const exercised = new Map<string, Set<string>>();

  beforeAll(async () => {
    world = await createWorld();
    document = (await (await fetch(`${world.url}/docs-json`)).json()) as OpenAPIObject;
    operations = operationsOf(document);
    everyone = await everyPrincipal(world);
    played = await playCase(world, 'R');
  });
  afterAll(() => world?.close());

  const send = async (
    operation: Operation,
    address: string,
    { as, body, kind, version }: { as?: Principal | undefined; body?: unknown; kind: string; version?: string },
  ): Promise<Reply> => {
    const name = `${operation.method} ${operation.path}`;
    exercised.set(name, (exercised.get(name) ?? new Set()).add(kind));
    const closing = new AbortController();
    const command = isCommand(operation);
    const response = await fetch(world.url + address, {
      method: operation.method.toUpperCase(),
      signal: closing.signal,
      headers: {
        accept: /\/(events|stream)$/.test(operation.path) ? 'text/event-stream' : 'application/json',
        ...as?.headers,
        ...(command ? { 'idempotency-key': randomUUID() } : {}),
        ...(command && body !== undefined ? { 'content-type': 'application/json' } : {}),
        ...(version ? { 'if-match': `"${version}"` } : {}),
      },
      ...(command && body !== undefined ? { body: typeof body === 'string' ? body : JSON.stringify(body) } : {}),
    });
    const streaming = response.headers.get('content-type')?.includes('event-stream') ?? false;
    const text = streaming ? '' : await response.text();
    closing.abort();
    return { status: response.status, body: text.replace(/"instance":"[^"]*"/, '') };
  };

  const bodyFor = (operation: Operation, ids: Ids): unknown => bodyOf(document, operation, ids);

  it('is described in OpenAPI 3.1, with a summary, and with its body where it takes one', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(operations.length).toBeGreaterThan(70);
    expect(operations.filter(({ summary }) => !summary?.trim()).map(({ path }) => path)).toEqual([]);
    const commands = operations.filter(isCommand);
    const bare = commands.filter(({ requestBody }) => !requestBody?.content?.['application/json']?.schema);
    expect(bare.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(WITHOUT_BODY);
    for (const operation of operations) {
      const declared = operation.parameters.filter((one) => one.in === 'path').map(({ name }) => `{${name}}`);
      expect([operation.path, declared.sort()]).toEqual([operation.path, (operation.path.match(/\{\w+\}/g) ?? []).sort()]);
    }
  });

  it('asks who it is', async () => {
    for (const operation of operations) {
      const { status, body } = await send(operation, addressOf(operation, fresh), { kind: 'nobody', body: {} });
      const expected = PUBLIC.has(operation.path) ? 200 : 401;
      expect([operation.method, operation.path, status]).toEqual([operation.method, operation.path, expected]);
      if (expected === 401) expect(body).toContain('urn:insatskedja:problem:not-logged-in');
    }
  });

  it('answers nonsense with 400, 404 or 422, and never breaks', async () => {
    const nonsense: unknown[] = [
      {},
      [],
      '{"cut',
      { ['x'.repeat(300)]: { deep: [null] } },
      null,
      '"just words"',
      { recordId: 7, caseId: {} },
    ];
    const wrongIds = ['not-an-id', '%00', '9'.repeat(80), "'; DROP TABLE es.events; --"];
    const strange: string[] = [];
    const duties = ['police-officer', 'boden-caseworker', 'region-caseworker', 'boden-supervisor', 'administrator'];
    for (const operation of operations.filter(({ path }) => !PUBLIC.has(path))) {
      const asking = duties.map((name) => everyone.find((one) => one.name === name)!);
      // As somebody whom the route is for: to the others it does not exist, whatever they send.
      let as = asking[0]!;
      for (const one of asking) {
        const { status } = await send(
          operation,
          addressOf(operation, () => 'not-an-id'),
          { as: one, body: {}, kind: 'nonsense' },
        );
        if (status === 400) as = one;
      }
      // A route that takes a form with a file takes nothing else: what can be read is of the wrong kind.
      const refusals = operation.path === '/api/v1/attachments' && isCommand(operation) ? [400, 404, 415] : [400, 404, 422];
      for (const [number, body] of isCommand(operation) ? nonsense.entries() : [[0, undefined] as const]) {
        const id = wrongIds[number % wrongIds.length]!;
        const wrong = addressOf(operation, () => encodeURIComponent(id));
        for (const address of new Set([number % 2 ? wrong : addressOf(operation, fresh), ...(number === 0 ? [wrong] : [])])) {
          const { status, body: answer } = await send(operation, address, { as, body, kind: 'nonsense' });
          const read = !isCommand(operation) && status === 200;
          if (!read && !refusals.includes(status)) strange.push(`${status} ${operation.method} ${address} ${JSON.stringify(body)}`);
          if (!read && !answer.includes('urn:insatskedja:problem:')) strange.push(`no problem: ${operation.method} ${address} ${answer}`);
        }
      }
    }
    expect(strange).toEqual([]);
  });

  /** What an outsider gets for the ids of a case that others work with, against ids of nothing. */
  const outsiders = [
    'shelter-worker',
    'boden-kin',
    'prosecutor',
    'county-coordinator',
    'region-nurse',
    'police-liaison',
    'school-counsellor',
    'insurance-officer',
  ];
  /** The liaison does see the requests of the police, and nothing else. */
  const ownTo = (name: string, path: string): boolean => name === 'police-liaison' && path.startsWith('/api/v1/referrals');
  const differences = async (as: Principal, ask: typeof send): Promise<string[]> => {
    const { ids } = played;
    const known: Readonly<Record<string, string>> = {
      ...ids,
      ...{ recordId: ids.bodenRecord, consentId: ids.bodenConsent, interventionId: ids.supportId, disclosureId: ids.standingId },
    };
    const made = new Map<string, string>();
    const unknown = (name: string): string => made.get(name) ?? (made.set(name, nothingLike(known[name] ?? '')), made.get(name)!);
    const real = (name: string): string => known[name] ?? unknown(name);
    const different: string[] = [];
    for (const operation of operations.filter(
      ({ path }) => !PUBLIC.has(path) && !/organisation|me\/relations/.test(path) && !ownTo(as.name, path),
    )) {
      const about = (find: (name: string) => string) => ({ as, body: bodyFor(operation, find), kind: `outsider:${as.name}`, version: 'x' });
      const [one, other] = [
        await ask(operation, addressOf(operation, real), about(real)),
        await ask(operation, addressOf(operation, unknown), about(unknown)),
      ];
      if (tellsApart(one, other))
        different.push(
          `${operation.method} ${operation.path}: ${one.status} ${one.body.slice(0, 160)} | ${other.status} ${other.body.slice(0, 160)}`,
        );
      if (Math.max(one.status, other.status) >= 500) different.push(`5xx ${operation.method} ${operation.path}`);
    }
    return different;
  };

  it.each(outsiders)('tells %s nothing of whether there is such a case', async (name) => {
    const as = everyone.find((one) => one.name === name)!;
    expect(await differences(as, send)).toEqual([]);
  });

  it('would have told, by the same comparison, if one route answered differently (control)', async () => {
    const as = everyone.find(({ name }) => name === 'shelter-worker')!;
    const leaky: typeof send = async (operation, address, about) => {
      const reply = await send(operation, address, about);
      return address.includes(played.ids.planId) && operation.method === 'put' ? { ...reply, status: 403 } : reply;
    };
    expect(await differences(as, leaky)).toEqual([expect.stringMatching(/^put \/api\/v1\/plans\/\{planId\}: 403/)]);
    // And whoever takes part does get another answer.
    const sara = everyone.find(({ name }) => name === 'boden-caseworker')!;
    const found = await differences(sara, (operation, address, about) =>
      isCommand(operation) ? send(operation, addressOf(operation, fresh), { ...about, body: {} }) : send(operation, address, about),
    );
    expect(found.length).toBeGreaterThan(8);
  });

  it('was sent, each of them, in each of these ways', () => {
    const missed = operations.flatMap(({ method, path }) => {
      const kinds = exercised.get(`${method} ${path}`) ?? new Set();
      const wanted = PUBLIC.has(path)
        ? ['nobody']
        : ['nobody', 'nonsense', ...(/organisation|me\/relations/.test(path) ? [] : ['outsider:shelter-worker'])];
      return wanted.filter((kind) => !kinds.has(kind)).map((kind) => `${kind}: ${method} ${path}`);
    });
    expect(missed).toEqual([]);
  });
});
