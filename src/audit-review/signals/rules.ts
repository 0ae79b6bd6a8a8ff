import type { LogReviewRules, SignalId } from '#config/log-review';
import { DAY_MS, type Access, type Office } from './access.js';
import { isOutsideHours } from './hours.js';

/** Everything that one person did about one case (or one person in none) within the days looked at. */
export interface Dealing {
  readonly staffId: string;
  readonly target: string;
  readonly accesses: readonly Access[];
  /** The end of the days looked at. */
  readonly until: number;
}

/** What a rule found: which accesses, and how much of its weight they carry. */
export interface Found {
  readonly accesses: readonly Access[];
  readonly share: number;
}
type Rule = (dealing: Dealing, office: Office, rules: LogReviewRules) => Found;

const whole = (accesses: readonly Access[]): Found => ({ accesses, share: 1 });
const NOTHING: Found = { accesses: [], share: 0 };
const relationOf = (office: Office, { staffId, target }: Dealing, { at }: Access) => office.relation(staffId, target, at);

/**
 * Accesses without any relation, which no work with the case came before or after. A look-up of today may be the beginning of tomorrow's work, so what
 * was allowed is left to ripen for some days; what was refused is not.
 */
export const unrelated = (dealing: Dealing, office: Office, { explainedByWorkDays }: LogReviewRules): readonly Access[] => {
  const span = explainedByWorkDays * DAY_MS;
  return dealing.accesses.filter(
    (access) =>
      relationOf(office, dealing, access) === 'none' &&
      (access.outcome === 'denied' || access.at <= dealing.until - span) &&
      !office.worked(dealing.staffId, dealing.target, access.at - span, access.at + span),
  );
};

/** Each signal as a small rule of its own. That many were looked up is told by the day, not by the case (look-ups.ts). */
export const RULES: Readonly<Record<Exclude<SignalId, 'many-look-ups'>, Rule>> = {
  'no-relation': (dealing, office, rules) => whole(unrelated(dealing, office, rules)),
  'own-kin': ({ staffId, target, accesses }, office) => (office.declared(staffId, target) === 'kin' ? whole(accesses) : NOTHING),
  neighbour: ({ staffId, target, accesses }, office) => (office.declared(staffId, target) === 'neighbour' ? whole(accesses) : NOTHING),
  denied: (dealing, office, rules) => whole(unrelated(dealing, office, rules).filter(({ outcome }) => outcome === 'denied')),
  'same-surname': (dealing, office) => {
    const rarity = office.surname(dealing.staffId, dealing.target);
    if (rarity === 0) return NOTHING;
    const works = dealing.accesses.every((access) => relationOf(office, dealing, access) === 'own');
    return { accesses: dealing.accesses, share: works ? rarity / 2 : rarity };
  },
  'same-address': ({ staffId, target, accesses }, office) => (office.sameAddress(staffId, target) ? whole(accesses) : NOTHING),
  'outside-hours': ({ staffId, target, accesses }, office, { hours }) =>
    whole(
      accesses.filter(
        ({ at }) => isOutsideHours(at, hours) && !office.onCall(staffId, at) && !office.worked(staffId, target, at - DAY_MS, at + DAY_MS),
      ),
    ),
  'protected-shown': ({ accesses }) => whole(accesses.filter(({ action, outcome }) => action === 'reveal' && outcome === 'allowed')),
  'break-glass': ({ staffId, accesses }, office) => {
    const openings = accesses.filter(({ action }) => action === 'break-glass');
    return { accesses: openings, share: openings.some(({ at }) => !office.onCall(staffId, at)) ? 1 : 0.5 };
  },
  'covering-only': (dealing, office, { coveringReads }) => {
    const covered = dealing.accesses.filter((access) => relationOf(office, dealing, access) === 'covering');
    const first = Math.min(...covered.map(({ at }) => at));
    const idle = covered.length >= coveringReads && !office.worked(dealing.staffId, dealing.target, first - DAY_MS, dealing.until);
    return idle ? whole(covered) : NOTHING;
  },
  'long-quiet': (dealing, office, { longQuietDays, explainedByWorkDays }) => {
    const own = dealing.accesses.filter((access) => relationOf(office, dealing, access) === 'own');
    const quiet = own.filter(({ at }) => {
      const last = office.lastWork(dealing.target, at);
      return last !== null && at - last > longQuietDays * DAY_MS;
    });
    const [first] = quiet;
    // Somebody calls about an old case, and a note is written: that is work.
    const woken = first !== undefined && office.worked(dealing.staffId, dealing.target, first.at, first.at + explainedByWorkDays * DAY_MS);
    const ripe = first !== undefined && first.at <= dealing.until - explainedByWorkDays * DAY_MS;
    return woken || !ripe ? NOTHING : whole(quiet);
  },
};
