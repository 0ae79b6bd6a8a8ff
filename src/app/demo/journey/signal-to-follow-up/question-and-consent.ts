import { randomUUID } from 'node:crypto';
import { chainOf, refusal } from '../acts.js';
import { INSURER, KIRUNA, type Story } from './story.js';

/** Act 1: he asks, she tells, and says yes to a request without health data. */
export const questionAndConsent = async ({ stage, people: { peter, aila }, insurer, ids }: Story): Promise<void> => {
  stage.say('1', 'Peter Vanhatalo, Försäkringskassan, frågar om våld i enrum; hon berättar. Barnen är 4 och 9 år');
  const note = (type: string, personId: string, fields: object) =>
    peter.send('/api/v1/notes', {
      type: `state-agencies.${type}`,
      noteId: randomUUID(),
      ...insurer,
      personId,
      on: stage.day(0),
      ...fields,
    });
  const told = 'Han slår, och barnen har varit hemma. Hon är rädd för att gå hem.';
  await note('ViolenceQuestionAsked', ids.mother, { outcome: 'tells-of-violence', note: told });
  await note('InformationGiven', ids.mother, { of: ['social-services', 'support-organisations', 'helpline'], interpreter: false });
  const own = await chainOf(peter, insurer);
  stage.check('Att frågan ställdes står i Försäkringskassans egen kedja', own.links.filter(({ thing }) => thing === 'note').length === 2);
  stage.check('men inte vad hon sa', !JSON.stringify(own).includes('rädd'));
  stage.check('Kiruna ser ännu ingenting', (await aila.request('GET', `/api/v1/cases/${insurer.caseId}/chain`)).status === 404);

  stage.say('1', 'Hon samtycker till en förfrågan till socialtjänsten i Kiruna, utan hälsouppgifter');
  await peter.send('/api/v1/consents', {
    ...{ consentId: ids.consentId, ...insurer, personId: ids.mother, givenBy: 'adult', form: 'oral', alone: 'yes' },
    ...{ recipients: [KIRUNA], classes: ['identity', 'contact', 'support', 'free-text'], purposes: ['support', 'protection'] },
    ...{ until: stage.moment(180), circumstances: 'at-meeting' },
  });
  const withHealth = {
    ...{ referralId: randomUUID(), ...insurer, fromFunction: INSURER, toFunction: KIRUNA, personIds: [ids.mother] },
    ...{ classes: ['identity', 'contact', 'health'], need: ['support'], purpose: 'support' },
    ...{ ground: 'osl-10-1-consent', consentId: ids.consentId },
  };
  const rule = await refusal(peter, '/api/v1/referrals', withHealth);
  stage.check('En förfrågan med hälsouppgifter nekas: samtycket omfattar dem inte', rule === 'osl-10-1-consent');
  await note('ReferralMade', ids.mother, { to: ['social-services'], outcome: 'consented' });
};
