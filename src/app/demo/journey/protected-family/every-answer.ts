import { randomUUID } from 'node:crypto';
import type { Player } from '../player.js';
import { mother, wilma, WORDS } from './story.js';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema?: { readonly enum?: readonly string[] };
}
interface Document {
  readonly paths: Readonly<Record<string, { readonly get?: { readonly parameters?: readonly Parameter[] } }>>;
}
export type Ids = Readonly<Record<string, string>>;
export interface Found {
  readonly answers: number;
  /** Those that were no refusal. */
  readonly opened: number;
  /** What told where somebody is: the request, never the answer. */
  readonly telling: readonly string[];
}

/** Every read that the API has, by its own document, with the ids of the story where one is asked for. */
const readsOf = ({ paths }: Document, ids: Ids): readonly string[] =>
  Object.entries(paths).flatMap(([path, { get }]) => {
    // A stream of news has no end, and says only that something has changed.
    if (!get || !path.startsWith('/api/') || /\/(events|stream)$/.test(path)) return [];
    const parameters = get.parameters ?? [];
    const value = ({ name, schema }: Parameter): string => ids[name] ?? schema?.enum?.[0] ?? randomUUID();
    const address = path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? randomUUID());
    const asked = parameters.filter((one) => one.in === 'query' && (one.required || one.name in ids));
    const query = asked.map((one) => `${one.name}=${encodeURIComponent(value(one))}`).join('&');
    return [query ? `${address}?${query}` : address];
  });

type Asked = readonly [method: 'GET' | 'POST', path: string, body?: object];

/** Searches by all that is known and all that is hidden, and what can be taken out as a file. */
const searchesAndFiles = ({ recordId, planId }: Ids): readonly Asked[] => {
  const search = (by: object): Asked => ['POST', '/api/v1/people/search', by];
  const extract = { recordId, to: 'self', identity: 'id-document', safe: 'yes' };
  return [
    ...[mother, wilma].flatMap((one) => [
      search({ personNumber: one.personnummer }),
      search({ name: `${one.givenName} ${one.familyName}` }),
    ]),
    ...WORDS.map((word) => search({ name: word })),
    ...['with', 'without'].map((names): Asked => ['POST', `/api/v1/plans/${planId}/paper`, { safe: 'yes', way: 'in-person', names }]),
    ...['json', 'csv'].map((format): Asked => ['POST', `/api/v1/log-extracts/${mother.id}/handovers`, { ...extract, format }]),
  ];
};

/** Asks for everything as one person, and remembers which answers hold a word that tells where: in what they say, or in what a file is called. */
export const everyAnswer = async (player: Player, each: readonly Ids[]): Promise<Found> => {
  const telling: string[] = [];
  let [answers, opened] = [0, 0];
  const document = await player.get<Document>('/docs-json');
  const asked = each.flatMap((ids) => [...readsOf(document, ids).map((path): Asked => ['GET', path]), ...searchesAndFiles(ids)]);
  for (const [method, path, body] of asked) {
    const { status, text, fileName } = await player.raw(method, path, body);
    answers += 1;
    if (status < 300) opened += 1;
    // What was asked for is repeated in no answer: a search for a word that finds nothing holds nothing of it.
    const said = `${text} ${decodeURIComponent(fileName)}`.toLowerCase();
    if (WORDS.some((word) => said.includes(word.toLowerCase()))) telling.push(`${method} ${path.split('?')[0]}`);
  }
  return { answers, opened, telling };
};
