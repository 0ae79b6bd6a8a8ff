import { randomUUID } from 'node:crypto';
import { openRecord, type Place } from '../acts.js';
import type { Stage } from '../journey.js';
import { Player } from '../player.js';
import type { Child } from '../seen.js';

export const SCHOOL = 'elevhalsan-haparanda-mottagning';
export const CENTRE = 'resurscentrum-konsultation';
export const HAPARANDA = 'haparanda-mottagning';
export const PROSECUTOR = 'aklagare-kansli';

export interface Meeting {
  readonly anonymous: boolean;
  readonly personId: string | null;
  readonly caseId: string;
  readonly version: string;
  readonly factsNoted?: string;
}
/** What the acts of the story share: who plays, the school's own part of the case, and the ids of those it is about. */
export interface Story {
  readonly stage: Stage;
  /** School counsellor, adviser at the resource centre, social worker, prosecutor. */
  readonly people: Readonly<Record<'annaKarin' | 'ulrika' | 'mirja' | 'erik', Player>>;
  readonly school: Place;
  readonly ids: Readonly<Record<'girl' | 'father' | 'brother' | 'reportId' | 'proceedingId', string>>;
}

/** Everybody logs in, each as themself; the school has a record of the girl, in which nobody else is. */
export const begin = async (url: string, stage: Stage): Promise<Story> => {
  const annaKarin = await Player.login(url, 'demo-school-counsellor');
  const ids = {
    girl: randomUUID(),
    father: randomUUID(),
    brother: randomUUID(),
    reportId: randomUUID(),
    proceedingId: randomUUID(),
  };
  const school = await openRecord(annaKarin, randomUUID(), SCHOOL, 'child');
  await annaKarin.send('/api/v1/people', { ...school, personId: ids.girl, role: 'child', name: 'Amal Haddadi' });
  const people = {
    annaKarin,
    ulrika: await Player.login(url, 'demo-resource-advisor'),
    mirja: await Player.login(url, 'demo-haparanda-caseworker'),
    erik: await Player.login(url, 'demo-prosecutor'),
  };
  return { stage, people, school, ids };
};

export const readGirl = ({ people: { mirja }, school, ids }: Story): Promise<Child> =>
  mirja.get<Child>(`/api/v1/social-services/children/${ids.girl}?caseId=${school.caseId}`);
