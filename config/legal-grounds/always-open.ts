import type { z } from 'zod';
import { AGENCY_KINDS } from '#libs/shared-kernel';
import type { LegalGround } from './schema.js';
import { ALL_CLASSES } from './shared.js';

/** The ground of the urgent page: in danger to life or health one person may always act, so no file can take it away or ask for more than a reason. */
export const NECESSITY = 'brb-24-4-necessity';

const EVERYONE = AGENCY_KINDS.filter((kind) => kind !== 'county');

/** What each of its versions must be, or somebody is without it on some day. */
const DEMANDS: readonly (readonly [holds: (rule: LegalGround) => boolean, must: string])[] = [
  [({ onlyUrgent }) => onlyUrgent, 'be for “Akut” and for nothing else (onlyUrgent)'],
  [({ modes }) => modes.includes('copy') && modes.includes('referral'), 'cover copies and referrals (modes)'],
  [
    ({ from, to }) => EVERYONE.every((kind) => from.includes(kind) && to.includes(kind)),
    'be open from and to all but the county (from, to)',
  ],
  [
    ({ onlyFromAgencies, onlyToAgencies }) => !onlyFromAgencies && !onlyToAgencies,
    'name no single agencies (onlyFromAgencies, onlyToAgencies)',
  ],
  [({ classes }) => ALL_CLASSES.every((cls) => classes.includes(cls)), 'cover every class of data (classes)'],
  [({ requires }) => !requires.consent, 'need no consent (requires.consent)'],
  [({ requires }) => requires.documentation.every((kind) => kind === 'reason'), 'ask for nothing in writing but a reason (documentation)'],
  [
    ({ requires }) => requires.aboutChild === 'no' && requires.aboutPersonUnder === undefined,
    'be about whomever (aboutChild, aboutPersonUnder)',
  ],
  [({ requires }) => Object.keys(requires.circumstances).length === 0, 'presuppose no circumstance (circumstances)'],
];

const dayAfter = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

/** Every day from its first on, each version is open to all: whichever of them holds when somebody is in danger. Whether it holds on the day of applying, ApplyRules asks. */
export const opensUrgent = (rules: readonly LegalGround[], context: z.core.$RefinementCtx): void => {
  const fault = (message: string, rule?: LegalGround): void =>
    context.addIssue({ code: 'custom', path: rule ? [rules.indexOf(rule)] : [], message: `${message}: “Akut” rests on it` });
  const versions = rules.filter(({ id }) => id === NECESSITY).toSorted((one, other) => (one.validFrom < other.validFrom ? -1 : 1));
  if (versions.length === 0) fault(`${NECESSITY} must be among them`);
  for (const [index, rule] of versions.entries()) {
    for (const [holds, must] of DEMANDS) if (!holds(rule)) fault(`version ${rule.version} must ${must}`, rule);
    const next = versions[index + 1];
    const until = rule.validUntil;
    if (!next && until !== undefined) fault(`version ${rule.version} ends on ${until} and none follows it`, rule);
    if (next && until !== undefined && next.validFrom > dayAfter(until))
      fault(`none holds between version ${rule.version}, until ${until}, and version ${next.version}, from ${next.validFrom}`, rule);
  }
};
