import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const HEAD = 'Aktnummer;Namn;Roll;Personnummer;Adress';
const GOOD = [HEAD, 'B1;Importerad Kvinna;Våldsutsatt;;Importgatan 1', 'B1;Importerat Barn;Barn;;', 'B2;Importerad Man;Våldsutövare;;'];
const BAD = [...GOOD, 'B3;Fel Roll;Kusin;;'];

describe('an import of existing records', () => {
  let world: World;
  let sara: ApiPerson;
  let cookie: string;

  beforeAll(async () => {
    world = await createWorld();
    sara = await world.api('demo-boden-caseworker');
    cookie = await world.cookie('demo-boden-caseworker');
  });
  afterAll(() => world?.close());

  const send = async (lines: readonly string[], step: string, change: Record<string, string> = {}) => {
    const body = new FormData();
    for (const [name, value] of Object.entries({ mapping: 'standard', functionId: 'boden-mottagning-vald', step, ...change }))
      body.append(name, value);
    body.append('file', new Blob([lines.join('\r\n')], { type: 'text/csv' }), 'akter.csv');
    const response = await fetch(`${world.url}/workspace/import`, {
      method: 'POST',
      body,
      headers: { cookie, origin: world.url, accept: 'text/html' },
    });
    return { status: response.status, text: await response.text() };
  };
  const cases = async (): Promise<readonly { caseId: string }[]> => {
    await world.settle();
    return (await ok<{ items: { caseId: string }[] }>(sara.get('/api/v1/cases'))).items;
  };

  it('is tried first: it says line by line what would be made and what is wrong, and saves nothing', async () => {
    const { status, text } = await send(BAD, 'try');
    expect([status, text.includes('2 akter med 3 personer'), text.includes('Roll: Okänd roll.')]).toEqual([200, true, true]);
    expect(await cases()).toEqual([]);
  });
  it('makes the records in the name of whoever imports them, and the same file again makes nothing', async () => {
    expect((await send(BAD, 'make')).text).toContain('Skapad');
    const made = await cases();
    expect(made).toHaveLength(2);
    const again = await send(BAD, 'make');
    expect([again.text.includes('Fanns redan'), (await cases()).length]).toEqual([true, 2]);
    const other = await world.api('demo-lulea-caseworker');
    for (const { caseId } of made) expect((await other.get(`/api/v1/cases/${caseId}/chain`)).status).toBe(404);
  });
  it('takes a function of the own and a file that can be read', async () => {
    expect((await send(GOOD, 'make', { functionId: 'lulea-mottagning' })).status).toBe(400);
    expect((await send(GOOD, 'make', { mapping: 'odd' })).status).toBe(400);
    const unreadable = await send(['Namn', 'Anna'], 'make');
    expect([unreadable.status, unreadable.text.includes('Kolumner saknas')]).toEqual([400, true]);
  });
});
