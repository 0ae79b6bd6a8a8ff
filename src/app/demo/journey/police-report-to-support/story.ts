import { randomUUID } from 'node:crypto';
import { demoPersons } from '#config/demo';
import { swedishDate } from '#libs/shared-kernel';
import { loggedIn } from '../acts.js';
import type { Stage } from '../journey.js';
import type { Player } from '../player.js';

const DAY = 86_400_000;
export const { exposed, violenceUser, childNine, childFour } = demoPersons;

export interface Trail {
  items: { who: { agencyId: string; duty: string }; operation: string; caseId: string | null; outcome: string }[];
}

const CAST = {
  jonas: 'police-officer',
  ellen: 'police-liaison',
  amira: 'lulea-caseworker',
  sara: 'boden-caseworker',
  maria: 'region-caseworker',
  ingaLill: 'boden-supervisor',
  johan: 'boden-kin',
} as const;
type People = Readonly<Record<keyof typeof CAST, Player>>;

/** What the acts of the story share: who plays, the ids of the case, and days counted from today. */
export interface Story {
  readonly stage: Stage;
  readonly people: People;
  readonly ids: Readonly<Record<'recordId' | 'caseId' | 'reportId' | 'consentId' | 'referralId', string>>;
  readonly referral: string;
  readonly chain: string;
  day(offset: number): string;
  moment(offset: number): string;
}

/** Everybody logs in, each as themself. */
export const begin = async (url: string, stage: Stage): Promise<Story> => {
  const ids = { recordId: randomUUID(), caseId: randomUUID(), reportId: randomUUID(), consentId: randomUUID(), referralId: randomUUID() };
  const today = stage.now().getTime();
  const people = await loggedIn(url, CAST);
  return {
    stage,
    people,
    ids,
    referral: `/api/v1/referrals/${ids.referralId}`,
    chain: `/api/v1/cases/${ids.caseId}/chain`,
    day: (offset) => swedishDate(new Date(today + offset * DAY)),
    moment: (offset) => new Date(today + offset * DAY).toISOString(),
  };
};
