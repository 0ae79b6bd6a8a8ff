import { randomUUID } from 'node:crypto';
import { person } from '../acts.js';
import type { Chain, Referral } from '../seen.js';
import { childFour, childNine, exposed, type Story } from './story.js';

/** What the later acts go on from. */
export interface Opened {
  readonly recordId: string;
  readonly careRecord: string;
  readonly bodenConsent: string;
  /** A standing disclosure of plan and support to health care, without its id and recipient. */
  readonly standing: Readonly<Record<string, unknown>>;
}

/** Act 3: Boden opens its own record, assesses the risk, and calls in health care on her consent. */
export const openCase = async ({ people: { sara, maria }, stage, ids, referral, chain, day, moment }: Story): Promise<Opened> => {
  stage.say('3', 'Sara öppnar ärendet: en egen akt med en märkt kopia av det hon fått');
  const opened = await sara.send<{ id: string }>(`${referral}/case`);
  const own = await sara.until<Chain>(chain, ({ received }) => received.length > 0);
  const recordId = opened.id;
  stage.check(
    'Boden har en egen akt med en kopia från polisen',
    own.record.recordId === recordId && own.received[0]?.fromAgency === 'polisen-norrbotten',
  );
  stage.check(
    'Boden ser inte polisens kedja, bara sin egen',
    own.links.every((link) => link.own),
  );
  for (const child of [childNine, childFour])
    await sara.send('/api/v1/people', { recordId, caseId: ids.caseId, role: 'child', ...person(child) });
  await sara.send('/api/v1/risk-assessments', {
    assessmentId: randomUUID(),
    recordId,
    caseId: ids.caseId,
    personId: exposed.id,
    occasion: 'first-contact',
    ...stage.riskAnswers('high'),
    assessedOn: day(0),
    reviewOn: day(30),
  });
  stage.say('3', 'Samtycke till vårdcentralen; löpande utlämnande av plan och stöd, och en förfrågan');
  const bodenConsent = randomUUID();
  await sara.send('/api/v1/consents', {
    consentId: bodenConsent,
    recordId,
    caseId: ids.caseId,
    personId: exposed.id,
    givenBy: 'adult',
    form: 'oral',
    alone: 'yes',
    recipients: ['vardcentral-boden-kurator', 'polis-lulea-lpo'],
    classes: ['identity', 'contact', 'plan', 'support', 'risk'],
    purposes: ['support', 'plan', 'healthcare', 'protection'],
    until: moment(180),
    circumstances: 'at-meeting',
  });
  const toCare = {
    recordId,
    caseId: ids.caseId,
    purpose: 'plan',
    ground: 'osl-10-1-consent',
    consentId: bodenConsent,
    personIds: [exposed.id],
  };
  const noGround = await sara.request<{ rule?: string }>('POST', '/api/v1/disclosures', {
    ...toCare,
    disclosureId: randomUUID(),
    recipientFunction: 'vardcentral-boden-kurator',
    mode: 'standing',
    classes: ['plan'],
    until: moment(90),
    ground: 'osl-10-27',
    consentId: undefined,
  });
  stage.check(
    'Generalklausulen öppnar inte socialtjänstens sekretess: utlämnandet vägras',
    noGround.status === 422 && noGround.body.rule !== undefined,
  );
  const standing = { ...toCare, mode: 'standing', classes: ['plan', 'support'], until: moment(90) };
  await sara.send('/api/v1/disclosures', { ...standing, disclosureId: randomUUID(), recipientFunction: 'vardcentral-boden-kurator' });
  await sara.send('/api/v1/disclosures', { ...standing, disclosureId: randomUUID(), recipientFunction: 'polis-lulea-lpo' });
  const calledIn = randomUUID();
  await sara.send('/api/v1/referrals', {
    referralId: calledIn,
    recordId,
    caseId: ids.caseId,
    fromFunction: 'boden-mottagning-vald',
    toFunction: 'vardcentral-boden-kurator',
    personIds: [exposed.id],
    classes: ['identity', 'contact'],
    need: ['plan-participation', 'treatment'],
    purpose: 'plan',
    ground: 'osl-10-1-consent',
    consentId: bodenConsent,
  });
  stage.say('3', 'Maria Stenlund, kurator, accepterar och öppnar vårdens egen akt');
  await maria.until<Referral>(`/api/v1/referrals/${calledIn}`, ({ status }) => status === 'new');
  await maria.send(`/api/v1/referrals/${calledIn}/accept`);
  const careRecord = (await maria.send<{ id: string }>(`/api/v1/referrals/${calledIn}/case`)).id;

  return { recordId, careRecord, bodenConsent, standing };
};
