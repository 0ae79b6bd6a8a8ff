import { setTimeout as sleep } from 'node:timers/promises';
import { demoStaff } from '#config/demo/staff';
import { tokenFor } from '#src/login/index';
import { pdfText } from '../support/pdf-text.js';
import type { World } from '../support/world.js';
import { addressesOf, routesOf } from './app-routes.js';

export interface Principal {
  /** `boden-caseworker`; with the duty where a person holds several. */
  readonly name: string;
  readonly staffId: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Everybody in the demonstration county, in each of their duties, with a real token; and nobody at all. */
export const everyPrincipal = async (world: World): Promise<Principal[]> => {
  const found: Principal[] = [{ name: 'nobody', staffId: '', headers: {} }];
  for (const { id, subject, duties } of Object.values(demoStaff)) {
    const authorization = `Bearer ${await tokenFor(world.url, subject)}`;
    for (const duty of duties) {
      const name = subject.replace(/^demo-/, '') + (duties.length > 1 ? `:${duty}` : '');
      found.push({ name, staffId: id, headers: { authorization, 'x-duty': duty } });
    }
  }
  return found;
};

/** The same people with new tokens: those of a long run expire while it lasts. */
export const logInAgain = async (world: World, everyone: readonly Principal[]): Promise<void> => {
  const fresh = new Map((await everyPrincipal(world)).map(({ name, headers }) => [name, headers]));
  for (const principal of everyone) Object.assign(principal.headers, fresh.get(principal.name));
};

export interface Answer {
  readonly principal: string;
  readonly address: string;
  readonly status: number;
  /** Headers and body, everything that left. */
  readonly text: string;
}

/** One request, and all that came back. Of a stream the first event, or what came within a moment. */
export const ask = async (world: World, principal: Principal, address: string, init: RequestInit = {}): Promise<Answer> => {
  const stream = /\/(events|stream)$/.test(address);
  const page = !address.startsWith('/api/');
  const closing = new AbortController();
  const response = await fetch(world.url + address, {
    redirect: 'manual',
    signal: closing.signal,
    ...init,
    headers: {
      ...principal.headers,
      accept: stream ? 'text/event-stream' : page ? 'text/html' : 'application/json',
      ...(stream ? { 'last-event-id': 'long-ago' } : {}),
      ...init.headers,
    },
  });
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
  const body = stream && response.ok ? await firstEvent(response) : await bodyText(response);
  closing.abort();
  return { principal: principal.name, address, status: response.status, text: `${headers}\n\n${body}` };
};

/** What is said to whoever reads it: a PDF is packed, and says nothing to a search of its bytes. */
const bodyText = async (response: Response): Promise<string> =>
  response.headers.get('content-type')?.startsWith('application/pdf')
    ? pdfText(new Uint8Array(await response.arrayBuffer()))
    : response.text();

const firstEvent = async (response: Response): Promise<string> => {
  const reader = response.body?.getReader();
  const first = await Promise.race([reader?.read(), sleep(1_500)]);
  return first?.value ? new TextDecoder().decode(first.value) : '';
};

/** What a route is asked beside its address. A route that is not here is asked plainly. */
const QUERIES: Readonly<Record<string, readonly string[]>> = {
  '/api/v1/police/reports': ['?caseId={caseId}'],
  '/api/v1/interventions': ['?caseId={caseId}'],
  '/workspace/interventions': ['?caseId={caseId}'],
  '/api/v1/proceedings': ['?caseId={caseId}'],
  '/workspace/proceedings': ['?caseId={caseId}'],
  '/workspace/records/new': ['', '?caseId={caseId}'],
  '/api/v1/clocks': ['?caseId={caseId}', '?recordId={recordId}'],
  '/api/v1/social-services/children': ['?caseId={caseId}'],
  '/workspace/social-services/children': ['?caseId={caseId}'],
  '/workspace/social-services/children/:personId': ['?caseId={caseId}'],
  '/workspace/social-services/children/:personId/matches': ['?caseId={caseId}'],
  '/workspace/social-services/concerns/new': ['?caseId={caseId}'],
  '/api/v1/plans': ['?caseId={caseId}'],
  '/api/v1/meetings': ['?caseId={caseId}'],
  '/workspace/cases/:caseId/plan/:planId/compare': ['?earlier=1&later=1'],
  '/api/v1/risk-assessments': ['?caseId={caseId}'],
  '/api/v1/notes': ['?caseId={caseId}'],
  '/api/v1/attachments': ['?caseId={caseId}'],
  '/workspace/cases/:caseId/notes/new': ['?type=police.ReferralOffered', '?type=health-care.ExposureIdentified'],
  '/api/v1/risk-assessments/proposals': ['?caseId={caseId}'],
  '/api/v1/safety-plans': ['?caseId={caseId}'],
  '/api/v1/records': ['?caseId={caseId}'],
  '/workspace/people/new': ['?recordId={recordId}&caseId={caseId}'],
  '/workspace/referrals/new': ['?caseId={caseId}', '?caseId={caseId}&recordId={recordId}'],
  '/workspace/cases/:caseId/risk/new': ['?personId={personId}'],
  '/workspace/cases/:caseId/plan/edit': ['', '?planId={planId}'],
  '/workspace/cases/:caseId/disclosures/new': ['?recipientFunction=vardcentral-boden-kurator&mode=copy', '?recordId={recordId}'],
  '/workspace/openings/emergency': ['?recordId={recordId}'],
  '/workspace/openings/vault': ['?recordId={recordId}&personId={personId}'],
  '/workspace/openings/urgent': ['?recordId={recordId}&personId={personId}'],
  '/workspace/people/:personId/reveal': ['?recordId={recordId}'],
  '/api/v1/referrals': ['?box=inbox', '?box=sent'],
  '/workspace/referrals': ['?box=inbox', '?box=sent'],
  '/api/v1/log-extracts/:personId': ['?recordId={recordId}'],
  '/workspace/people/:personId/log-extract': ['?recordId={recordId}'],
  '/workspace/review/timeline': ['?caseId={caseId}', '?personId={personId}'],
  '/workspace/review/export': ['?caseId={caseId}'],
  '/workspace/cases/:caseId/copy': ['', '?system=cosmic&recordId={recordId}'],
  '/workspace/cases/:caseId/copy/pdf': ['', '?recordId={recordId}'],
  '/api/v1/cases/:caseId/copy-to-record': ['', '?recordId={recordId}'],
  '/workspace/cases/:caseId/consent/new': ['', '?recordId={recordId}'],
  '/workspace/cases/:caseId/disclosures/urgent': ['', '?recordId={recordId}'],
  '/api/v1/cases/:caseId/persons/:personId/why': ['', '?recordId={recordId}'],
  '/workspace/cases/:caseId/who-sees-what/persons/:personId': ['', '?recordId={recordId}'],
  '/api/v1/audit': ['', '?caseId={caseId}', '?outcome=denied'],
};

/** The address of every GET route of the app, pages and streams included, with each known id. @throws when a route's parameter has no value */
export const everyAddress = (world: World, parameters: Readonly<Record<string, readonly string[]>>): string[] =>
  routesOf(world)
    .filter(({ method }) => method === 'GET')
    .flatMap(({ path }) =>
      (QUERIES[path] ?? ['']).flatMap((query) => {
        const addresses = addressesOf(path + query, parameters);
        if (!addresses) throw new Error(`no value for a parameter of ${path}`);
        return addresses;
      }),
    );

/** Asks each address, a few at a time. */
export const askAll = async (world: World, principal: Principal, addresses: readonly string[]): Promise<Answer[]> => {
  const waiting = [...addresses];
  const answers: Answer[] = [];
  const worker = async (): Promise<void> => {
    for (let address = waiting.pop(); address !== undefined; address = waiting.pop()) answers.push(await ask(world, principal, address));
  };
  await Promise.all(Array.from({ length: 6 }, worker));
  return answers;
};

export interface Sighting {
  readonly principal: string;
  readonly address: string;
}

/** Which of the words stand in which answers: `word` → who saw it, and where. */
export const sightings = (answers: readonly Answer[], words: Readonly<Record<string, string | RegExp>>): Map<string, Sighting[]> => {
  const found = new Map<string, Sighting[]>();
  for (const [name, word] of Object.entries(words))
    for (const { principal, address, text } of answers) {
      if (!(typeof word === 'string' ? text.includes(word) : word.test(text))) continue;
      found.set(name, [...(found.get(name) ?? []), { principal, address }]);
    }
  return found;
};
