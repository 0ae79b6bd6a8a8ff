import type { LogReviewRules } from '#config/log-review';
import { swedishDate } from '#libs/shared-kernel';
import { isLook, targetsOf, type Access, type Office } from './access.js';

/** One person's day of look-ups beyond what they work with. */
export interface LookUpDay {
  readonly staffId: string;
  readonly day: string;
  readonly accesses: readonly Access[];
}

/** What somebody looked at on each day without working with it: each search, and each case once. */
export const lookUpDays = (accesses: readonly Access[], office: Pick<Office, 'casesOf' | 'relation'>): LookUpDay[] => {
  const days = new Map<string, { staffId: string; day: string; accesses: Map<string, Access> }>();
  for (const access of accesses) {
    if (!isLook(access)) continue;
    const targets = targetsOf(access, office).filter((target) => office.relation(access.staffId, target, access.at) !== 'own');
    const isSearch = access.action === 'search';
    if (!isSearch && targets.length === 0) continue;
    const day = swedishDate(new Date(access.at));
    const key = `${access.staffId} ${day}`;
    const found = days.get(key) ?? { staffId: access.staffId, day, accesses: new Map<string, Access>() };
    const things = isSearch ? [access.auditId] : targets;
    for (const thing of things) if (!found.accesses.has(thing)) found.accesses.set(thing, access);
    days.set(key, found);
  }
  return [...days.values()].map(({ staffId, day, accesses: byThing }) => ({ staffId, day, accesses: [...new Set(byThing.values())] }));
};

/** Beyond the unit's own usual: so many median deviations over its median, and never for a handful. */
export const isMany = ({ accesses }: LookUpDay, office: Office, { manyLookUps }: LogReviewRules): boolean => {
  const [first] = accesses;
  if (!first) return false;
  const { median, deviation } = office.usualLookUps(first.unitId);
  return accesses.length >= Math.max(manyLookUps.atLeast, median + manyLookUps.deviations * Math.max(1, deviation));
};

/** Median, and the median distance from it: one feverish day moves neither. */
export const usualOf = (counts: readonly number[]): { median: number; deviation: number } => {
  const middle = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
  const median = middle(counts);
  return { median, deviation: middle(counts.map((count) => Math.abs(count - median))) };
};
