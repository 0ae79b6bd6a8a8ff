import { randomUUID } from 'node:crypto';
import { chainOf, openRecord, person, refusal, type Place } from '../acts.js';
import { Player } from '../player.js';
import type { Ban } from './contact-ban.js';
import type { Opened } from './open-case.js';
import { exposed, violenceUser, type Story } from './story.js';

const API = '/api/v1/violence-users';

/** Act 8: the man joins a programme, in a record of his own; his worker and hers meet nothing of each other's. */
export const programme = async (
  { stage, ids, people: { sara }, referral }: Story,
  { recordId }: Opened,
  { path }: Ban,
  url: string,
): Promise<void> => {
  stage.say('8', 'Tobias Grahn söker själv hjälp; Tomas Eriksson, behandlare, öppnar en akt i våldsutövarspåret');
  const tomas = await Player.login(url, 'demo-boden-programme');
  const his = await openRecord(tomas, ids.caseId, 'boden-valdsutovare', 'violence-user');
  await tomas.send('/api/v1/people', { ...his, role: 'violence-user', ...person(violenceUser) });
  const programmeId = randomUUID();
  const begin = { step: 'contact', on: stage.day(0), cameBy: 'own' };
  const inHers = await tomas.request('POST', `${API}/programmes/${programmeId}`, {
    ...begin,
    recordId,
    caseId: ids.caseId,
    personId: exposed.id,
  });
  stage.check('I hennes akt kan han inte skriva: den finns inte för honom', inHers.status === 404);
  await tomas.send(`${API}/programmes/${programmeId}`, { ...begin, ...his, personId: violenceUser.id });
  const tooSoon = await refusal(tomas, `${API}/programmes/${programmeId}`, { step: 'accept', on: stage.day(0) });
  stage.check('Ingen tackar ja till det som inte har erbjudits', tooSoon === 'step-not-now');
  await tomas.send(`${API}/programmes/${programmeId}`, { step: 'offer', on: stage.day(0), programme: 'group' });
  await tomas.send(`${API}/programmes/${programmeId}`, { step: 'accept', on: stage.day(0) });
  await stage.time.settle();

  const seen = await chainOf(tomas, ids);
  stage.check(
    'Han går i program, i sin egen akt',
    seen.record.track === 'violence-user' &&
      seen.links.some(({ thing, fields }) => thing === 'programme' && fields['status'] === 'accepted'),
  );
  stage.check(
    'Tomas ser ingenting av hennes: bara programmet, och inget mottaget',
    seen.links.every(({ thing, own }) => own && thing === 'programme') && seen.received.length === 0,
  );
  const hers = [
    referral,
    `/api/v1/records/${recordId}/people`,
    `/api/v1/people/${exposed.id}`,
    path.replace(/.*\//, '/api/v1/proceedings/'),
  ];
  const answers = await Promise.all(hers.map((one) => tomas.request('GET', one)));
  stage.check(
    'Förfrågan, hennes akt, hon själv och förbudet finns inte för honom',
    answers.every(({ status }) => status === 404),
  );
  const plans = await tomas.get<{ items: readonly object[] }>(`/api/v1/plans?caseId=${ids.caseId}`);
  stage.check('inte heller hennes plan', plans.items.length === 0);
  stage.check(
    'Sara ser inte programmet',
    (await chainOf(sara, ids)).links.every(({ thing }) => thing !== 'programme'),
  );
  stage.check('och når det inte', (await sara.request('GET', `/api/v1/proceedings/${programmeId}`)).status === 404);
};

/** The level is judged anew, for a reason. */
const assess = ({ stage, people: { sara }, ids }: Story, { recordId }: Opened, occasion: string): Promise<unknown> =>
  sara.send('/api/v1/risk-assessments', {
    ...{ assessmentId: randomUUID(), recordId, caseId: ids.caseId, personId: exposed.id, occasion },
    ...{ ...stage.riskAnswers('high'), assessedOn: stage.day(0), reviewOn: stage.day(30) },
  });

/** Act 10: what the contact with his partner showed reaches her worker by his consent, and the risk is assessed anew. */
export const partnerContact = async (story: Story, opened: Opened, url: string): Promise<void> => {
  const { stage, ids, people } = story;
  stage.say('10', 'Skyddet löper snart ut: Sara bedömer risken på nytt');
  const toReassess = async () => (await chainOf(people.sara, ids)).gaps.filter(({ kind }) => kind === 'risk-to-reassess').length;
  await assess(story, opened, 'protection-ends');
  await stage.time.settle();
  stage.check('Inget kräver en ny bedömning', (await toReassess()) === 0);

  await stage.later(7, 'en vecka senare');
  stage.say('10', 'Fatima Yusuf, Björkudden, ringer henne för programmets räkning: läget är värre');
  const fatima = await Player.login(url, 'demo-shelter-worker');
  const his: Place = await openRecord(fatima, ids.caseId, 'bjorkudden-stod', 'violence-user');
  await fatima.send('/api/v1/people', { ...his, role: 'violence-user', ...person(violenceUser) });
  const consentId = randomUUID();
  await fatima.send('/api/v1/consents', {
    ...{ ...his, consentId, personId: violenceUser.id, givenBy: 'adult', form: 'written', alone: 'yes', circumstances: 'at-meeting' },
    ...{ recipients: ['boden-mottagning-vald'], classes: ['risk'], purposes: ['protection'], until: stage.moment(180) },
  });
  await fatima.send('/api/v1/disclosures', {
    ...{ ...his, disclosureId: randomUUID(), recipientFunction: 'boden-mottagning-vald', mode: 'standing', classes: ['risk'] },
    ...{ purpose: 'protection', ground: 'sol-17-11-consent', consentId, personIds: [violenceUser.id], until: stage.moment(90) },
  });
  await fatima.send(`${API}/partner-contacts/${randomUUID()}`, {
    ...{ ...his, step: 'register', on: stage.day(0), personId: violenceUser.id, showed: 'worse' },
  });
  await stage.time.settle();
  const chain = await chainOf(people.sara, ids);
  const told = chain.links.find(({ thing }) => thing === 'partner-contact');
  stage.check('Sara ser vad kontakten visade', told?.fields['status'] === 'worse' && !told.own);
  stage.check(
    'men fortfarande inget av programmet',
    chain.links.every(({ thing }) => thing !== 'programme'),
  );
  stage.check('Kedjan säger att risken ska bedömas på nytt', (await toReassess()) === 1);
  await assess(story, opened, 'partner-safety-contact');
  await stage.time.settle();
  stage.check('När den är bedömd är luckan stängd', (await toReassess()) === 0);
};
