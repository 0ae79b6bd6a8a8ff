import { randomUUID } from 'node:crypto';
import { clocksOf, refusal } from '../acts.js';
import { concernOf, concernSteps, type Child, type Referral } from '../seen.js';
import { HAPARANDA, readGirl, SCHOOL, type Meeting, type Story } from './story.js';

/** Act 3: the report, protection before anybody at home is contacted, and a consultation that gets its name. @returns the girl in her own record */
export const reportAndProtection = async (story: Story, meetingId: string): Promise<Child> => {
  const { stage, people, school, ids } = story;
  const { annaKarin, mirja, ulrika } = people;
  stage.say('3', 'Skolan gör en orosanmälan till Haparanda, utan att vårdnadshavarna har kontaktats');
  await annaKarin.send('/api/v1/referrals', {
    ...{ referralId: ids.reportId, ...school, fromFunction: SCHOOL, toFunction: HAPARANDA, kind: 'concern-report', urgency: 'acute' },
    ...{ personIds: [ids.girl], classes: ['identity', 'child', 'free-text'], need: ['protection'], purpose: 'protection' },
    ...{ ground: 'osl-10-28-sol-19-1', documentation: { reason: 'Misstänkt hedersförtryck och risk för barnäktenskap.' } },
    message: 'Ring inte hem. Hon nås genom skolan.',
  });
  const filed = { type: 'school.ConcernReportFiled', noteId: randomUUID(), ...school, personId: ids.girl, on: stage.day(0) };
  await annaKarin.send('/api/v1/notes', { ...filed, way: 'phone-and-writing', urgent: true });
  await mirja.until<Referral>(`/api/v1/referrals/${ids.reportId}`, ({ status }) => status === 'new');
  await mirja.send('/api/v1/social-services/concerns/from-report', { referralId: ids.reportId, worries: ['honour'] });
  await stage.time.settle();
  const taken = await readGirl(story);
  stage.check('Vägen till vårdnadshavarna är stängd', taken.guardiansClosed);
  const contact = { step: 'contact-guardians', reason: 'Få deras bild.' };
  stage.check(
    'De får inte kontaktas förrän skyddet är bedömt',
    (await refusal(mirja, concernSteps(taken), contact)) === 'protection-first',
  );

  await stage.later(5 / 24, 'fem timmar senare');
  const [clock] = await clocksOf(mirja, school, 'protection-assessment');
  stage.check('Klockan för omedelbar skyddsbedömning varnar', clock?.state === 'soon');
  await mirja.send(concernSteps(taken), {
    ...{ step: 'assess-protection', need: 'immediate', measures: ['safe-adult', 'police'] },
    reason: 'Hon är hos en vuxen som familjen inte känner till.',
  });
  await stage.time.settle();
  const safe = await readGirl(story);
  const assessed = concernOf(safe).clocks.find(({ deadline }) => deadline === 'protection-assessment');
  stage.check('Skyddet är bedömt inom dygnet', assessed?.state === 'done');
  const bare = await refusal(mirja, concernSteps(safe), { step: 'contact-guardians' });
  stage.check('Behovet är omedelbart: också nu krävs skäl för att kontakta dem', bare === 'contact-needs-reason');
  const contacted = concernOf(safe).steps.some(({ type }) => type === 'social-services.GuardiansContacted');
  stage.check('Ingen har kontaktat dem', !contacted);

  stage.say('3', 'Först nu får samrådet ett namn, i flickans egen akt');
  const path = `/api/v1/meetings/${meetingId}`;
  const { version } = await mirja.get<Meeting>(path);
  const ahead = await refusal(mirja, `${path}/name`, { recordId: safe.recordId, personId: ids.girl, reportedOn: stage.day(1) }, version);
  stage.check('Inte med en anmälan som ännu inte är gjord', ahead === 'invalid-input');
  await mirja.send(`${path}/name`, { recordId: safe.recordId, personId: ids.girl, reportedOn: stage.day(0) }, version);
  await stage.time.settle();
  const named = await mirja.get<Meeting>(path);
  stage.check('Det som sagts står nu i hennes akt', !named.anonymous && named.personId === ids.girl && named.caseId === school.caseId);
  stage.check('Skolan kommer inte åt anteckningarna', (await annaKarin.request('GET', path)).status === 404);
  stage.check('och resurscentrum vet fortfarande inte vem hon är', (await ulrika.request('GET', path)).status === 404);

  stage.say('3', 'Utredning inleds; hon hörs utan vårdnadshavarna (SoL 20:7)');
  const inquiryId = randomUUID();
  const reason = 'Hon behöver skydd mot sin familj.';
  await mirja.send(concernSteps(safe), { step: 'decide', outcome: 'open-inquiry', inquiryId, reason });
  await mirja.send(`/api/v1/social-services/inquiries/${inquiryId}/steps`, { step: 'hear-child', withoutGuardian: true });
  await stage.time.settle();
  const heard = (await readGirl(story)).processes.find(({ process }) => process === 'inquiry');
  stage.check('Barnsamtalet är hållet utan dem', heard?.steps.some(({ facts }) => facts['withoutGuardian'] === true) ?? false);
  return safe;
};
