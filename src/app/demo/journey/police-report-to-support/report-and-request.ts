import { randomUUID } from 'node:crypto';
import { person } from '../acts.js';
import type { Referral } from '../seen.js';
import { childFour, childNine, exposed, violenceUser, type Story } from './story.js';

/** Acts 1 and 2: the report, her consent in the car, and a request that goes to the wrong municipality, comes back and is sent on. */
export const reportAndRequest = async ({
  people: { jonas, ellen, amira, sara, johan },
  stage,
  ids,
  referral,
  chain,
  day,
  moment,
}: Story): Promise<void> => {
  stage.say('1', 'Jonas Niemi, polisinspektör, registrerar anmälan och hennes samtycke i bilen');
  await jonas.send('/api/v1/police/reports', {
    ...ids,
    consentId: undefined,
    referralId: undefined,
    functionId: 'polis-lulea-lpo',
    reportNumber: '5000-K000001-26',
    offence: 'gross-violation-of-a-woman',
    occurredOn: day(-1),
    immediateRisk: true,
    summary: 'Grannar larmade. Hon berättar om upprepat våld och om hot sedan hon sagt att hon vill flytta.',
    exposed: { ...person(exposed), phone: exposed.phone, safeContact: exposed.safeContact },
    suspect: person(violenceUser),
    children: [person(childNine), person(childFour)],
  });
  await jonas.send('/api/v1/consents', {
    consentId: ids.consentId,
    recordId: ids.recordId,
    caseId: ids.caseId,
    personId: exposed.id,
    givenBy: 'adult',
    form: 'oral',
    alone: 'yes',
    recipients: ['lulea-mottagning-vald'],
    classes: ['identity', 'contact', 'crime', 'risk', 'support'],
    purposes: ['support', 'protection'],
    until: moment(120),
    circumstances: 'in-car',
    safeContact: `${exposed.safeContact.number}, ${exposed.safeContact.hours}`,
  });
  stage.say('1', 'Förfrågan går till Luleås funktion, som är fel kommun');
  await jonas.send('/api/v1/referrals', {
    referralId: ids.referralId,
    recordId: ids.recordId,
    caseId: ids.caseId,
    fromFunction: 'polis-lulea-lpo',
    toFunction: 'lulea-mottagning-vald',
    personIds: [exposed.id],
    classes: ['identity', 'contact', 'crime', 'risk'],
    need: ['support', 'protection'],
    purpose: 'support',
    ground: 'osl-10-1-consent',
    consentId: ids.consentId,
  });
  const atLulea = await amira.until<Referral>(referral, ({ status }) => status === 'new');
  stage.check('Luleå läser vem förfrågan gäller', atLulea.persons?.[0]?.identity?.name === 'Linda Mäki');
  stage.check('Boden ser ännu ingenting', (await sara.request('GET', referral)).status === 404);
  stage.check('Polisens kontaktperson ser förfrågan', (await ellen.request('GET', referral)).status === 200);
  stage.check('men inget ärende', (await ellen.request('GET', chain)).status === 404);

  stage.say('2', 'Amira Haddad, Luleå, återsänder: fel kommun');
  await amira.send(`${referral}/return`, { reason: 'wrong-municipality' });
  const former = await amira.until<Referral>(referral, ({ side }) => side === 'former');
  stage.check('Luleå behåller sin egen åtgärd men inte innehållet', former.persons === undefined && former.side === 'former');
  const tooEarly = await jonas.request<{ type: string }>('POST', `${referral}/send-on`, {
    toFunction: 'boden-mottagning-vald',
    ground: 'osl-10-1-consent',
    consentId: ids.consentId,
  });
  stage.check('Utan hennes samtycke till Boden stoppas vidaresändningen', tooEarly.status === 422);
  stage.say('2', 'Hon samtycker till Boden; Jonas sänder vidare');
  await jonas.send(`/api/v1/consents/${ids.consentId}/extensions`, { recipients: ['boden-mottagning-vald'], form: 'oral', alone: 'yes' });
  await jonas.send(`${referral}/send-on`, { toFunction: 'boden-mottagning-vald', ground: 'osl-10-1-consent', consentId: ids.consentId });

  stage.say('2', 'Sara Lindbäck, Boden, kvitterar, begär komplettering och accepterar');
  await sara.until<Referral>(referral, ({ status }) => status === 'new');
  await sara.send(`${referral}/acknowledge`);
  const questionId = randomUUID();
  await sara.send(`${referral}/questions`, { questionId, question: 'Vilken tid kan vi ringa henne?' });
  await jonas.until<Referral>(referral, ({ conversation }) => conversation?.some((line) => line.questionId === questionId) ?? false);
  await jonas.send(`${referral}/questions/${questionId}/answer`, { class: 'contact', answer: 'Vardagar mellan 9 och 11.' });
  await sara.send(`${referral}/accept`);
  stage.check('Hennes bror, som arbetar i Boden, kan inte se att förfrågan finns', (await johan.request('GET', referral)).status === 404);
};
