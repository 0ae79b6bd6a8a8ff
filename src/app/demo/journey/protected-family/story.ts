import { randomUUID } from 'node:crypto';
import { demoPersons } from '#config/demo';
import { childrenIn, loggedIn } from '../acts.js';
import type { Stage } from '../journey.js';
import type { Player } from '../player.js';
import type { Child, Process } from '../seen.js';

export const { exposed: mother, childNine: wilma, childFour: elias } = demoPersons;
export const WARD = 'akutmottagning';
/** Where concern for a child is reported. */
export const CHILDREN = 'boden-mottagning';

/** Where the family is: the shelter and its street, the municipality (of another county), the school and the caseworker there. All invented. */
export const WHERE = {
  address: 'Kvinnohuset Lyktan, Fjällripestigen 9',
  municipality: 'Malung-Sälen',
  school: 'Tallbackaskolan',
  contact: 'Ronja Almqvist, socialsekreterare på orten',
} as const;
/** Each word that tells where. */
export const WORDS = ['Lyktan', 'Fjällripestigen', 'Malung', 'Tallbacka', 'Almqvist'] as const;

const CAST = {
  sara: 'boden-caseworker',
  ingaLill: 'boden-supervisor',
  petra: 'boden-on-call',
  johan: 'boden-kin',
  elsa: 'region-nurse',
  maria: 'region-caseworker',
  hamid: 'region-supervisor',
  jonas: 'police-officer',
  ellen: 'police-liaison',
  amira: 'lulea-caseworker',
  fatima: 'shelter-worker',
  birgitta: 'county-coordinator',
  oskar: 'administrator',
} as const;

/** What the acts of the story share: who plays, the ids of the case, and how Boden sees a child. */
export interface Story {
  readonly stage: Stage;
  readonly people: Readonly<Record<keyof typeof CAST, Player>>;
  readonly caseId: string;
  /** The nurse's own. */
  readonly careRecord: string;
  readonly referralId: string;
  child(personId: string): Promise<Child>;
  /** The child's latest process of a sort. */
  process(personId: string, name: string): Promise<Process>;
  /** A change of a person in Boden's record of a child, with the version that it rests on. */
  change(childId: string, personId: string, what: 'protection' | 'corrections' | 'safe-contact', body: object): Promise<void>;
}

/** Everybody logs in, each as themself. */
export const begin = async (url: string, stage: Stage): Promise<Story> => {
  const people = await loggedIn(url, CAST);
  const { sara } = people;
  const caseId = randomUUID();
  const child = async (personId: string): Promise<Child> => {
    await stage.time.settle();
    return (await childrenIn(sara, caseId)).find((one) => one.personId === personId)!;
  };
  return {
    ...{ stage, people, caseId, careRecord: randomUUID(), referralId: randomUUID(), child },
    process: async (personId, name) => (await child(personId)).processes.findLast(({ process }) => process === name)!,
    change: async (childId, personId, what, body) => {
      const { recordId } = await child(childId);
      const { items } = await sara.get<{ items: { personId: string; version: string }[] }>(`/api/v1/records/${recordId}/people`);
      const version = items.find((one) => one.personId === personId)?.version;
      await sara.send(`/api/v1/people/${personId}/${what}`, { recordId, caseId, ...body }, version);
    },
  };
};
