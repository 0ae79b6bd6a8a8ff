import { randomUUID } from 'node:crypto';
import { demoPersons } from '#config/demo/persons';
import type { World } from '../support/world.js';

const DAY = 86_400_000;
/** When the world of these journeys is, and stays. */
export const NOW = Date.parse('2026-11-02T08:00:00Z');
export const INVALID = { status: 400, type: 'invalid-input' };
export const PREFIX = 'urn:insatskedja:problem:';
/** Words of programs, which no caseworker should have to read. */
export const JARGON = /undefined|null|zod|schema|regex|JSON|SQL|stack|Error|Exception|\bstring\b|\bobject\b|expected/i;

export interface Request {
  readonly path: string;
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Nobody is logged in. */
  readonly anonymous?: boolean;
}
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly rule?: string;
  readonly errors?: { path: string; message: string }[];
  readonly current?: Record<string, unknown>;
  readonly instance?: string;
}
export interface Expected {
  readonly status: number;
  readonly type: string;
  /** What the caseworker reads, title, detail or message at the field, in Swedish and in English. */
  readonly sv: string;
  readonly en: string;
  readonly field?: string;
}

export const at = { recordId: randomUUID(), caseId: randomUUID() };
export const foreign = { recordId: randomUUID(), caseId: at.caseId };
export const [personId, foreignPerson, consentId, planId, goalId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID(), randomUUID()];
export const day = (offset: number): string => new Date(NOW + offset * DAY).toISOString().slice(0, 10);
export const moment = (offset: number): string => new Date(NOW + offset * DAY).toISOString();

export const person = (change: object = {}) => ({
  ...at,
  personId: randomUUID(),
  role: 'relative',
  name: 'Anna Prov',
  personNumber: demoPersons.namesake.personnummer,
  ...change,
});
export const line = (change: object = {}) => ({
  lineId: randomUUID(),
  goalId,
  kind: 'counselling',
  responsibleFunction: 'boden-mottagning-vald',
  dueOn: day(10),
  ...change,
});
export const content = (change: object = {}) => ({
  goals: [{ goalId, goal: 'Hon är trygg' }],
  lines: [line()],
  leaderFunction: 'boden-mottagning-vald',
  participation: 'took-part',
  ...change,
});
export const plan = (change: object = {}) => ({ ...at, planId: randomUUID(), personId, ...content(), ...change });
export const disclosure = (change: object = {}) => ({
  ...at,
  ...{ disclosureId: randomUUID(), recipientFunction: 'vardcentral-boden-kurator', mode: 'standing', classes: ['plan'], purpose: 'plan' },
  ...{ ground: 'osl-10-1-consent', consentId, personIds: [personId], until: moment(60) },
  ...change,
});
export const people = (body: unknown, headers: Request['headers'] = {}): Request => ({ path: '/api/v1/people', body, headers });

export const assessment = () => ({
  ...{
    assessmentId: randomUUID(),
    personId: foreignPerson,
    occasion: 'first-contact',
    instrument: 'norrsken',
    answers: {},
    level: 'low',
  },
  ...{ assessedOn: day(0), reviewOn: day(30) },
});

/** Each request about what is another agency's, and the same about nothing at all. */
export const theirsAndNobodys = (): [Request, Request][] => [
  [
    { path: `/api/v1/people/${foreignPerson}`, method: 'GET' },
    { path: `/api/v1/people/${randomUUID()}`, method: 'GET' },
  ],
  [
    { path: `/api/v1/records/${foreign.recordId}/people`, method: 'GET' },
    { path: `/api/v1/records/${randomUUID()}/people`, method: 'GET' },
  ],
  [people(person({ ...foreign })), people(person({ recordId: randomUUID(), caseId: randomUUID() }))],
  [
    { path: '/api/v1/risk-assessments', body: { ...foreign, ...assessment() } },
    { path: '/api/v1/risk-assessments', body: { recordId: randomUUID(), caseId: randomUUID(), ...assessment() } },
  ],
  [
    { path: `/api/v1/disclosures/preview`, body: disclosure({ ...foreign }) },
    { path: `/api/v1/disclosures/preview`, body: disclosure({ recordId: randomUUID(), caseId: randomUUID() }) },
  ],
  [
    { path: `/api/v1/people/${foreignPerson}/reveal`, body: { recordId: foreign.recordId, purpose: 'Hjälp ska skickas' } },
    { path: `/api/v1/people/${randomUUID()}/reveal`, body: { recordId: randomUUID(), purpose: 'Hjälp ska skickas' } },
  ],
];

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly problem: Problem;
}

/** Sends as one person, and judges refusals. */
export const speaker = (world: World, token: string) => {
  const send = async ({ path, method = 'POST', body, headers = {}, anonymous = false }: Request, lang = 'sv'): Promise<Answer> => {
    const all = {
      accept: 'application/json',
      'accept-language': lang,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      ...(anonymous ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    };
    const response = await fetch(world.url + path, {
      method,
      redirect: 'manual',
      headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Record<string, string>,
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed = response.headers.get('content-type')?.includes('json') ? (JSON.parse(text) as Problem) : ({} as Problem);
    return { status: response.status, headers: response.headers, text, problem: parsed };
  };
  const stored = async (): Promise<string> =>
    (await world.database.app.query<{ n: string }>('SELECT count(*) AS n FROM es.events')).rows[0]!.n;

  /** Refused in both languages, by a stable type, in words for people, and nothing is written. Then the corrected request succeeds. */
  const refuses = async (wrong: Request, expected: Expected, corrected?: Request): Promise<Problem> => {
    const before = await stored();
    const [sv, en] = [await send(wrong, 'sv'), await send(wrong, 'en')];
    for (const [answer, words] of [
      [sv, expected.sv],
      [en, expected.en],
    ] as const) {
      const { problem } = answer;
      expect({ status: answer.status, type: problem.type }).toEqual({ status: expected.status, type: PREFIX + expected.type });
      expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      const said = [problem.title, problem.detail, ...(problem.errors ?? []).map(({ message }) => message)].filter(Boolean).join(' ');
      expect(said).toContain(words);
      expect(said.replace(/Idempotency-Key|If-Match/g, '')).not.toMatch(JARGON);
      if (expected.field) expect(problem.errors?.map(({ path }) => path)).toEqual([expected.field]);
    }
    expect(await stored()).toBe(before);
    if (corrected) expect((await send(corrected)).status).toBeLessThan(300);
    return sv.problem;
  };
  return { send, stored, refuses };
};
export type Speaker = ReturnType<typeof speaker>;
