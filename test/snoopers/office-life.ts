import type { Chance } from './chance.js';
import { family, newStaff, unitOn, type Case, type Staff } from './people.js';
import { dayOf, isWeekend, moment, START, Trail } from './trail.js';

const DAY = 86_400_000;
export interface Size {
  readonly agencies: number;
  readonly unitsEach: number;
  readonly staffEach: number;
  readonly days: number;
}
export interface Shift {
  readonly staffId: string;
  readonly from: number;
  readonly until: number;
}
export interface County {
  readonly size: Size;
  readonly staff: readonly Staff[];
  readonly cases: readonly Case[];
  readonly units: readonly { readonly agency: string; readonly unit: string }[];
  readonly shifts: readonly Shift[];
  readonly assignments: readonly { staffId: string; caseId: string; from: number; until: number | null }[];
  readonly sentTo: readonly { functionId: string; caseId: string }[];
  readonly trail: Trail;
}

/**
 * Some months of ordinary work in a county's offices: caseloads, intake by turns, requests in the unit's inbox, holidays with stand-ins, nights on call,
 * people who move, old links that no longer open, late evenings, calls about old cases. It knows nothing of the rules that look at it.
 */
export const officeLife = (chance: Chance, size: Size): County => {
  const trail = new Trail(chance);
  const units = Array.from({ length: size.agencies }, (_, agency) =>
    Array.from({ length: size.unitsEach }, (__, unit) => ({ agency: `agency-${agency}`, unit: `unit-${agency}-${unit}` })),
  ).flat();
  const staff = units.flatMap(({ agency, unit }) => {
    const siblings = units.filter((one) => one.agency === agency).map((one) => one.unit);
    const many = size.staffEach + chance.int(-2, 3);
    const people = Array.from({ length: many }, () => newStaff(chance, agency, unit, siblings, size.days));
    return people.map((one, index): Staff => ({ ...one, standIn: people[(index + 1) % people.length]!.id }));
  });
  const byId = new Map(staff.map((one) => [one.id, one]));
  const cases: Case[] = [];
  const casesOf = new Map<string, Case[]>();
  const casesIn = new Map<string, Case[]>();
  const add = (index: Map<string, Case[]>, key: string, one: Case): void => void index.set(key, [...(index.get(key) ?? []), one]);
  const assignments: { staffId: string; caseId: string; from: number; until: number | null }[] = [];
  const open = (day: number, worker: Staff): Case => {
    const rests = day + chance.int(20, 200);
    const colleague = chance.happens(0.25)
      ? chance.pick(
          staff.filter((one) => one.agency === worker.agency && unitOn(one, Math.max(day, 0)) === unitOn(worker, Math.max(day, 0))),
        )
      : worker;
    const assigned = [...new Set([worker.id, colleague.id])];
    const one: Case = {
      ...{ id: chance.id(), agency: worker.agency, unit: unitOn(worker, Math.max(day, 0)), persons: family(chance) },
      ...{ opensDay: day, restsFrom: rests, staff: assigned },
    };
    cases.push(one);
    const all = casesIn.get(worker.agency);
    if (all) all.push(one);
    else casesIn.set(worker.agency, [one]);
    for (const staffId of assigned) add(casesOf, staffId, one);
    for (const staffId of assigned) assignments.push({ staffId, caseId: one.id, from: START + day * DAY, until: null });
    return one;
  };
  // What was there before the first day: a caseload, and what rests since long.
  for (const worker of staff) {
    for (let index = chance.int(8, 20); index > 0; index--) open(-chance.int(1, 150), worker);
    for (let index = chance.int(2, 8); index > 0; index--) open(-chance.int(200, 500), worker);
  }
  for (const one of cases)
    if (one.restsFrom > 0) trail.work.push({ staffId: one.staff[0]!, caseId: one.id, at: START - chance.int(1, 30) * DAY });
    else trail.work.push({ staffId: one.staff[0]!, caseId: one.id, at: START + one.restsFrom * DAY });
  const sentTo: { functionId: string; caseId: string }[] = [];
  const shifts: Shift[] = [];

  const caseloadOf = (worker: Staff, day: number): Case[] =>
    (casesOf.get(worker.id) ?? []).filter((one) => one.opensDay <= day && day < one.restsFrom);
  const readCase = (worker: Staff, unit: string, day: number, one: Case, when: 'office' | 'evening', work: number): void => {
    const at = moment(chance, day, when);
    for (let index = chance.int(1, 4); index > 0; index--)
      trail.look(worker, unit, at + index * chance.int(20_000, 400_000), {
        action: 'read',
        caseId: one.id,
        persons: chance.happens(0.6) ? one.persons.map(({ id }) => id) : [],
      });
    if (one.persons.some((person) => person.protected) && chance.happens(0.08))
      trail.look(worker, unit, at + 500_000, { action: 'reveal', caseId: one.id, persons: [one.persons[0]!.id] });
    if (chance.happens(work)) trail.change(worker, unit, at + chance.int(600_000, 3_000_000), one.id);
  };
  const intake = (worker: Staff, unit: string, day: number): void => {
    for (let index = chance.count(6); index > 0; index--) {
      const at = moment(chance, day, 'office');
      const others = casesIn.get(worker.agency)!.filter((one) => one.opensDay < day);
      if (chance.happens(0.7) || others.length === 0) trail.look(worker, unit, at, { action: 'search' });
      else {
        // Somebody known calls or is reported: found by number, and handed to the colleague who works with it.
        const known = chance.pick(others);
        trail.look(worker, unit, at, { action: 'search', persons: [chance.pick(known.persons).id] });
        if (chance.happens(0.15)) {
          assignments.push({ staffId: worker.id, caseId: known.id, from: at + DAY, until: null });
          trail.change(worker, unit, at + DAY + 3_600_000, known.id);
        }
      }
      if (chance.happens(0.25)) {
        const fresh = open(day, worker);
        trail.change(worker, unit, at + chance.int(600_000, 20_000_000), fresh.id);
      }
    }
  };

  for (let day = 0; day < size.days; day++) {
    for (const { agency, unit } of units) {
      const present = staff.filter((one) => unitOn(one, day) === unit && !one.away.has(day));
      if (present.length === 0) continue;
      // One of the unit is on call for the night.
      const night = chance.pick(present);
      const [from, until] = [START + day * DAY + 16.5 * 3_600_000, START + (day + 1) * DAY + 8 * 3_600_000];
      shifts.push({ staffId: night.id, from, until });
      for (let index = chance.count(0.7); index > 0; index--) {
        const found = chance.pick(casesIn.get(agency)!.filter((one) => one.opensDay <= day));
        const at = chance.int(from + 1_800_000, until - 1_800_000);
        trail.look(night, unit, at, { action: 'search', persons: [found.persons[0]!.id] });
        if (chance.happens(0.3)) {
          trail.look(night, unit, at + 120_000, { action: 'break-glass', caseId: found.id });
          trail.look(night, unit, at + 200_000, { action: 'read', caseId: found.id, persons: found.persons.map(({ id }) => id) });
        }
      }
      if (isWeekend(day)) {
        for (const one of present)
          if (chance.happens(one.late / 5))
            for (const own of chance.some(caseloadOf(one, day), 2)) readCase(one, unit, day, own, 'office', 0.5);
        continue;
      }
      intake(chance.pick(present), unit, day);
      // A request comes to the unit's function: whoever passes the inbox opens it, one takes it.
      for (let index = chance.count(0.5); index > 0; index--) {
        const taker = chance.pick(present);
        const sent = open(day, taker);
        sentTo.push({ functionId: unit, caseId: sent.id });
        for (const one of chance.some(present, chance.int(1, 4)))
          trail.look(one, unit, moment(chance, day, 'office'), { action: 'read', caseId: sent.id });
        trail.change(taker, unit, moment(chance, day, 'office'), sent.id);
      }
      for (const one of present) {
        const own = caseloadOf(one, day);
        for (const worked of chance.some(own, chance.int(2, 7)))
          readCase(one, unit, day, worked, chance.happens(one.late) ? 'evening' : 'office', 0.45);
        // Somebody calls about a case at rest.
        const resting = (casesOf.get(one.id) ?? []).filter((old) => old.restsFrom <= day);
        if (resting.length > 0 && chance.happens(0.04)) readCase(one, unit, day, chance.pick(resting), 'office', 0.85);
        // A wrong line in a list, an old link, a number with two digits swapped.
        if (chance.happens(0.012)) {
          const other = chance.pick(casesIn.get(agency)!);
          if (!other.staff.includes(one.id))
            trail.look(one, unit, moment(chance, day, 'office'), { action: 'read', outcome: 'denied', caseId: other.id });
        }
        const colleague = staff.find((absent) => absent.standIn === one.id);
        if (colleague?.away.has(day)) {
          for (const theirs of chance.some(caseloadOf(colleague, day), chance.count(1.2))) readCase(one, unit, day, theirs, 'office', 0.6);
        }
        // Those who have moved are still asked by whoever took over.
        const [, moved] = one.units;
        if (moved && day >= moved.fromDay && day < moved.fromDay + 15 && chance.happens(0.15))
          trail.look(one, unit, moment(chance, day, 'office'), {
            action: 'read',
            outcome: 'denied',
            caseId: chance.pick(casesIn.get(agency)!).id,
          });
      }
    }
    // Whoever has moved hands over within some weeks.
    for (const assignment of assignments) {
      const moved = byId.get(assignment.staffId)?.units[1];
      if (moved && assignment.until === null && dayOf(assignment.from) < moved.fromDay && day >= moved.fromDay && chance.happens(0.15))
        assignment.until = START + day * DAY;
    }
  }
  return { size, staff, cases, units, shifts, assignments, sentTo, trail };
};
