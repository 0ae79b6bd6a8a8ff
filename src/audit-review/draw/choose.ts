import { logReview, type LogReviewRules } from '#config/log-review';
import { derivedId, swedishDate } from '#libs/shared-kernel';
import { isLook, type Access } from '../signals/access.js';
import type { Alert } from '../signals/alerts.js';
import type { Drawn } from './draw.events.js';
import { seededSample } from './seeded-sample.js';

const MOST_LINES = 500;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-/;

const spanOf = (accesses: readonly Access[]): Pick<Drawn, 'lines' | 'from' | 'to'> => ({
  lines: accesses.slice(0, MOST_LINES).map(({ auditId }) => auditId),
  from: new Date(Math.min(...accesses.map(({ at }) => at))).toISOString(),
  to: new Date(Math.max(...accesses.map(({ at }) => at))).toISOString(),
});

/** One person's dealings with one thing on one day: what a reviewer can judge as one. */
const occasions = (accesses: readonly Access[]): Access[][] => {
  const found = new Map<string, Access[]>();
  for (const access of accesses) {
    const about = access.caseId ?? access.personIds[0] ?? access.auditId;
    const key = `${access.staffId} ${about} ${swedishDate(new Date(access.at))}`;
    found.set(key, [...(found.get(key) ?? []), access]);
  }
  return [...found.values()];
};

/** The monthly sample of one unit. @param heads whose accesses the unit's own head does not review */
export const chooseSample = (
  accesses: readonly Access[],
  seed: Buffer,
  heads: ReadonlySet<string>,
  size: LogReviewRules['sample'] = logReview.sample,
): { readonly population: number; readonly drawn: Drawn[] } => {
  const all = occasions(accesses.filter((access) => access.outcome === 'allowed' && isLook(access)));
  const chosen = seededSample(all, ([first]) => first!.auditId, seed, size);
  return {
    population: all.length,
    drawn: chosen.map((occasion): Drawn => {
      const { auditId, staffId, unitId, caseId, personIds } = occasion[0]!;
      return {
        ...{ reviewId: derivedId('sampled', auditId), unitId: heads.has(staffId) ? '' : unitId, staffId, signals: [] },
        ...(caseId === null ? {} : { caseId }),
        ...(caseId === null && personIds[0] !== undefined ? { personId: personIds[0] } : {}),
        ...spanOf(occasion),
      };
    }),
  };
};

/** Alerts as they are drawn. The same person and target, seen again on another day, is another review. */
export const chooseAlerts = (alerts: readonly Alert[], day: string, heads: ReadonlySet<string>): Drawn[] =>
  alerts.map(({ staffId, unitId, target, signals, accesses }): Drawn => {
    const personId = target.startsWith('person:') ? target.slice('person:'.length) : undefined;
    return {
      ...{ reviewId: derivedId('signalled', staffId, target, day), unitId: heads.has(staffId) ? '' : unitId, staffId, signals },
      ...(UUID.test(target) ? { caseId: target } : {}),
      ...(personId === undefined ? {} : { personId }),
      ...spanOf(accesses),
    };
  });

/** What an alert was drawn for, told from the review that it became (alertKey). */
export const drawnKey = ({ staffId, caseId, personId, from }: Pick<Drawn, 'staffId' | 'caseId' | 'personId' | 'from'>): string =>
  `${staffId} ${caseId ?? (personId === undefined ? `day:${swedishDate(new Date(from))}` : `person:${personId}`)}`;
