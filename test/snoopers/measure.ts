import { logReview, type LogReviewRules } from '#config/log-review';
import { alertKey, findAlerts, officeOf, withUsual, type Alert } from '#src/audit-review/index';
import { Chance } from './chance.js';
import { coincidences, factsOf } from './facts.js';
import { officeLife, type County, type Size } from './office-life.js';
import { plant, type Snooper } from './snoopers.js';
import { isWeekend, START, type Line } from './trail.js';

const DAY = 86_400_000;

export interface Played {
  readonly county: County;
  readonly snoopers: readonly Snooper[];
  readonly alerts: readonly Alert[];
}
export interface Figures {
  readonly snoopers: number;
  readonly found: number;
  readonly recall: number;
  readonly alerts: number;
  /** Alerts for each reviewer and working day. */
  readonly alertsPerReviewerDay: number;
  readonly missed: readonly string[];
}

/** A county of a seed, its snoopers, and what a look for signals on each morning would have put before the heads of its units. */
export const play = (seed: number, size: Size, ofEach: number, rules: LogReviewRules = logReview): Played => {
  const chance = new Chance(seed);
  const county = officeLife(chance, size);
  const snoopers = plant(chance, county, ofEach);
  const declared = coincidences(chance, county);
  const lines = county.trail.lines.toSorted((a, b) => a.at - b.at);
  const alerts: Alert[] = [];
  for (const agency of new Set(county.units.map((one) => one.agency))) {
    const own = lines.filter((line) => line.agency === agency);
    const between = (from: number, until: number): Line[] => own.filter(({ at }) => at >= from && at < until);
    const known = new Set<string>();
    const office = officeOf(factsOf(county, agency, snoopers, declared));
    // Past the last day too: what was done on it ripens.
    for (let day = 7; day <= size.days + 7; day++) {
      const until = START + day * DAY;
      const from = until - rules.alert.lookBackDays * DAY;
      const before = between(from - rules.manyLookUps.usualOverDays * DAY, from + DAY);
      for (const alert of findAlerts(between(from, until), withUsual(office, before), rules, until, known)) {
        known.add(alertKey(alert));
        alerts.push(alert);
      }
    }
  }
  return { county, snoopers, alerts };
};

/** Found: somebody was asked to look at a line that this very person should not have made. */
export const judge = ({ county, snoopers, alerts }: Played): Figures => {
  const shown = new Map<string, Set<string>>();
  for (const { staffId, accesses } of alerts) {
    const ids = shown.get(staffId) ?? new Set<string>();
    for (const { auditId } of accesses) ids.add(auditId);
    shown.set(staffId, ids);
  }
  const isFound = ({ staffId, lines }: Snooper): boolean => lines.some(({ auditId }) => shown.get(staffId)?.has(auditId));
  const found = snoopers.filter(isFound).length;
  const workingDays = Array.from({ length: county.size.days }, (_, day) => day).filter((day) => !isWeekend(day)).length;
  return {
    ...{ snoopers: snoopers.length, found, recall: snoopers.length === 0 ? 1 : found / snoopers.length, alerts: alerts.length },
    alertsPerReviewerDay: alerts.length / (county.units.length * workingDays),
    missed: snoopers.filter((one) => !isFound(one)).map(({ kind }) => kind),
  };
};
