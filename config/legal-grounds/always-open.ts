import type { z } from 'zod';
import { AGENCY_KINDS } from '#libs/shared-kernel';
import type { LegalGround } from './schema.js';
import { ALL_CLASSES } from './shared.js';

/** The ground of the urgent page: in danger to life or health one person may always act, so no file can take it away or ask for more than a reason. */
export const NECESSITY = 'brb-24-4-necessity';

/**
 * The ground of every concern report: the duty to report, which a board has too (SoL 19:1). It asks nobody's consent, so that no report ends with one, and
 * no file can shut it.
 */
export const CONCERN_DUTY = 'osl-10-28-sol-19-1';

const EVERYONE = AGENCY_KINDS.filter((kind) => kind !== 'county');

type Demand = readonly [holds: (rule: LegalGround) => boolean, must: string];

/** Of either: by copies and requests, of every class, for whoever says why. */
const OF_BOTH: readonly Demand[] = [
  [({ modes }) => modes.includes('copy') && modes.includes('referral'), 'cover copies and referrals (modes)'],
  [
    ({ onlyFromAgencies, onlyToAgencies }) => !onlyFromAgencies && !onlyToAgencies,
    'name no single agencies (onlyFromAgencies, onlyToAgencies)',
  ],
  [({ classes }) => ALL_CLASSES.every((cls) => classes.includes(cls)), 'cover every class of data (classes)'],
  [({ requires }) => !requires.consent, 'need no consent (requires.consent)'],
  [({ requires }) => requires.documentation.every((kind) => kind === 'reason'), 'ask for nothing in writing but a reason (documentation)'],
  [({ requires }) => Object.keys(requires.circumstances).length === 0, 'presuppose no circumstance (circumstances)'],
];

/** What each of their versions must be, or somebody is without the way on some day. */
const ALWAYS_OPEN: Readonly<Record<string, { readonly restsOnIt: string; readonly demands: readonly Demand[] }>> = {
  [NECESSITY]: {
    restsOnIt: '“Akut” rests on it',
    demands: [
      [({ onlyUrgent }) => onlyUrgent, 'be for “Akut” and for nothing else (onlyUrgent)'],
      [
        ({ from, to }) => EVERYONE.every((kind) => from.includes(kind) && to.includes(kind)),
        'be open from and to all but the county (from, to)',
      ],
      [
        ({ requires }) => requires.aboutChild === 'no' && requires.aboutPersonUnder === undefined,
        'be about whomever (aboutChild, aboutPersonUnder)',
      ],
      ...OF_BOTH,
    ],
  },
  [CONCERN_DUTY]: {
    restsOnIt: 'every concern report rests on it (SoL 19:1)',
    demands: [
      [({ urgent, onlyUrgent }) => urgent && !onlyUrgent, 'be open by day and under “Akut” (urgent, onlyUrgent)'],
      [
        ({ from, to }) => EVERYONE.every((kind) => from.includes(kind)) && to.includes('social-services'),
        'be open from all but the county to social services (from, to)',
      ],
      [({ requires }) => !requires.secondPerson, 'need no second person (requires.secondPerson)'],
      [
        ({ requires }) => requires.aboutChild !== 'only' && requires.aboutPersonUnder === undefined,
        'tell of the adults beside the child, too (aboutChild, aboutPersonUnder)',
      ],
      ...OF_BOTH,
    ],
  },
};

const dayAfter = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

/** Every day from its first on, each version is open to all: whichever of them holds on the day. Whether one holds on the day of applying, `closedAmong` tells. */
export const staysOpen = (rules: readonly LegalGround[], context: z.core.$RefinementCtx): void => {
  for (const [id, { restsOnIt, demands }] of Object.entries(ALWAYS_OPEN)) {
    const fault = (message: string, rule?: LegalGround): void =>
      context.addIssue({ code: 'custom', path: rule ? [rules.indexOf(rule)] : [], message: `${message}: ${restsOnIt}` });
    const versions = rules.filter((rule) => rule.id === id).toSorted((one, other) => (one.validFrom < other.validFrom ? -1 : 1));
    if (versions.length === 0) fault(`${id} must be among them`);
    for (const [index, rule] of versions.entries()) {
      for (const [holds, must] of demands) if (!holds(rule)) fault(`version ${rule.version} must ${must}`, rule);
      const next = versions[index + 1];
      const until = rule.validUntil;
      if (!next && until !== undefined) fault(`version ${rule.version} ends on ${until} and none follows it`, rule);
      if (next && until !== undefined && next.validFrom > dayAfter(until))
        fault(`none holds between version ${rule.version}, until ${until}, and version ${next.version}, from ${next.validFrom}`, rule);
    }
  }
};

/** A sentence for each way that must always be open, and is not among the rules of a day. */
export const closedAmong = (ofToday: readonly Pick<LegalGround, 'id'>[]): readonly string[] =>
  Object.entries(ALWAYS_OPEN).flatMap(([id, { restsOnIt }]) =>
    ofToday.some((rule) => rule.id === id) ? [] : [`${id} must hold today: ${restsOnIt}.`],
  );
