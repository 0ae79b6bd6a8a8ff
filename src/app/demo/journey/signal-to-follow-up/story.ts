import { randomUUID } from 'node:crypto';
import { childrenIn, openRecord, type Place } from '../acts.js';
import type { Stage } from '../journey.js';
import { Player } from '../player.js';
import type { Child } from '../seen.js';

export const INSURER = 'forsakringskassan-handlaggning';
export const KIRUNA = 'kiruna-mottagning';
export const CARE = 'psykiatri-mottagning';

/** What the acts of the story share: who plays, where the insurer's own part of the case is, and the ids of the three. */
export interface Story {
  readonly stage: Stage;
  /** Case officer at the insurer, social worker in Kiruna, counsellor in health care. */
  readonly people: Readonly<Record<'peter' | 'aila' | 'maria', Player>>;
  readonly insurer: Place;
  readonly ids: Readonly<Record<'mother' | 'nine' | 'four' | 'consentId' | 'reportId' | 'referralId', string>>;
}

/** Everybody logs in, each as themself; the insurer has an ordinary case about her. */
export const begin = async (url: string, stage: Stage): Promise<Story> => {
  const peter = await Player.login(url, 'demo-insurance-officer');
  const ids = {
    mother: randomUUID(),
    nine: randomUUID(),
    four: randomUUID(),
    consentId: randomUUID(),
    reportId: randomUUID(),
    referralId: randomUUID(),
  };
  const insurer = await openRecord(peter, randomUUID(), INSURER);
  const register = (personId: string, role: string, name: string, more: object = {}) =>
    peter.send('/api/v1/people', { ...insurer, personId, role, name, ...more });
  const hours = 'Vardagar 12–13, när hon är på arbetet';
  const safeContact = { way: 'phone', number: '070-1740650', hours, language: 'Svenska' };
  await register(ids.mother, 'exposed', 'Marja Niva', { phone: '070-1740650', safeContact });
  await register(ids.nine, 'child', 'Ella Niva');
  await register(ids.four, 'child', 'Otto Niva');
  const people = {
    peter,
    aila: await Player.login(url, 'demo-kiruna-caseworker'),
    maria: await Player.login(url, 'demo-region-caseworker'),
  };
  return { stage, people, insurer, ids };
};

/** The children as Kiruna's worker sees them, the nine-year-old first. */
export const childrenOf = async ({ people, insurer, ids }: Story): Promise<readonly Child[]> => {
  const items = await childrenIn(people.aila, insurer.caseId);
  return [ids.nine, ids.four].flatMap((personId) => items.filter((child) => child.personId === personId));
};
