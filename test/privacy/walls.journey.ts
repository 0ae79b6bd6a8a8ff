import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { demoStaff } from '#config/demo/staff';
import type { Actor } from '#libs/shared-kernel';
import type { RequestContext } from '#src/access/index';
import { rooms } from '#src/app/rooms';
import { StaffDirectory } from '#src/login/index';
import { createWorld, ok, type ApiPerson, type World } from '../support/world.js';
import { playCase, type PlayedCase } from './played-case.js';
import { secondWall } from './second-wall.js';
import { addHidden, changed, whatTheySee } from './support/twins.js';
import { ask, everyPrincipal, type Principal } from './walk.js';

const DAY = 86_400_000;

describe('the walls around a case', () => {
  let world: World;
  let played: PlayedCase;
  let everyone: Principal[];
  let sara: ApiPerson;
  let maria: ApiPerson;
  let jonas: ApiPerson;
  const as = (name: string): Principal => everyone.find((one) => one.name === name)!;
  const moment = (days: number): string => new Date(world.clock.now().getTime() + days * DAY).toISOString();

  beforeAll(async () => {
    world = await createWorld();
    played = await playCase(world, 'W');
    everyone = await everyPrincipal(world);
    [sara, maria, jonas] = [
      await world.api('demo-boden-caseworker'),
      await world.api('demo-region-caseworker'),
      await world.api('demo-police-officer'),
    ];
  });
  afterAll(() => world?.close());

  describe('the second wall, row-level security', () => {
    interface Table {
      readonly name: string;
      readonly secured: boolean;
      readonly forced: boolean;
    }
    const tables = async (): Promise<Table[]> => {
      const { rows } = await world.database.app.query<Table>(
        `SELECT n.nspname || '.' || c.relname AS name, c.relrowsecurity AS secured, c.relforcerowsecurity AS forced
           FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND n.nspname IN ('views', 'access', 'audit') ORDER BY 1`,
      );
      return rows;
    };

    it('stands around every table with rows about cases, and binds the owner too', async () => {
      const open = (await tables()).filter(({ secured, forced }) => !secured || !forced);
      expect(open.map(({ name }) => name)).toEqual([]);
      expect((await tables()).map(({ name }) => name)).toEqual(expect.arrayContaining(['views.persons', 'access.grants', 'audit.records']));
    });

    it('shows the app nothing without an actor, while the projector sees the rows (control)', async () => {
      const count = async (pool: World['database']['app'], name: string): Promise<number> =>
        Number((await pool.query<{ n: string }>(`SELECT count(*) AS n FROM ${name}`)).rows[0]!.n);
      for (const { name } of await tables()) expect([name, await count(world.database.app, name)]).toEqual([name, 0]);
      const seen = (await tables()).filter(({ name }) => name.startsWith('views.'));
      const rows = await Promise.all(seen.map(async ({ name }) => [name, await count(world.database.projector, name)] as const));
      expect(rows.filter(([, n]) => n === 0).map(([name]) => name)).toEqual([]);
    });

    it('shows each actor no row, by raw SQL, that the policy would not', async () => {
      const owner = await new DataSource({ type: 'postgres', url: world.migrateUrl, entities: [...rooms.entities] }).initialize();
      try {
        const { entities, compare, tableOf } = await secondWall(world, owner);
        const staff = world.app.get(StaffDirectory, { strict: false });
        const people = Object.values(demoStaff).flatMap(({ id, duties }) => duties.map((duty) => staff.actorOf(id, duty)));
        const actors = (await Promise.all(people)) as Actor[];
        // The agencies' own machinery too: what it does for a person it is not assigned to, it does by the same two walls.
        const machinery = [...new Map(actors.map((one) => [one.agencyId, { ...one, duty: 'system' as const }])).values()];
        const contexts = [...actors, ...machinery].map((actor): RequestContext => ({
          actor,
          now: world.clock.now(),
          correlationId: randomUUID(),
        }));
        let compared = 0;
        const beyond: string[] = [];
        for (const context of contexts)
          for (const entity of entities) {
            const found = await compare(entity, context);
            compared += found.compared;
            beyond.push(...found.beyond);
          }
        expect(beyond).toEqual([]);
        expect(compared).toBeGreaterThan(100);
        const views = (await tables()).filter(({ name }) => name.startsWith('views.')).map(({ name }) => name.replace('views.', ''));
        const covered = new Set(entities.map(tableOf));
        expect(views.filter((name) => !covered.has(name))).toEqual([]);
        // The trail too, which no one case holds: lines over several cases, with persons of each.
        expect(covered).toContain('audit_records');
        // Control: a wall that let one see what is another's would be found.
        const of = (id: string): RequestContext => contexts.find(({ actor }) => actor.staffId === id)!;
        const persons = entities.find((entity) => tableOf(entity) === 'persons')!;
        const leak = await compare(persons, of(demoStaff.policeOfficer.id), of(demoStaff.shelterWorker.id));
        expect(leak.beyond.length).toBeGreaterThan(2);
        const trail = entities.find((entity) => tableOf(entity) === 'audit_records')!;
        const lines = await compare(trail, of(demoStaff.policeSupervisor.id), of(demoStaff.bodenSupervisor.id));
        expect(lines.beyond.length).toBeGreaterThan(2);
      } finally {
        await owner.destroy();
      }
    });
  });

  describe('two moments that differ only in what is hidden', () => {
    const observers = ['region-caseworker', 'shelter-worker', 'boden-kin'];
    const snapshot = (): Promise<Map<string, string>> => whatTheySee(world, observers.map(as), played);

    it('are byte for byte the same to those from whom it is hidden, and a difference that is open is seen (control)', async () => {
      const before = await snapshot();
      await addHidden(world, jonas, played);
      expect(changed(before, await snapshot())).toEqual([]);

      // Control: a fact that is disclosed to health care is seen by it, and by nobody else.
      await ok(
        sara.post(`/api/v1/interventions/${played.ids.supportId}/report`, {
          step: 'start',
          on: world.clock.now().toISOString().slice(0, 10),
        }),
      );
      await world.settle();
      const seen = changed(before, await snapshot());
      expect(seen).toContain('region-caseworker /api/v1/cases/#/chain');
      expect(seen.filter((where) => !where.startsWith('region-caseworker '))).toEqual([]);
    });
  });

  describe('a withdrawal', () => {
    const FACT = 'socialtjanst-boden';
    type Read = () => Promise<boolean>;
    const chain = (): string => `/api/v1/cases/${played.ids.caseId}/chain`;
    /** Whether health care sees a fact of Boden's in its chain. */
    const readChain: Read = async () => {
      const { body } = await maria.get(chain());
      return (body as { links: { ownerAgency: string }[] }).links.some(({ ownerAgency }) => ownerAgency === FACT);
    };
    const readPlans: Read = async () => {
      const { body } = await maria.get(`/api/v1/plans?caseId=${played.ids.caseId}`);
      return (body as { items: unknown[] }).items.length > 0;
    };
    const readPage: Read = async () =>
      (await ask(world, as('region-caseworker'), `/workspace/cases/${played.ids.caseId}`)).text.includes('Utlämnat av');

    const open = async (): Promise<string> => {
      const at = { recordId: played.ids.bodenRecord, caseId: played.ids.caseId };
      const consentId = randomUUID();
      await ok(
        sara.post('/api/v1/consents', {
          ...{ ...at, consentId, personId: played.ids.personId, givenBy: 'adult', form: 'oral', alone: 'yes', until: moment(100) },
          ...{ recipients: ['vardcentral-boden-kurator'], classes: ['plan', 'support'], purposes: ['plan'], circumstances: 'at-meeting' },
        }),
      );
      await ok(
        sara.post('/api/v1/disclosures', {
          ...{
            ...at,
            disclosureId: randomUUID(),
            recipientFunction: 'vardcentral-boden-kurator',
            mode: 'standing',
            classes: ['plan', 'support'],
          },
          ...{
            purpose: 'plan',
            ground: 'osl-10-1-consent',
            consentId,
            personIds: [played.ids.personId],
            factsFrom: moment(-1),
            until: moment(50),
          },
        }),
      );
      return consentId;
    };
    /** Reads go on all the time while the consent is withdrawn. Counts those that began after the acknowledgement and showed the fact all the same. */
    const race = async (rounds: number, read: Read): Promise<{ before: number; after: number; live: number }> => {
      const counted = { before: 0, after: 0, live: 0 };
      for (let round = 0; round < rounds; round++) {
        const consentId = await open();
        if (await read()) counted.before += 1;
        let acknowledged = false;
        const reader = async (): Promise<void> => {
          for (let last = false; !last;) {
            last = acknowledged;
            const began = acknowledged;
            const seen = await read();
            if (began) counted.after += 1;
            if (began && seen) counted.live += 1;
          }
        };
        const reading = reader();
        await ok(sara.post(`/api/v1/consents/${consentId}/withdrawals`, { scope: { kind: 'whole' }, alone: 'yes' }));
        acknowledged = true;
        await reading;
      }
      return counted;
    };
    beforeAll(() => played.withdraw());

    it('is in force for every read that begins after it is acknowledged: 60 rounds', async () => {
      const chains = await race(20, readChain);
      const plans = await race(30, readPlans);
      const pages = await race(10, readPage);
      expect([chains.live, plans.live, pages.live]).toEqual([0, 0, 0]);
      // Control: it was open until then, and reads did begin afterwards.
      expect([chains.before, plans.before, pages.before]).toEqual([20, 30, 10]);
      expect(Math.min(chains.after / 20, plans.after / 30, pages.after / 10)).toBeGreaterThanOrEqual(1);
    });

    it('would have been caught if a reader kept what it had seen (control)', async () => {
      let kept: Promise<boolean> | undefined;
      const caching: Read = async () => {
        await sleep(1);
        return (kept ??= readChain());
      };
      expect((await race(5, caching)).live).toBeGreaterThan(0);
    });
  });
});
