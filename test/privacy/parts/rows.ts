import { subject as about } from '@casl/ability';
import { DataSource } from 'typeorm';
import { policyFor, withActor, type RequestContext } from '#src/access/index';
import { rooms } from '#src/app/rooms';
import type { County, Principal, Thing } from '../county.js';
import { may } from '../oracle.js';
import type { Part } from '../part.js';
import { secondWall, SUBJECTS, type Entity } from '../second-wall.js';
import { generateCounty, type Ground } from '../support/generate-county.js';
import { goesOn, triedLittle } from '../support/goes-on.js';
import { withPlayedWorld, type PlayedWorld } from '../support/played-world.js';
import { actorOf } from '../support/product-memory.js';
import { Random } from '../support/random.js';
import { shuffleRows } from '../support/shuffle-rows.js';
import { readGround, readThings } from '../support/things.js';
import { writeCounty } from '../support/write-county.js';

const DUTIES = [
  'caseworker',
  'caseworker',
  'police-officer',
  'police-liaison',
  'supervisor',
  'system',
  'administrator',
  'county-coordinator',
];
const STAFF_NONE = ['administrator', 'county-coordinator'];
const PEOPLE = 24;
/** The least share of the rows that somebody is to see. */
const SEEN = 0.02;
/** Of the log the second wall shows less than the policy: to those who work with a case, only what was shown of it. It never shows more (walls.journey). */
const TRAIL = 'audit_records';
type Sets = Readonly<Record<'casl' | 'sql' | 'rls', ReadonlySet<string>>>;

/** People of the agencies that have records, and one of an agency that has none; staffing functions of their own agency. */
const peopleOver = (random: Random, { records, functions }: Omit<Ground, 'people'>): Principal[] => {
  const agencies = [...new Set(records.map(({ agency }) => agency))];
  const people = Array.from({ length: PEOPLE }, (_, index): Principal => {
    const agency = random.chance(0.95) ? random.pick(agencies) : random.pick(functions).agency;
    const own = functions.filter((one) => one.agency === agency).map(({ id }) => id);
    const duty = random.pick(DUTIES);
    return {
      ...{ staff: `staff${index}`, agency, unit: `unit${random.below(4)}`, duty, onCall: random.chance(0.3) },
      // Administrators and coordinators staff no function; machinery answers for some, and stands in for nobody.
      functions: STAFF_NONE.includes(duty) ? [] : random.some(own, 0.3),
      standsInFor: [],
    };
  });
  // Mostly for colleagues, and now and then for several, who may work on both sides of a case.
  return people.map((one) => {
    if (one.duty === 'system' || !random.chance(0.3)) return one;
    const others = people.filter(({ agency, staff }) => staff !== one.staff && (agency === one.agency || random.chance(0.1)));
    return { ...one, standsInFor: random.some(others, 0.3).map(({ staff }) => staff) };
  });
};

class Walls {
  asked = 0;
  yes = 0;
  readonly told: string[] = [];
  constructor(
    private readonly played: PlayedWorld,
    private readonly source: DataSource,
    readonly tried: Awaited<ReturnType<typeof secondWall>>,
  ) {}

  /** One county, its people, and every row: what the oracle, the policy row by row, the policy in SQL and row-level security alone say. @returns differences */
  async round(
    random: Random,
    pairs: number,
    only = this.tried.entities.filter((one) => this.tried.tableOf(one) !== TRAIL),
  ): Promise<number> {
    const { owner, world } = this.played;
    const over = await readGround(owner, world.clock.now().getTime());
    const people = peopleOver(random, over);
    const county = generateCounty(random, { ...over, people });
    await writeCounty(owner, county, new Map(over.records.map((one) => [one.record, one.case])));
    await shuffleRows(owner, random, { ...over, people });
    const things = new Map<string, Map<string, Thing>>();
    for (const entity of only) things.set(entity.name, await readThings(owner, this.tried.tableOf(entity), this.tried.keysOf(entity)));
    const before = this.asked;
    let differences = 0;
    for (const who of people)
      for (const entity of only)
        if (this.asked - before < pairs) differences += await this.compare(entity, county, who, things.get(entity.name)!);
    return differences;
  }

  private async compare(entity: Entity, county: County, who: Principal, things: ReadonlyMap<string, Thing>): Promise<number> {
    const sets = await this.ask(entity, who);
    let differences = 0;
    for (const [key, thing] of things) {
      const expected = may(county, who, 'read', thing);
      this.asked += 1;
      if (expected) this.yes += 1;
      const wrong = (['casl', 'sql', 'rls'] as const).filter((one) => sets[one].has(key) !== expected);
      if (wrong.length === 0) continue;
      differences += 1;
      if (this.told.length < 5)
        this.told.push(`oracle ${expected}, otherwise ${wrong.join(', ')}: ${entity.name} ${JSON.stringify({ who, thing })}`);
    }
    return differences;
  }

  private async ask(entity: Entity, who: Principal): Promise<Sets> {
    const context: RequestContext = { actor: actorOf(who), now: this.played.world.clock.now(), correlationId: who.staff };
    const keys = (rows: readonly { key: string }[]): Set<string> => new Set(rows.map(({ key }) => key));
    return {
      casl: await this.byPolicy(entity, context),
      sql: keys(await this.tried.permitted(entity, context)),
      rls: keys(await this.tried.behindTheWall(entity, context)),
    };
  }

