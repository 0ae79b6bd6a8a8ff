import type { LogReviewRules, SignalId } from '#config/log-review';
import { isLook, targetsOf, type Access, type Office } from './access.js';
import { isMany, lookUpDays } from './look-ups.js';
import { RULES, type Dealing } from './rules.js';

/** Something for a head of unit to look at: one person, one case (or a day of many look-ups), and what speaks for it. */
export interface Alert {
  readonly staffId: string;
  /** Where the person worked when it was done: its head looks. */
  readonly unitId: string;
  /** A case's id, `person:<id>`, or `day:<date>`. */
  readonly target: string;
  readonly signals: readonly SignalId[];
  readonly score: number;
  readonly accesses: readonly Access[];
}

/** What somebody was asked to look at already, and shall not be asked again: `staffId target`. */
export const alertKey = ({ staffId, target }: Pick<Alert, 'staffId' | 'target'>): string => `${staffId} ${target}`;

const dealingsOf = (accesses: readonly Access[], office: Office, until: number): Dealing[] => {
  const dealings = new Map<string, { staffId: string; target: string; accesses: Access[]; until: number }>();
  for (const access of accesses) {
    if (!isLook(access)) continue;
    for (const target of targetsOf(access, office)) {
      const key = alertKey({ staffId: access.staffId, target });
      const dealing = dealings.get(key) ?? { staffId: access.staffId, target, accesses: [], until };
      dealing.accesses.push(access);
      dealings.set(key, dealing);
    }
  }
  return [...dealings.values()];
};

const judge = (dealing: Dealing, office: Office, rules: LogReviewRules): Alert => {
  const signals: SignalId[] = [];
  const lines = new Set<Access>();
  let score = 0;
  for (const { id, weight, perLine, most } of rules.signals) {
    if (id === 'many-look-ups' || weight + perLine === 0) continue;
    const { accesses, share } = RULES[id](dealing, office, rules);
    if (accesses.length === 0 || share === 0) continue;
    signals.push(id);
    score += share * (weight + perLine * Math.min(accesses.length - 1, most));
    for (const access of accesses) lines.add(access);
  }
  const { staffId, target, accesses } = dealing;
  return { staffId, target, unitId: accesses.at(-1)!.unitId, signals, score, accesses: [...lines] };
};

const manyLookUps = (accesses: readonly Access[], office: Office, rules: LogReviewRules): Alert[] => {
  const rule = rules.signals.find(({ id }) => id === 'many-look-ups')!;
  return lookUpDays(accesses, office)
    .filter((day) => isMany(day, office, rules))
    .map(({ staffId, day, accesses: looked }) => ({
      ...{ staffId, target: `day:${day}`, unitId: looked[0]!.unitId, signals: ['many-look-ups'] as const, accesses: looked },
      score: rule.weight === 0 ? 0 : rule.weight + rule.perLine * Math.min(looked.length - 1, rule.most),
    }));
};

/**
 * What the lines of the last days give reason to look at: the heaviest first, no more for a unit's reviewer than a day allows. Pure: the same lines
 * and the same office always give the same.
 * @param until the end of the days looked at  @param known what was drawn already (alertKey)
 */
export const findAlerts = (
  accesses: readonly Access[],
  office: Office,
  rules: LogReviewRules,
  until: number,
  known: ReadonlySet<string> = new Set(),
): Alert[] => {
  const found = [
    ...dealingsOf(accesses, office, until).map((dealing) => judge(dealing, office, rules)),
    ...manyLookUps(accesses, office, rules),
  ];
  const given = new Map<string, number>();
  return found
    .filter((alert) => alert.score >= rules.alert.threshold && !known.has(alertKey(alert)))
    .toSorted((a, b) => b.score - a.score || (alertKey(a) < alertKey(b) ? -1 : 1))
    .filter(({ unitId }) => {
      const already = given.get(unitId) ?? 0;
      given.set(unitId, already + 1);
      return already < rules.alert.perReviewerDay;
    });
};
