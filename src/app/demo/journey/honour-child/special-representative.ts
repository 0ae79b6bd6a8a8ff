import { randomUUID } from 'node:crypto';
import { acceptInto, refusal } from '../acts.js';
import type { Child } from '../seen.js';
import { HAPARANDA, PROSECUTOR, SCHOOL, type Story } from './story.js';

/** Act 4: the prosecutor asks the court for a special representative, who answers for her instead of her guardians. */
export const specialRepresentative = async (story: Story, child: Child): Promise<void> => {
  const { stage, people, ids } = story;
  const { mirja, erik } = people;
  const place = { recordId: child.recordId, caseId: child.caseId };
  stage.say('4', 'Socialtjänsten vänder sig till åklagaren om brottet mot henne');
  const referralId = randomUUID();
  const request = {
    ...{ referralId, ...place, fromFunction: HAPARANDA, toFunction: PROSECUTOR, personIds: [ids.girl], classes: ['identity'] },
    ...{ need: ['protection'], purpose: 'investigation', urgency: 'acute' },
  };
  const general = { ground: 'osl-10-27', documentation: { balancing: 'Hon behöver en företrädare.' } };
  stage.check(
    'Generalklausulen öppnar inte socialtjänstens sekretess',
    (await refusal(mirja, '/api/v1/referrals', { ...request, ...general })) === 'osl-10-27',
  );
  await mirja.send('/api/v1/referrals', {
    ...{ ...request, ground: 'osl-10-21', circumstances: ['committed-crime'] },
    documentation: { 'concrete-circumstances': 'Hon har hållits inlåst och hotats med giftermål.', 'crime-grade': 'against-child' },
  });
  const own = await acceptInto(erik, referralId, child.caseId);
  stage.check('Åklagaren har en egen akt', own.recordId !== child.recordId);

  stage.say('4', 'Erik Lundmark, åklagare, begär en särskild företrädare');
  const path = `/api/v1/prosecution/special-representatives/${ids.proceedingId}`;
  const on = stage.day(0);
  stage.check('Ingen kan förordnas som inte är begärd', (await refusal(erik, path, { step: 'appoint', on })) === 'not-found');
  stage.check(
    'Socialtjänsten begär den inte i åklagarens ställe',
    (await refusal(mirja, path, { step: 'request', ...place, personId: ids.girl, on, ground: 'guardian-suspected' })) === 'not-found',
  );
  await erik.send(path, { step: 'request', ...own, personId: ids.girl, on, ground: 'guardian-suspected' });
  await stage.later(1, 'tingsrätten har beslutat');
  await erik.send(path, { step: 'appoint', on: stage.day(0) });
  await stage.time.settle();
  const standing = await erik.get<{ status: string }>(`/api/v1/proceedings/${ids.proceedingId}`);
  stage.check('Särskild företrädare är förordnad', standing.status === 'appointed');
  const afterwards = await refusal(erik, path, { step: 'refuse', on: stage.day(0) });
  stage.check('Det som är beslutat kan inte avslås efteråt', afterwards === 'step-not-now');

  stage.say('4', 'Det är företrädaren, inte fadern, som häver hennes sekretess');
  await mirja.send('/api/v1/people', { ...place, personId: ids.father, role: 'violence-user', name: 'Karim Haddadi' });
  const { person } = await mirja.get<{ person: { version: string } }>(`/api/v1/people/${ids.girl}?recordId=${place.recordId}`);
  await mirja.send(`/api/v1/people/${ids.girl}/protection`, { ...place, protection: 'secrecy-mark' }, person.version);
  await stage.time.settle();
  const consent = {
    ...{ ...place, personId: ids.girl, form: 'oral', alone: 'yes', circumstances: 'by-phone', until: stage.moment(90) },
    ...{ recipients: [SCHOOL], classes: ['support'], purposes: ['support'] },
  };
  const consents = '/api/v1/consents';
  const byFather = { ...consent, consentId: randomUUID(), givenBy: 'guardian', givenByPersonId: ids.father };
  stage.check('Faderns samtycke nekas', (await refusal(mirja, consents, byFather)) === 'osl-12-3');
  const representative = { ...consent, givenBy: 'special-representative' };
  const undecided = { ...representative, consentId: randomUUID(), appointment: { court: 'Haparanda tingsrätt', decidedOn: stage.day(1) } };
  stage.check('En företrädare utan beslut kan inte heller', (await refusal(mirja, consents, undecided)) === 'lag-1999-997');
  const consentId = randomUUID();
  await mirja.send(consents, { ...representative, consentId, appointment: { court: 'Haparanda tingsrätt', decidedOn: stage.day(0) } });
  await stage.time.settle();
  const given = await mirja.get<{ givenBy: string }>(`/api/v1/consents/${consentId}`);
  stage.check('Den särskilda företrädarens samtycke gäller', given.givenBy === 'special-representative');
};
