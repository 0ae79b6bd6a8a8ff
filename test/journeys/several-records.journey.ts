import { randomUUID } from 'node:crypto';
import supertest from 'supertest';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const FUNCTION = 'boden-mottagning-vald';
const ELSEWHERE = 'person utanför er akt';

interface Chain {
  readonly record: { readonly recordId: string };
  readonly persons: readonly { readonly personId: string; readonly recordId: string }[];
  readonly gaps: readonly { readonly kind: string; readonly thingId: string }[];
}

/** A mother and her two children with one worker: three records in one case, each of its own, and pages that know all of them. */
describe('several own records in one case', () => {
  let world: World;
  let sara: ApiPerson;
  let cookie: string;
  const caseId = randomUUID();
  const mother = { recordId: randomUUID(), personId: randomUUID(), name: 'Linda Prov' };
  const elder = { recordId: randomUUID(), personId: randomUUID(), name: 'Saga Prov' };
  const younger = { recordId: randomUUID(), personId: randomUUID(), name: 'Tor Prov' };
  const everybody = [mother, elder, younger];

  const headers = () => ({ cookie, accept: 'text/html', origin: world.url, 'sec-fetch-site': 'same-origin' });
  const page = async (path: string): Promise<{ status: number; text: string }> => supertest(world.url).get(path).set(headers());
  const here = (rest = '') => `/workspace/cases/${caseId}${rest}`;
  const hidden = (text: string): Record<string, string> =>
    Object.fromEntries(
      [...text.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([tag]) => [
        /name="([^"]*)"/.exec(tag)?.[1] ?? '',
        /value="([^"]*)"/.exec(tag)?.[1] ?? '',
      ]),
    );
  /** The persons that a form offers to choose, by name. */
  const offered = (text: string, field: string): string[] => {
    const at = text.indexOf(`name="${field}"`);
    return everybody.map(({ name }) => name).filter((name) => text.slice(at, at + 4_000).includes(`${name} (`));
  };

  beforeAll(async () => {
    world = await createWorld();
    [sara, cookie] = [await world.api('demo-boden-caseworker'), await world.cookie('demo-boden-caseworker')];
    // The children first: which record a page starts from is not which came first.
    for (const { recordId, personId, name } of [elder, younger])
      await ok(
        sara.post('/api/v1/social-services/concerns', {
          ...{ concernId: randomUUID(), recordId, caseId, functionId: FUNCTION, source: 'private-person', channel: 'phone' },
          ...{ worries: ['witnessed-violence'], child: { personId, name } },
        }),
      );
    const place = { recordId: mother.recordId, caseId };
    await ok(sara.post('/api/v1/records', { ...place, functionId: FUNCTION, source: 'own' }));
    await ok(sara.post('/api/v1/people', { ...place, personId: mother.personId, role: 'exposed', name: mother.name }));
    await world.settle();
  });
  afterAll(() => world?.close());

  it('stand in the list by whom each is about', async () => {
    const { text } = await page('/workspace/cases');
    for (const { name } of everybody) expect(text).toContain(name);
    expect(text).not.toContain('Ingen person registrerad');
  });

  it('are one case: it starts from hers, knows all persons, and misses an assessment of each child', async () => {
    const { record, persons, gaps } = await ok<Chain>(sara.get(`/api/v1/cases/${caseId}/chain`));
    expect(record.recordId).toBe(mother.recordId);
    expect(persons.map(({ personId, recordId }) => ({ personId, recordId }))).toEqual(
      expect.arrayContaining(everybody.map(({ personId, recordId }) => ({ personId, recordId }))),
    );
    const unassessed = gaps.filter(({ kind }) => kind === 'child-not-assessed').map(({ thingId }) => thingId);
    expect(unassessed.toSorted()).toEqual([elder.personId, younger.personId].toSorted());
    const { text } = await page(here());
    expect(text).toContain(`Gäller ${elder.name} (barn)`);
    expect(text).toContain(`Gäller ${younger.name} (barn)`);
    expect(text).not.toContain(ELSEWHERE);
  });

  it('of somebody who works with one alone stay one: the others do not show', async () => {
    const only = { recordId: randomUUID(), caseId: randomUUID(), personId: randomUUID() };
    await ok(sara.post('/api/v1/records', { recordId: only.recordId, caseId: only.caseId, functionId: FUNCTION, source: 'own' }));
    await ok(sara.post('/api/v1/people', { ...only, role: 'exposed', name: 'Ensam Prov' }));
    await world.settle();
    const { text } = await page(`/workspace/cases/${only.caseId}/consent/new`);
    expect(text).not.toContain('Ur vilken akt');
    expect(hidden(text)['recordId']).toBe(only.recordId);
  });

  it.each([
    ['consent', () => here('/consent/new'), '?'],
    ['a disclosure', () => here('/disclosures/new'), '?'],
    ['a disclosure under Akut', () => here('/disclosures/urgent'), '?'],
    ['a request', () => `/workspace/referrals/new?caseId=${caseId}`, '&'],
  ])('give the form on %s the record that is chosen, hers to begin with', async (_what, path, sign) => {
    const first = await page(path());
    expect([first.status, hidden(first.text)['recordId']]).toEqual([200, mother.recordId]);
    expect(first.text).toContain('Ur vilken akt');
    const chosen = await page(`${path()}${sign}recordId=${younger.recordId}`);
    expect([chosen.status, hidden(chosen.text)['recordId']]).toEqual([200, younger.recordId]);
    expect((await page(`${path()}${sign}recordId=${randomUUID()}`)).status).toBe(404);
  });

  it('take a consent into the child’s own record, and the list names the child', async () => {
    const path = `${here('/consent/new')}?recordId=${younger.recordId}`;
    const { text } = await page(path);
    expect(offered(text, 'personId')).toEqual([younger.name]);
    const body = new URLSearchParams({
      ...hidden(text),
      ...{
        personId: younger.personId,
        recipient: 'pitea-mottagning',
        givenBy: 'child-mature',
        form: 'oral',
        alone: 'yes',
        preset: 'basic',
      },
      ...{ lasts: '90', purposes: 'support', circumstances: 'at-visit' },
    });
    const answer = await supertest(world.url).post(here('/consent/new')).set(headers()).type('form').send(body.toString());
    expect([answer.status, /<p class="error[^>]*>([^<]*)/.exec(answer.text)?.[1]]).toEqual([303, undefined]);
    await world.settle();
    const list = await page(here('/consent'));
    expect(list.text).toContain(younger.name);
    const { items } = await ok<{ items: { recordId: string; personId: string }[] }>(sara.get(`/api/v1/cases/${caseId}/consents`));
    expect(items.map(({ recordId, personId }) => ({ recordId, personId }))).toEqual([
      { recordId: younger.recordId, personId: younger.personId },
    ]);
  });

  it.each([
    ['its gaps', '/gaps'],
    ['its records', '/record'],
    ['what is kept of it, and how long', '/retention'],
  ])('name each child on the page of %s', async (_what, rest) => {
    const { status, text } = await page(here(rest));
    expect([status, [elder, younger].filter(({ name }) => text.includes(name))]).toEqual([200, [elder, younger]]);
  });

  it('are copied one at a time: a sibling is not in the text of another', async () => {
    const copyOf = async (query = '') => ok<{ recordId: string; text: string }>(sara.get(`/api/v1/cases/${caseId}/copy-to-record${query}`));
    const [hers, childs] = [await copyOf(), await copyOf(`?recordId=${younger.recordId}`)];
    expect([hers.recordId, childs.recordId]).toEqual([mother.recordId, younger.recordId]);
    const named = ({ text }: { text: string }) => everybody.map(({ name }) => name).filter((name) => text.includes(name));
    expect([named(hers), named(childs)]).toEqual([[mother.name], [younger.name]]);
    expect([hers.text.includes('Orosanmälan'), childs.text.includes('Orosanmälan')]).toEqual([false, true]);
    const shown = await page(`${here('/copy')}?recordId=${younger.recordId}`);
    expect([shown.status, shown.text.includes('Ur vilken akt'), shown.text.includes(`pdf?recordId=${younger.recordId}`)]).toEqual([
      200,
      true,
      true,
    ]);
    expect((await sara.get(`/api/v1/cases/${caseId}/copy-to-record?recordId=${randomUUID()}`)).status).toBe(404);
  });

  it('offer a colleague of another agency nothing', async () => {
    const amira = await world.api('demo-lulea-caseworker');
    expect((await amira.get(`/api/v1/cases/${caseId}/chain`)).status).toBe(404);
  });
});