  /** Each row of the door, with the facts that its columns tell, asked of the policy itself. */
  private byPolicy(entity: Entity, context: RequestContext): Promise<Set<string>> {
    const table = this.tried.tableOf(entity);
    const columns = this.source.getMetadata(entity).columns;
    const emergency = columns.some(({ propertyName }) => propertyName === 'recordId') ? 'access.emergency(row.record_id)' : 'false';
    return withActor(this.source, context, async (runner) => {
      const text = `SELECT ${this.tried.keysOf(entity)} AS key, to_jsonb(row) AS door, ${emergency} AS emergency FROM door.${table} row`;
      const rows = (await runner.query(text)) as { key: string; door: Record<string, never>; emergency: boolean }[];
      const policy = policyFor(context.actor);
      const facts = (door: Record<string, never>): object =>
        Object.fromEntries(columns.map(({ propertyName, databaseName }) => [propertyName, door[databaseName]]));
      const readable = rows.filter(({ door, emergency: opened }) =>
        policy.can('read', about(SUBJECTS[table]!, { ...facts(door), emergency: opened })),
      );
      return new Set(readable.map(({ key }) => key));
    });
  }
}

/** A fault in the database, and how it is mended: text that is read before the fault, to run after it. */
interface Fault {
  readonly name: string;
  readonly change: string;
  readonly mend: string;
  readonly table: string;
}

const PERSONS_WALL = `SELECT format('DROP POLICY IF EXISTS app_reads ON views.persons; CREATE POLICY app_reads ON views.persons FOR SELECT TO insatskedja_app USING (%s)',
  pg_get_expr(polqual, polrelid)) AS text FROM pg_policy WHERE polname = 'app_reads' AND polrelid = 'views.persons'::regclass`;
const persons = (name: string, change: string): Fault => ({ name, change, mend: PERSONS_WALL, table: 'persons' });
const FAULTS: readonly Fault[] = [
  persons('row-level security of persons opened', 'ALTER POLICY app_reads ON views.persons USING (true)'),
  persons('row-level security of persons dropped', 'DROP POLICY app_reads ON views.persons'),
  persons(
    'row-level security of persons without the locks',
    `ALTER POLICY app_reads ON views.persons USING (owner_agency = access.agency() AND access.works_with_cases() AND access.assigned(record_id))`,
  ),
  {
    name: 'what is disclosed to one side of a case is read from the other',
    change: `CREATE OR REPLACE FUNCTION access.works_for(in_case uuid, to_function text) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT true'`,
    mend: `SELECT pg_get_functiondef('access.works_for(uuid, text)'::regprocedure) AS text`,
    table: 'chain_entries',
  },
  {
    name: 'what came to a function is read from the other side',
    change: `CREATE OR REPLACE FUNCTION access.other_side(in_case uuid, to_function text) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT false'`,
    mend: `SELECT pg_get_functiondef('access.other_side(uuid, text)'::regprocedure) AS text`,
    table: 'received',
  },
  {
    name: 'a stand-in crosses the sides',
    change: `CREATE OR REPLACE FUNCTION access.covers(in_case uuid, side text) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT true'`,
    mend: `SELECT pg_get_functiondef('access.covers(uuid, text)'::regprocedure) AS text`,
    table: 'persons',
  },
  {
    name: 'an assignment that has ended by the clock still holds',
    change: `CREATE OR REPLACE FUNCTION access.lasts(ended timestamptz) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT ended IS NULL OR ended >= access.now()'`,
    mend: `SELECT pg_get_functiondef('access.lasts(timestamptz)'::regprocedure) AS text`,
    table: 'persons',
  },
];

/** Plants the fault, counts over some counties, and mends it. */
const without = async (walls: Walls, { owner }: PlayedWorld, { change, mend, table }: Fault, seed: number): Promise<boolean> => {
  const [{ text: mended }] = (await owner.rows<{ text: string }>(mend)) as [{ text: string }];
  await owner.rows(change);
  const entities = walls.tried.entities.filter((entity) => walls.tried.tableOf(entity) === table);
  let differences = 0;
  for (let round = 0; differences === 0 && round < 60; round++)
    differences = await walls.round(new Random(seed + round), Infinity, entities);
  walls.told.length = 0;
  await owner.rows(mended);
  return differences > 0;
};

export const rows: Part = {
  name: 'rows',
  about: 'who sees which row: the oracle, the policy, the policy in SQL, and row-level security alone',
  run: ({ short, seed, say }) =>
    withPlayedWorld(short ? 2 : 6, async (played) => {
      const source = await new DataSource({ type: 'postgres', url: played.world.migrateUrl, entities: [...rooms.entities] }).initialize();
      try {
        const walls = new Walls(played, source, await secondWall(played.world, source));
        const pairs = short ? 5_000 : 100_000;
        let differences = 0;
        for (let round = 0; goesOn(walls, pairs, SEEN); round++) {
          differences += await walls.round(new Random(seed + round), pairs);
          say(`${walls.asked} pairs, ${walls.yes} of them seen, ${differences} differences`);
        }
        const { asked, yes } = walls;
        const failures = [...walls.told, ...(triedLittle(walls, SEEN) ? [`only ${yes} of ${asked} rows were seen by anybody`] : [])];
        const caught: { name: string; caught: boolean }[] = [];
        for (const [index, fault] of FAULTS.entries())
          caught.push({ name: fault.name, caught: await without(walls, played, fault, seed + 1_000 * (index + 1)) });
        return { figures: { decisions: asked, differences }, controls: caught, failures };
      } finally {
        await source.destroy();
      }
    }),
};
