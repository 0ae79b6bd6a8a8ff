import { demoStaff } from '#config/demo';
import { derivedId } from '#libs/shared-kernel';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const HEAD = 'Aktnummer;Namn;Roll;Personnummer;Adress;Skydd';
const NUMBER = '198703140122';

interface Case {
  readonly recordId: string;
  readonly caseId: string;
  readonly about: readonly { readonly personId: string }[];
}

/** Peers see the ids of what was imported, and a colleague may import the same file: neither learns anything by it. */
describe('what the ids of an import tell', () => {
  let world: World;
  let sara: ApiPerson;
  beforeAll(async () => {
    world = await createWorld();
    sara = await world.api('demo-boden-caseworker');
  });
  afterAll(() => world?.close());

  const make = async (who: string, ...lines: string[]): Promise<string> => {
    const body = new FormData();
    for (const [name, value] of Object.entries({ mapping: 'standard', functionId: 'boden-mottagning-vald', step: 'make' }))
      body.append(name, value);
    body.append('file', new Blob([[HEAD, ...lines].join('\r\n')], { type: 'text/csv' }), 'akter.csv');
    const headers = { cookie: await world.cookie(who), origin: world.url, accept: 'text/html' };
    const response = await fetch(`${world.url}/workspace/import`, { method: 'POST', body, headers });
    await world.settle();
    return (await response.text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  };
  const casesOf = async (who: ApiPerson) => (await ok<{ items: readonly Case[] }>(who.get('/api/v1/cases'))).items;

  it('cannot be worked out from the agency, the record’s number and the person’s', async () => {
    const said = await make('demo-boden-caseworker', `2024-117;Skyddad Kvinna;Våldsutsatt;${NUMBER};Hemliga gatan 1;skyddad folkbokföring`);
    expect(said).toContain('Skapad');
    const [{ caseId, recordId, about }] = (await casesOf(sara)) as [Case];
    const { agencyId, id: staffId } = demoStaff.bodenCaseworker;
    const guesses = [[agencyId], [agencyId, staffId], [staffId], []].flatMap((whose) =>
      ['case', 'record', 'person', 'import-case', 'import-record', 'import-person'].flatMap((what) =>
        [[], [NUMBER], ['Skyddad Kvinna'], ['0'], ['1']].map((rest) => derivedId(what, ...whose, '2024-117', ...rest)),
      ),
    );
    const ids = [caseId, recordId, ...about.map(({ personId }) => personId)];
    expect([ids.length, ids.filter((id) => guesses.includes(id))]).toEqual([3, []]);
    // A file made anew, in which the person’s number is mended, does not make the record twice.
    expect(await make('demo-boden-caseworker', '2024-117;Skyddad Kvinna;Våldsutsatt;;Hemliga gatan 1;')).toContain('Inte skapad');
    expect(await casesOf(sara)).toHaveLength(1);
  });

  it('let nobody try whether a colleague has such a record, nor somebody locked out of it', async () => {
    const [{ caseId, recordId }] = (await casesOf(sara)) as [Case];
    await ok(sara.post('/api/v1/records/lock-out', { recordId, caseId, staffId: demoStaff.bodenStandIn.id }));
    await world.settle();
    const results: string[] = [];
    for (const reference of ['2024-117', '2024-118']) results.push(await make('demo-boden-stand-in', `${reference};Någon;Våldsutsatt;;;`));
    expect(results.map((said) => [said.includes('Skapad'), said.includes('Inte skapad')])).toEqual([
      [true, false],
      [true, false],
    ]);
    expect((await casesOf(await world.api('demo-boden-stand-in'))).map((one) => one.caseId)).not.toContain(caseId);
    // The control: one’s own is there, and is not made twice.
    expect(await make('demo-boden-stand-in', '2024-117;Någon;Våldsutsatt;;;')).toContain('Fanns redan');
  });
});
