import { randomUUID } from 'node:crypto';
import { demoStaff } from '#config/demo';
import { refusedBy } from '../acts.js';
import { mother, wilma, WORDS, type Story } from './story.js';

const MINUTE = 1 / (24 * 60);
const HOUR_MS = 3_600_000;
const WHY = 'Wilma ringer jouren i kväll och är rädd; handläggaren är inte på plats.';

interface Opening {
  readonly openingId: string;
  readonly reason: string;
  readonly staffId: string;
  readonly overdue: boolean;
  readonly status: string;
  readonly reviewBy?: string;
}

/** Act 3: the worker on call breaks the glass, for half an hour and with a reason; it is reviewed within 72 hours, or the next one is locked. */
export const brokenGlass = async ({ stage, people, caseId, child }: Story): Promise<void> => {
  const { petra, ingaLill, sara } = people;
  const { recordId } = await child(wilma.id);
  const chain = `/api/v1/cases/${caseId}/chain`;
  const open = (body: object = {}) =>
    petra.request<{ id: string; rule?: string }>('POST', '/api/v1/openings/emergency', {
      ...{ openingId: randomUUID(), recordId, reason: WHY, minutes: 30 },
      ...body,
    });
  const queue = async () => {
    await stage.time.settle();
    return (await ingaLill.get<{ items: Opening[] }>('/api/v1/openings')).items;
  };
  const review = (openingId: string) => ingaLill.send(`/api/v1/openings/${openingId}/review`, { outcome: 'justified' });

  await stage.later(0.5, 'kväll; Wilma ringer socialjouren');
  stage.say('5', 'Petra Svanberg, jour, arbetar inte i ärendet: det finns inte för henne');
  stage.check('Ärendet är stängt', (await petra.request('GET', chain)).status === 404);
  stage.check('Utan skäl öppnas ingenting', (await open({ reason: 'kolla' })).status === 400);
  stage.check('och inte för mer än en timme', (await open({ minutes: 61 })).status === 400);
  const { id } = (await open()).body;
  const seen = await petra.raw('GET', chain);
  stage.check(
    'Hon krossar glaset, med skäl och för 30 minuter, och ser vem det gäller',
    seen.status === 200 && seen.text.includes(wilma.givenName),
  );
  const people1 = await petra.raw('GET', `/api/v1/people/${wilma.id}?recordId=${recordId}`);
  stage.check('men inte var', people1.status === 200 && WORDS.every((word) => !people1.text.includes(word) && !seen.text.includes(word)));
  const write = await petra.request('POST', '/api/v1/people', { recordId, caseId, personId: randomUUID(), role: 'relative', name: 'Ny' });
  stage.check('och skriver ingenting', refusedBy(write) === 'may-not-work');
  const told = (await queue()).find(({ openingId }) => openingId === id);
  stage.check('Enhetschefen får veta det genast, med skälet', told?.reason === WHY && told.staffId === demoStaff.bodenOnCall.id);
  await stage.later(29 * MINUTE, '29 minuter senare');
  stage.check('Glaset är krossat än', (await petra.request('GET', chain)).status === 200);
  await stage.later(MINUTE, '30 minuter');
  stage.check('Tiden är ute: stängt av sig självt', (await petra.request('GET', chain)).status === 404);
  stage.check('Den som arbetar i ärendet ser det som förut', (await sara.request('GET', chain)).status === 200);

  await stage.later(3, 'tre dygn, och ingen har granskat');
  stage.say('6', 'Den som har en ogranskad öppning kan inte krossa glaset igen');
  stage.check('Spärrat', refusedBy(await open()) === 'unreviewed-opening');
  stage.check(
    'och försenat hos enhetschefen',
    (await queue()).some(({ openingId, overdue }) => openingId === id && overdue),
  );
  await review(id);
  const second = (await open()).body;
  stage.check('Granskat: spärren är borta', typeof second.id === 'string');
  const again = (await queue()).find(({ openingId }) => openingId === second.id);
  const within = again?.reviewBy ? Date.parse(again.reviewBy) - stage.now().getTime() : 72 * HOUR_MS;
  stage.check('Den nya granskas inom 72 timmar', within <= 72 * HOUR_MS && again?.overdue === false);
  await review(second.id);
  stage.check(
    'och är granskad i tid',
    (await queue()).every(({ openingId, overdue }) => openingId !== second.id || !overdue),
  );

  stage.say('7', 'Adressen: två personer, genom valvet');
  const reveal = async () =>
    (await sara.raw('POST', `/api/v1/people/${mother.id}/reveal`, { recordId, purpose: 'Polisen ska delge henne' })).text;
  stage.check('Sara ensam får inte se den', !(await reveal()).includes(WORDS[1]));
  const asked = await sara.send<{ id: string }>('/api/v1/openings/vault', {
    ...{ openingId: randomUUID(), recordId, personId: mother.id, reason: 'Stämning måste delges i dag' },
  });
  const own = await sara.request('POST', `/api/v1/openings/${asked.id}/approve`, {});
  stage.check('och godkänner inte sin egen begäran', refusedBy(own) === 'own-request');
  await ingaLill.send(`/api/v1/openings/${asked.id}/approve`, {});
  const shown = await reveal();
  stage.check(
    'Kontrollen: när Inga-Lill har godkänt står hela adressen där',
    WORDS.slice(0, 4).every((word) => shown.includes(word)),
  );
  await stage.later(60 * MINUTE, 'en timme senare');
  stage.check('Valvet är stängt igen', !(await reveal()).includes(WORDS[1]));
};
