import fc from 'fast-check';
import { demoPersons } from '#config/demo/persons';
import type { Principal } from '../walk.js';
import { encoded, hostileParts, hostileValues, rawBodies, wound, wounds } from './hostile.js';
import type { ApiDocument, Operation } from './document.js';
import { fromSchema, idFor, type Dictionary } from './from-schema.js';

/** One request, as it goes over the wire. */
export interface FuzzRequest {
  readonly operation: Operation;
  readonly principal: Principal;
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

export interface Asker {
  readonly principal: Principal;
  /** What this one's questions are made of. */
  readonly reads: Dictionary;
  readonly commands: Dictionary;
}

const HEADERS: fc.Arbitrary<Readonly<Record<string, string>>> = fc.oneof(
  { weight: 12, arbitrary: fc.constant({}) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom(
          'if-match',
          'if-none-match',
          'x-position',
          'last-event-id',
          'x-duty',
          'x-purpose',
          'accept',
          'accept-language',
          'x-forwarded-for',
        ),
        fc.constantFrom(
          '"1"',
          '*',
          'W/"x"',
          'nonsense',
          '-1',
          '9'.repeat(60),
          '%00',
          '\xe5\xe4\xf6',
          "' OR 1=1",
          'en',
          'administrator',
          'text/html',
          '10.0.0.1',
          'x'.repeat(3_000),
        ),
      )
      .map(([name, value]) => ({ [name]: value })),
  },
);
/** A key of its own as a rule; sometimes none, one that was used, or nonsense. */
const KEYS: fc.Arbitrary<Readonly<Record<string, string>>> = fc.oneof(
  { weight: 16, arbitrary: fc.uuid({ version: 4 }).map((key) => ({ 'idempotency-key': key })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Readonly<Record<string, string>>>(
      {},
      { 'idempotency-key': 'used-before-1' },
      { 'idempotency-key': 'x' },
      { 'idempotency-key': 'k'.repeat(300) },
    ),
  },
);

const PARTIES = new Set(['police-officer', 'boden-caseworker', 'region-caseworker', 'police-liaison', 'boden-supervisor', 'boden-on-call']);

/** Requests of everybody to every operation: about half as the document asks for, half with something wrong. */
export const requestsTo = (
  document: ApiDocument,
  operations: readonly Operation[],
  askers: readonly Asker[],
): fc.Arbitrary<FuzzRequest> => {
  // Whoever has a part in the cases comes deeper in: they ask half of the time.
  const within = askers.filter(({ principal }) => PARTIES.has(principal.name));
  const asker = fc.oneof(...[within, askers].filter(({ length }) => length > 0).map((some) => fc.constantFrom(...some)));
  const pairs = fc.tuple(fc.constantFrom(...operations), asker);
  return pairs.chain(([operation, { principal, reads, commands }]) => {
    const command = operation.method !== 'get';
    const asked = command ? commands : reads;
    // Who declares that they are kin of somebody in the case is locked out of it from then on, and rightly.
    const dictionary = operation.path.endsWith('relations') ? { ...asked, personNumbers: [demoPersons.namesake.personnummer] } : asked;
    const headers = command ? fc.tuple(HEADERS, KEYS).map(([some, key]) => ({ ...some, ...key })) : HEADERS;
    return fc
      .tuple(addressOf(document, operation, dictionary), headers, bodyOf(document, operation, dictionary))
      .map(([address, extra, body]) => ({
        operation,
        principal,
        address,
        headers: { accept: operation.streams ? 'text/event-stream' : 'application/json', ...body?.headers, ...extra },
        body: body?.text,
      }));
  });
};

const addressOf = (document: ApiDocument, { path, parameters }: Operation, dictionary: Dictionary): fc.Arbitrary<string> => {
  const inPath = parameters.filter((one) => one.in === 'path');
  const inQuery = parameters.filter((one) => one.in === 'query');
  const part = (name: string): fc.Arbitrary<string> =>
    fc.oneof({ weight: 7, arbitrary: idFor(name, dictionary) }, { weight: 1, arbitrary: hostileParts });
  const query = inQuery.map(({ name, required, schema }) =>
    fc
      .tuple(
        fc.nat(9),
        fc.oneof(
          { weight: 5, arbitrary: fromSchema(document, schema ?? {}, name, dictionary).map((value) => encoded(String(value))) },
          { weight: 1, arbitrary: hostileParts },
        ),
      )
      .map(([chance, value]) => ((required && chance > 0) || chance > 4 ? [`${encodeURIComponent(name)}=${value}`] : [])),
  );
  const strange = fc.oneof(
    { weight: 20, arbitrary: fc.constant<string[]>([]) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        ['__proto__=x'],
        ['x[]=1'],
        ['caseId=a', 'caseId=b'],
        ['constructor[prototype]=x'],
        ['%00=1'],
        ['limit=-1'],
      ),
    },
  );
  return fc.tuple(fc.tuple(...inPath.map(({ name }) => part(name))), fc.tuple(...query), strange).map(([ids, asked, more]) => {
    const filled = inPath.reduce((text, { name }, n) => text.replace(`{${name}}`, () => ids[n]!), path);
    const rest = [...asked.flat(), ...more].join('&');
    return rest ? `${filled}?${rest}` : filled;
  });
};

interface Body {
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

const bodyOf = (
  document: ApiDocument,
  { method, body, operationId }: Operation,
  dictionary: Dictionary,
): fc.Arbitrary<Body | undefined> => {
  if (method === 'get') return fc.constant(undefined);
  const json = (value: unknown): Body => ({ text: JSON.stringify(value), headers: { 'content-type': 'application/json' } });
  const raw = rawBodies.map(({ text, type }): Body => ({ text, headers: { 'content-type': type } }));
  if (!body)
    return fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.oneof(hostileValues.map(json), raw) });
  const valid = fromSchema(document, body, '', dictionary);
  const wounded = fc.tuple(valid, fc.array(wounds, { minLength: 1, maxLength: 2 })).map(([value, some]) => json(some.reduce(wound, value)));
  // The whole register at once: a body that happened to be right would end everybody's employment.
  if (operationId === 'OrganisationApi_provision') return fc.oneof(hostileValues.map(json), raw);
  return fc.oneof({ weight: 10, arbitrary: valid.map(json) }, { weight: 9, arbitrary: wounded }, { weight: 1, arbitrary: raw });
};
