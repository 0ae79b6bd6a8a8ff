import { randomUUID } from 'node:crypto';
import supertest from 'supertest';
import { tokenFor } from '#src/login/index';
import { without } from '../support/without.js';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';

const HERS = 'boden-mottagning-vald';
const POLICE = 'polis-lulea-lpo';
const SHELTER = 'bjorkudden-stod';
const DAY = 86_400_000;

interface At {
  readonly recordId: string;
  readonly caseId: string;
  readonly personId: string;
}
interface Plan {
  readonly version?: string;
  readonly withheld?: readonly string[];
  readonly lines: readonly { readonly kind: string }[];
}

/** The mark closes the chain, the plans, the interventions and My day too: which shelter she is at shows to whom the vault is open, and to who wrote it. */
describe('the shelter in the chain and the plans, after the mark', () => {
  let world: World;
  let [sara, nawid, petra, officer]: ApiPerson[] = [];
  const subject = () =>
    new Map([
      [sara, 'demo-boden-caseworker'],
      [nawid, 'demo-boden-stand-in'],
      [petra, 'demo-boden-on-call'],
    ]);

  beforeAll(async () => {
    world = await createWorld();
    [sara, nawid, petra, officer] = await Promise.all(
      ['boden-caseworker', 'boden-stand-in', 'boden-on-call', 'police-officer'].map((name) => world.api(`demo-${name}`)),
    );
  });
  afterAll(() => world?.close());

  const placeOf = ({ recordId, caseId }: At) => ({ recordId, caseId });
  const day = (days: number) => new Date(world.clock.now().getTime() + days * DAY).toISOString().slice(0, 10);
  const record = async (
    who: ApiPerson,
    functionId: string,
    caseId: string = randomUUID(),
    personId: string = randomUUID(),
  ): Promise<At> => {
    const at = { recordId: randomUUID(), caseId, personId };
    await ok(who.post('/api/v1/records', { ...placeOf(at), functionId, source: 'own' }));
    await ok(who.post('/api/v1/people', { ...at, role: 'exposed', name: 'Linda Kanarie' }));
    await world.settle();
    return at;
  };
  /** With a place in sheltered housing, the shelter's own support, and something else, for control. */
  const plan = async (who: ApiPerson, at: At, leaderFunction: string, agree = true): Promise<string> => {
    const [planId, goalId] = [randomUUID(), randomUUID()];
    const line = (kind: string, responsibleFunction: string) => ({
      ...{ lineId: randomUUID(), goalId, kind, responsibleFunction, dueOn: day(14) },
    });
    const lines = [line('treatment', 'vardcentral-boden-kurator'), line('shelter-placement', SHELTER), line('counselling', SHELTER)];
    const goals = [{ goalId, goal: 'Hon är trygg' }];
    await ok(who.post('/api/v1/plans', { planId, ...at, goals, leaderFunction, participation: 'took-part', lines }));
    await world.settle();
    if (!agree) return planId;
    const { version } = await ok<Plan>(who.get(`/api/v1/plans/${planId}`));
    await ok(who.post(`/api/v1/plans/${planId}/agree`, {}, { version: version! }));
    await world.settle();
    return planId;
  };
  const protect = async (who: ApiPerson, at: At): Promise<void> => {
    const url = `/api/v1/people/${at.personId}`;
    const { person } = await ok<{ person: { version: string } }>(who.get(`${url}?recordId=${at.recordId}`));
    await ok(who.post(`${url}/protection`, { ...placeOf(at), protection: 'protected-registration' }, { version: person.version }));
    await world.settle();
  };
  const openVault = async (at: At, asking: ApiPerson, second: ApiPerson): Promise<void> => {
    const asked = { openingId: randomUUID(), recordId: at.recordId, personId: at.personId, reason: 'Skjuts till mötet i morgon' };
    const { id } = await ok<{ id: string }>(asking.post('/api/v1/openings/vault', asked));
    await ok(second.post(`/api/v1/openings/${id}/approve`, {}));
  };
  const breakGlass = ({ recordId }: At) =>
    ok(petra!.post('/api/v1/openings/emergency', { openingId: randomUUID(), recordId, reason: 'Hon ringer jouren i natt' }));
  const page = async (who: ApiPerson, path: string): Promise<string> =>
    (
      await supertest(world.url)
        .get(path)
        .set('cookie', await world.cookie(subject().get(who)!))
    ).text;
  /** Where the shelter is read: in the chain, in the plan; and the control, what else the plan says. */
  const told = async (who: ApiPerson, { caseId }: At, planId: string) => {
    await world.settle();
    const answers = [await who.get(`/api/v1/cases/${caseId}/chain`), await who.get(`/api/v1/plans/${planId}`)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const pages = [await page(who, `/workspace/cases/${caseId}`), await page(who, `/workspace/cases/${caseId}/plan`)];
    return {
      other: answers.every(({ text }) => text.includes('treatment')),
      chain: [SHELTER, 'shelter-placement'].filter((word) => answers[0]!.text.includes(word)),
      plan: [SHELTER, 'shelter-placement'].filter((word) => answers[1]!.text.includes(word)),
      page: pages.some((text) => /Björkudden|Skyddat boende/.test(text)),
      withheld: answers.map(({ body }) => (body as Plan).withheld?.length ?? 0),
    };
  };
  const both = [SHELTER, 'shelter-placement'];
  const all = { other: true, chain: both, plan: both, page: true };
  const closed = { other: true, chain: [], plan: [], page: false, withheld: [2, 2] };

  it('of a peer’s plan show to nobody who marked her, but by the vault', async () => {
    const at = await record(officer!, POLICE);
    const consentId = randomUUID();
    const said = { givenBy: 'adult', form: 'oral', alone: 'yes', circumstances: 'in-car', purposes: ['plan'] };
    const shares = { recipients: [HERS], classes: ['plan', 'health', 'location'], until: '2026-12-30T08:00:00Z' };
    await ok(officer!.post('/api/v1/consents', { consentId, ...at, ...said, ...shares }));
    const hers = await record(sara!, HERS, at.caseId, at.personId);
    const planId = await plan(officer!, at, POLICE, false);
    await ok(
      officer!.post('/api/v1/disclosures', {
        ...{
          disclosureId: randomUUID(),
          ...placeOf(at),
          recipientFunction: HERS,
          mode: 'standing',
          classes: ['plan', 'health', 'location'],
        },
        ...{ personIds: [at.personId], purpose: 'plan', ground: 'osl-10-1-consent', consentId },
        ...{ factsFrom: '2026-10-01T08:00:00Z', until: '2026-12-20T08:00:00Z' },
      }),
    );
    const { version } = await ok<Plan>(officer!.get(`/api/v1/plans/${planId}`));
    await ok(officer!.post(`/api/v1/plans/${planId}/agree`, {}, { version: version! }));
    expect(await told(sara!, hers, planId)).toEqual({ ...all, withheld: [0, 0] }); // control
    await protect(sara!, hers);
    expect(await told(sara!, hers, planId)).toEqual(closed);
    expect(await page(sara!, `/workspace/cases/${at.caseId}`)).toContain('Det som säger var någon finns visas här bara ur en akt');
    expect(await page(sara!, `/workspace/cases/${at.caseId}/plan`)).toContain('Det som säger var någon finns visas inte här');
    // Control: it is the mark.
    await without(
      world,
      { name: 'access.whereabouts_closed', condition: /access\.duty\(\) IS DISTINCT FROM 'system'/, instead: 'false' },
      async () => expect(await told(sara!, hers, planId)).toMatchObject(all),
    );
    // Control: whose plan it is has not marked her.
    expect((await ok<Plan>(officer!.get(`/api/v1/plans/${planId}`))).lines).toHaveLength(3);
    await openVault(hers, sara!, nawid!);
    expect(await told(sara!, hers, planId)).toMatchObject(all);
  });

  describe('of the own record', () => {
    let hers: At;
    let planId: string;
    const interventionId = randomUUID();
    const work = async (who: ApiPerson): Promise<readonly unknown[]> => {
      const list = await who.get(`/api/v1/interventions?caseId=${hers.caseId}`);
      const one = await who.get(`/api/v1/interventions/${interventionId}`);
      const chain = await sara!.get(`/api/v1/cases/${hers.caseId}/chain`);
      const link = (chain.body as { links: { thingId: string; history: { entryId: string }[] }[] }).links.find(
        ({ thingId }) => thingId === interventionId,
      );
      const why = await who.get(`/api/v1/cases/${hers.caseId}/entries/${link!.history.at(-1)!.entryId}/why`);
      return [list.text.includes('shelter-placement'), one.status, why.status, (await page(who, '/workspace')).includes('Skyddat boende')];
    };
    const shown = [true, 200, 200, true];
    const hidden = [false, 404, 404, false];

    const made = async (): Promise<void> => {
      hers = await record(sara!, HERS);
      planId = await plan(sara!, hers, HERS);
    };
    it('show to whoever opened it in an emergency while nobody is protected (control)', async () => {
      await made();
      await breakGlass(hers);
      expect(await told(petra!, hers, planId)).toEqual({ ...all, withheld: [0, 0] });
    });

    it('show after the mark to who is assigned, and neither in an emergency nor to a stand-in, but by the vault', async () => {
      await made();
      const shelter = { kind: 'shelter-placement', functionId: HERS, dueOn: day(7), followUpOn: day(3) };
      await ok(sara!.post('/api/v1/interventions', { interventionId, ...hers, ...shelter }));
      await protect(sara!, hers);
      expect([await told(sara!, hers, planId), await work(sara!)]).toMatchObject([all, shown]);

      expect([await told(nawid!, hers, planId), await work(nawid!)]).toEqual([closed, hidden]);
      expect((await petra!.get(`/api/v1/cases/${hers.caseId}/chain`)).status).toBe(404);
      await breakGlass(hers);
      expect([await told(petra!, hers, planId), await work(petra!)]).toEqual([closed, hidden]);

      await ok(
        petra!.post('/api/v1/openings/vault/urgent', {
          ...{ openingId: randomUUID(), recordId: hers.recordId, personId: hers.personId, reason: 'Polisen ska hämta henne nu' },
        }),
      );
      expect([await told(petra!, hers, planId), await work(petra!)]).toMatchObject([all, shown]);
      expect(await told(nawid!, hers, planId)).toEqual(closed); // control: it was opened to Petra
    });

    it('are explained to be seen by those who see them', async () => {
      const chain = await ok<{ links: { thing: string; thingId: string; history: { entryId: string }[] }[] }>(
        sara!.get(`/api/v1/cases/${hers.caseId}/chain`),
      );
      const seers = async (thing: string, cls: string) => {
        const link = chain.links.find((one) => one.thing === thing)!;
        const { fields } = await ok<{ fields: { class: string; sees: { own: string | null }[] }[] }>(
          sara!.get(`/api/v1/cases/${hers.caseId}/entries/${link.history.at(-1)!.entryId}/why`),
        );
        return fields
          .find((field) => field.class === cls)!
          .sees.flatMap(({ own }) => own ?? [])
          .toSorted();
      };
      // Petra has an emergency opening, and the vault open to her; Nawid stands in.
      expect(await seers('plan', 'plan')).toEqual(['assigned', 'emergency', 'stand-in']);
      expect(await seers('plan', 'location')).toEqual(['assigned', 'emergency']);
      expect(await seers('intervention', 'location')).toEqual(['assigned', 'emergency']);
      const nawids = await ok<{ withheld?: string[]; fields: { class: string }[] }>(
        nawid!.get(`/api/v1/cases/${hers.caseId}/entries/${chain.links.find((one) => one.thing === 'plan')!.history.at(-1)!.entryId}/why`),
      );
      expect([nawids.withheld, nawids.fields.some((field) => field.class === 'location')]).toEqual([['location', 'contact'], false]);
    });

    it('are not lost to a stand-in, who changes the plan once it is shown whole', async () => {
      await made();
      await protect(sara!, hers);
      const change = async () => {
        const { version, lines, ...seen } = await ok<Plan & Record<string, unknown>>(nawid!.get(`/api/v1/plans/${planId}`));
        const kept = lines.map((line) => Object.fromEntries(Object.entries(line).filter(([name]) => name !== 'progress')));
        const body = { goals: seen['goals'], lines: kept, leaderFunction: HERS, participation: 'took-part' };
        return supertest(world.url)
          .put(`/api/v1/plans/${planId}`)
          .set({ authorization: `Bearer ${await tokenFor(world.url, 'demo-boden-stand-in')}`, 'idempotency-key': randomUUID() })
          .set('if-match', `"${version}"`)
          .send(body);
      };
      const refused = await change();
      expect([refused.status, (refused.body as { rule?: string }).rule]).toEqual([403, 'protected-whereabouts']);
      expect(await page(nawid!, `/workspace/cases/${hers.caseId}/plan`)).not.toContain(`/plan/edit?planId=${planId}`);
      await openVault(hers, nawid!, sara!);
      expect((await change()).status).toBe(200);
      await world.settle();
      expect((await ok<Plan>(sara!.get(`/api/v1/plans/${planId}`))).lines).toHaveLength(3);
    });
  });
});
