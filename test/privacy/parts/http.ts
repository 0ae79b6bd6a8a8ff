import type { Actor, Duty } from '#libs/shared-kernel';
import { StaffDirectory } from '#src/login/index';
import type { County, Principal as Asker } from '../county.js';
import type { Part } from '../part.js';
import { answered, readAddresses } from '../support/addresses.js';
import { generateCounty, type Ground } from '../support/generate-county.js';
import { goesOn, triedLittle } from '../support/goes-on.js';
import { withPlayedWorld, type PlayedWorld } from '../support/played-world.js';
import { Random } from '../support/random.js';
import { shuffleRows } from '../support/shuffle-rows.js';
import { readGround } from '../support/things.js';
import { writeCounty } from '../support/write-county.js';
import { ask, everyPrincipal, type Principal } from '../walk.js';

const AT_ONCE = 8;
/** The least share of the requests that is to be answered. */
const ANSWERED = 0.01;
interface Person {
  readonly login: Principal;
  readonly who: Asker;
}
/** What of a county is planted; the oracle goes on judging by the whole. */
type Plant = (county: County) => County;

class Requests {
  asked = 0;
  yes = 0;
  differences = 0;
  readonly told: string[] = [];
  constructor(private readonly played: PlayedWorld) {}

  /** A county over the played cases, then everybody asks for everything in it; with a fault planted, for what it must change, until it shows. */
  async round(random: Random, requests: number, plant = NOTHING_PLANTED, at = /./): Promise<void> {
    const { owner, world } = this.played;
    const now = world.clock.now().getTime();
    const over = await readGround(owner, now);
    await this.dutyRoster(random, now);
    const people = await this.people();
    const ground: Ground = { ...over, people: people.map(({ who }) => who) };
    const county = generateCounty(random, ground);
    const wrong = plant(county);
    await writeCounty(owner, wrong, new Map(over.records.map((one) => [one.record, one.case])));
    await shuffleRows(owner, random, ground);
    const addresses = (await readAddresses(owner)).filter(({ address }) => at.test(address));
    const asks = people
      .flatMap((person) => addresses.map((address) => ({ person, address })))
      .filter(
        ({ person: { who }, address }) => plant === NOTHING_PLANTED || answered(county, who, address) !== answered(wrong, who, address),
      );
    const waiting = random.shuffled(asks).slice(0, requests);
    const before = this.differences;
    const worker = async (): Promise<void> => {
      for (let next = waiting.pop(); next && !(plant !== NOTHING_PLANTED && this.differences > before); next = waiting.pop()) {
        const { login, who } = next.person;
        const { status } = await ask(world, login, next.address.address);
        const [expected, found] = [answered(county, who, next.address), status === 200];
        this.asked += 1;
        if (found) this.yes += 1;
        if (expected === found && (found || [401, 403, 404].includes(status))) continue;
        this.differences += 1;
        if (this.told.length < 5) this.told.push(`oracle ${expected}, answered ${status}: ${JSON.stringify({ who, asked: next.address })}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }

  /** Who stands in for whom, and who is on call: now, until just now, and from just after. */
  private async dutyRoster(random: Random, now: number): Promise<void> {
    const { owner } = this.played;
    const staff = await owner.rows<{ id: string; agency: string }>(
      'SELECT staff_id AS id, agency_id AS agency FROM organisation.staff ORDER BY 1',
    );
    const functions = await owner.rows<{ id: string; agency: string }>(
      'SELECT function_id AS id, agency_id AS agency FROM organisation.functions ORDER BY 1',
    );
    const span = (): [string, string] => {
      const from = now + random.pick([-3_600_000, -3_600_000, -3_600_000, 1]);
      return [new Date(from).toISOString(), new Date(random.chance(0.7) ? now + 3_600_000 : Math.max(now, from + 1)).toISOString()];
    };
    await owner.rows('DELETE FROM organisation.stand_ins');
    await owner.rows('DELETE FROM organisation.on_call');
    for (const one of random.some(staff, 0.3)) {
      const colleagues = staff.filter(({ id, agency }) => agency === one.agency && id !== one.id);
      if (colleagues.length > 0)
        await owner.rows('INSERT INTO organisation.stand_ins VALUES ($1, $2, $3, $4)', [random.pick(colleagues).id, one.id, ...span()]);
      const own = functions.filter(({ agency }) => agency === one.agency);
      if (random.chance(0.5) && own.length > 0)
        await owner.rows('INSERT INTO organisation.on_call VALUES ($1, $2, $3, $4)', [one.id, random.pick(own).id, ...span()]);
    }
  }

  /** Everybody, in each of their duties, freshly logged in; what a duty gives right now is the register's to say. */
  private async people(): Promise<Person[]> {
    const directory = this.played.world.app.get(StaffDirectory, { strict: false });
    const everybody = await everyPrincipal(this.played.world);
    return Promise.all(
      everybody.map(async (login): Promise<Person> => {
        const actor = login.staffId ? await directory.actorOf(login.staffId, login.headers['x-duty'] as Duty) : null;
        return { login, who: actor ? asAsker(actor) : NOBODY };
      }),
    );
  }
}

const NOBODY: Asker = { staff: '', agency: '', unit: '', duty: 'nobody', functions: [], standsInFor: [], onCall: false };
const asAsker = ({ staffId, agencyId, unitId, duty, functions, standsInFor, onCall }: Actor): Asker => ({
  ...{ staff: staffId, agency: agencyId, unit: unitId, duty, functions, standsInFor, onCall },
});

/** Each with the addresses that it shows at, so that a control need not ask for the rest. */
const FAULTS: readonly (readonly [name: string, plant: Plant, at: RegExp])[] = [
  ['kin are let in over HTTP', (county) => ({ ...county, kin: [], lockedOut: [] }), /./],
  ['neighbours are not warned over HTTP', (county) => ({ ...county, neighbours: [] }), /./],
  [
    'grants have no end over HTTP',
    (county) => ({ ...county, grants: county.grants.map((one) => ({ ...one, until: null, withdrawn: false })) }),
    /referrals|plans|why/,
  ],
  [
    'a rightful reader is refused over HTTP: half of the assigned',
    (county) => ({ ...county, assignments: county.assignments.filter((_, index) => index % 2) }),
    /./,
  ],
];
const NOTHING_PLANTED: Plant = (county) => county;

export const http: Part = {
  name: 'http',
  about: 'everybody asks for everything over HTTP: answered when the oracle says so, and only then',
  run: ({ short, seed, say, requests: number }) =>
    withPlayedWorld(short ? 1 : 6, async (played) => {
      const requests = new Requests(played);
      const wanted = number ?? (short ? 1_500 : 100_000);
      for (let round = 0; goesOn(requests, wanted, ANSWERED); round++) {
        await requests.round(new Random(seed + round), wanted);
        say(`${requests.asked} requests, ${requests.yes} of them answered, ${requests.differences} differences`);
      }
      const { asked, yes, differences, told } = requests;
      const failures = [...told, ...(triedLittle(requests, ANSWERED) ? [`only ${yes} of ${asked} requests were answered`] : [])];
      const controls: { name: string; caught: boolean }[] = [];
      for (const [index, [name, plant, at]] of FAULTS.entries()) {
        const control = new Requests(played);
        for (let round = 0; control.differences === 0 && round < 60; round++)
          await control.round(new Random(seed + 1_000 * (index + 1) + round), 5_000, plant, at);
        controls.push({ name, caught: control.differences > 0 });
      }
      return { figures: { decisions: asked, differences }, controls, failures };
    }),
};
