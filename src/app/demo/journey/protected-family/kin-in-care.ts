import { randomUUID } from 'node:crypto';
import { demoStaff } from '#config/demo';
import { wilma, type Story } from './story.js';

interface Review {
  readonly reviewId: string;
  readonly staffId: string;
  readonly caseId: string | null;
  readonly signals: readonly string[];
  readonly accesses?: readonly { readonly action: string; readonly outcome: string }[];
}

/** Act 5: a relative who works in health care is locked out, and looks all the same: the head of the unit is told. */
export const kinInCare = async ({ stage, people, caseId, careRecord }: Story): Promise<void> => {
  const { maria, elsa, hamid, ingaLill } = people;
  stage.say('11', 'Maria Stenlund, kurator på vårdcentralen, är pappans syster och har anmält det');
  await maria.send('/api/v1/me/relations', { personnummer: wilma.personnummer, relation: 'other-kin' });
  await stage.time.settle();
  const name = `${wilma.givenName} ${wilma.familyName}`;
  const search = (who = maria, by: object = { personNumber: wilma.personnummer }) =>
    who.send<{ hits: unknown[]; elsewhere: boolean }>('/api/v1/people/search', by);
  const found = [await search(), await search(maria, { name })];
  stage.check(
    'Hennes sökningar ger ingenting, inte ens att barnet är känt',
    found.every(({ hits, elsewhere }) => hits.length === 0 && !elsewhere),
  );
  stage.check('Elsa, som arbetar i ärendet, finner barnet (kontroll)', (await search(elsa)).hits.length > 0);
  const closed = await Promise.all([
    maria.request('GET', `/api/v1/cases/${caseId}/chain`),
    maria.request('GET', `/api/v1/people/${wilma.id}?recordId=${careRecord}`),
    maria.request('POST', '/api/v1/openings/emergency', {
      ...{ openingId: randomUUID(), recordId: careRecord, reason: 'Orolig för mitt syskonbarn' },
    }),
  ]);
  stage.check(
    'Ärendet, barnet och nödöppningen finns inte för henne',
    closed.every(({ status }) => status === 404),
  );
  await stage.later(4, 'loggen gås igenom, som varje dygn');
  const { items } = await hamid.get<{ items: Review[] }>('/api/v1/log-reviews');
  const review = items.find(
    (one) => one.staffId === demoStaff.regionCaseworker.id && one.caseId === caseId && one.signals.includes('own-kin'),
  );
  stage.check(
    'Hamid Karimi, hennes chef, får dem att granska: egen närstående, nekade försök',
    ['own-kin', 'denied'].every((signal) => review?.signals.includes(signal)),
  );
  const { accesses } = await hamid.get<Review>(`/api/v1/log-reviews/${review?.reviewId}`);
  stage.check(
    'Sökningarna och de nekade läsningarna står där, var för sig',
    (accesses?.some(({ action }) => action === 'search') ?? false) && (accesses?.some(({ outcome }) => outcome === 'denied') ?? false),
  );
  const others = await ingaLill.get<{ items: Review[] }>('/api/v1/log-reviews');
  stage.check(
    'En annan myndighets chef ser dem inte',
    others.items.every(({ staffId }) => staffId !== demoStaff.regionCaseworker.id),
  );
};
