import type { Chance } from './chance.js';
import type { County } from './office-life.js';
import { unitOn, type Case, type Staff } from './people.js';
import { isWeekend, moment, type Line } from './trail.js';

export const KINDS = ['kin', 'neighbour', 'acquaintance', 'former-partner', 'curious', 'night'] as const;
export type SnooperKind = (typeof KINDS)[number];

/** Somebody who looks where there is no work to do. What was done is told line by line; nobody but the author and the measurement knows. */
export interface Snooper {
  readonly kind: SnooperKind;
  readonly staffId: string;
  /** Whose affairs: a case; null for whoever looks at everything. */
  readonly caseId: string | null;
  readonly lines: readonly Line[];
  /** What they have told their employer of the person. */
  readonly declared: 'kin' | 'neighbour' | null;
  /** Of the person looked at, as it came to be that they know each other. */
  readonly sharesSurname: boolean;
  readonly sharesAddress: boolean;
}

/** Working days from a day on, a few with some between. */
const someDays = (chance: Chance, county: County, worker: Staff, many: number, within: number): number[] => {
  const first = chance.int(4, Math.max(5, county.size.days - within - 5));
  const days = Array.from({ length: within }, (_, index) => first + index).filter(
    (day) => !isWeekend(day) && !worker.away.has(day) && day < county.size.days,
  );
  return chance.some(days, many).toSorted((a, b) => a - b);
};

/** Looks for one person: by number most often, now and then the link to the case itself, now and then late. */
const lookFor = (chance: Chance, county: County, worker: Staff, one: Case, times: number, within: number): Line[] =>
  someDays(chance, county, worker, times, within).flatMap((day) => {
    const unit = unitOn(worker, day);
    const at = moment(chance, day, chance.happens(0.2) ? 'evening' : 'office');
    const lines = [county.trail.look(worker, unit, at, { action: 'search', persons: [chance.pick(one.persons).id] })];
    if (chance.happens(0.45))
      lines.push(county.trail.look(worker, unit, at + 90_000, { action: 'read', outcome: 'denied', caseId: one.id }));
    return lines;
  });

const plantOne = (chance: Chance, county: County, kind: SnooperKind, worker: Staff): Snooper => {
  const foreign = county.cases.filter((one) => one.agency === worker.agency && !one.staff.includes(worker.id) && one.opensDay <= 3);
  const one = chance.pick(foreign);
  const base = { kind, staffId: worker.id, caseId: one.id, declared: null, sharesSurname: false, sharesAddress: false } as const;
  switch (kind) {
    case 'kin': {
      // Who is declared is shut out: the search answers nothing, and is written down as what it was for.
      const declared = chance.happens(0.6) ? ('kin' as const) : null;
      return {
        ...base,
        declared,
        sharesSurname: chance.happens(0.5),
        sharesAddress: chance.happens(0.15),
        lines: lookFor(chance, county, worker, one, chance.int(1, 3), 10),
      };
    }
    case 'neighbour':
      return {
        ...base,
        declared: chance.happens(0.4) ? 'neighbour' : null,
        lines: lookFor(chance, county, worker, one, chance.int(1, 3), 7),
      };
    case 'acquaintance':
      return { ...base, lines: lookFor(chance, county, worker, one, chance.int(1, 2), 5) };
    case 'former-partner': {
      const lines = lookFor(chance, county, worker, one, chance.int(4, 9), 40);
      if (chance.happens(0.25)) {
        const day = someDays(chance, county, worker, 1, 20)[0] ?? 10;
        const at = moment(chance, day, 'office');
        lines.push(county.trail.look(worker, unitOn(worker, day), at, { action: 'break-glass', caseId: one.id }));
        lines.push(
          county.trail.look(worker, unitOn(worker, day), at + 60_000, {
            action: 'read',
            caseId: one.id,
            persons: one.persons.map(({ id }) => id),
          }),
        );
      }
      return { ...base, sharesSurname: chance.happens(0.2), lines };
    }
    case 'curious': {
      // A slow afternoon, or several: one name after the other.
      const lines = someDays(chance, county, worker, chance.int(1, 3), 10).flatMap((day) =>
        Array.from({ length: chance.int(14, 40) }, () => {
          const other = chance.pick(foreign);
          const persons = chance.happens(0.6) ? [other.persons[0]!.id] : [];
          return county.trail.look(worker, unitOn(worker, day), moment(chance, day, 'office'), { action: 'search', persons });
        }),
      );
      return { ...base, caseId: null, lines };
    }
    case 'night': {
      // A case of one's own that is over, read again from home.
      const own = county.cases.filter((old) => old.staff.includes(worker.id) && old.restsFrom <= -70);
      const rested = own.length > 0 ? chance.pick(own) : one;
      const first = chance.int(5, county.size.days - 15);
      const lines = Array.from({ length: chance.int(2, 6) }, () => {
        const day = first + chance.int(0, 6);
        const outcome = rested === one ? ('denied' as const) : ('allowed' as const);
        return county.trail.look(worker, unitOn(worker, day), moment(chance, day, chance.happens(0.6) ? 'night' : 'evening'), {
          action: 'read',
          outcome,
          caseId: rested.id,
        });
      });
      return { ...base, caseId: rested.id, lines };
    }
  }
};

/** Plants so many of each kind among those who are at work. Nobody snoops twice. */
export const plant = (chance: Chance, county: County, ofEach: number): Snooper[] => {
  const workers = chance.some(county.staff, KINDS.length * ofEach);
  return workers
    .map((worker, index) => plantOne(chance, county, KINDS[index % KINDS.length]!, worker))
    .filter(({ lines }) => lines.length > 0);
};
