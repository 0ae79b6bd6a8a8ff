import { randomUUID } from 'node:crypto';
import { demoPersons } from '#config/demo';
import { childrenIn, loggedIn } from '../acts.js';
import type { Stage } from '../journey.js';
import type { Player } from '../player.js';
import type { Child } from '../seen.js';

export const { exposed, childNine } = demoPersons;
export const POLICE = 'polis-lulea-lpo';
export const WARD = 'akutmottagning';
export const BODEN = 'boden-mottagning-vald';
/** Where concern for a child is reported. */
export const CHILDREN = 'boden-mottagning';

const CAST = {
  elsa: 'region-nurse',
  hamid: 'region-supervisor',
  jonas: 'police-officer',
  sara: 'boden-caseworker',
  ingaLill: 'boden-supervisor',
  oskar: 'administrator',
} as const;

export interface Received {
  readonly items: readonly {
    readonly fromAgency: string;
    readonly ground: string;
    readonly ended: boolean;
    readonly content: unknown;
  }[];
}
/** What the acts of the story share: who plays, and where each has written. */
export interface Story {
  readonly stage: Stage;
  readonly people: Readonly<Record<keyof typeof CAST, Player>>;
  readonly caseId: string;
  /** The nurse's own. */
  readonly careRecord: string;
  readonly policeRecord: string;
  /** Boden's record of the woman; the child has one of its own. */
  readonly adultRecord: string;
  readonly chain: string;
  readonly received: string;
  /** Boden's children in the case: what runs, and by when. */
  children(): Promise<readonly Child[]>;
  /** Proposals to assess the risk anew, as Boden sees them: `trigger`s about the woman. */
  proposals(): Promise<readonly string[]>;
}

/** Everybody logs in, each as themself. */
export const begin = async (url: string, stage: Stage): Promise<Story> => {
  const people = await loggedIn(url, CAST);
  const caseId = randomUUID();
  return {
    ...{ stage, people, caseId, careRecord: randomUUID(), policeRecord: randomUUID(), adultRecord: randomUUID() },
    chain: `/api/v1/cases/${caseId}/chain`,
    received: `/api/v1/cases/${caseId}/received`,
    children: () => childrenIn(people.sara, caseId),
    proposals: async () => {
      await stage.time.settle();
      const { items } = await people.sara.get<{ items: { personId: string; trigger: string }[] }>(
        `/api/v1/risk-assessments/proposals?caseId=${caseId}`,
      );
      return items.filter(({ personId }) => personId === exposed.id).map(({ trigger }) => trigger);
    },
  };
};
