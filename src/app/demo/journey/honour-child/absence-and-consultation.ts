import { randomUUID } from 'node:crypto';
import { chainOf, openRecord, refusal } from '../acts.js';
import { CENTRE, HAPARANDA, PROSECUTOR, SCHOOL, type Meeting, type Story } from './story.js';

const SIXTEEN = 'Flicka, 16 år. Hemma talas det om en resa och en förlovning.';

/** Acts 1 and 2: an absence that worries, advice without identity, and a consultation in which nobody is named. @returns the consultation */
export const absenceAndConsultation = async (story: Story): Promise<string> => {
  const { stage, people, school, ids } = story;
  const { annaKarin, ulrika, mirja } = people;
  stage.say('1', 'Anna-Karin Kuoppala, skolkurator i Haparanda: en flicka på 16 år har inte kommit tillbaka efter lovet');
  await annaKarin.send('/api/v1/notes', {
    ...{ type: 'school.AbsenceSignalled', noteId: randomUUID(), ...school, personId: ids.girl, on: stage.day(0) },
    ...{
      kind: 'after-holiday',
      since: stage.day(-7),
      guardians: 'not-contacted',
      note: 'En vän säger att hon är rädd för att giftas bort.',
    },
  });
  const own = await chainOf(annaKarin, school);
  stage.check('Signalen står i skolans egen kedja, utan ord', own.links.length === 1 && !JSON.stringify(own.links).includes('vän'));

  stage.say('1', 'Hon rådgör med resurscentrum utan att säga vem det gäller');
  const named = {
    ...{ disclosureId: randomUUID(), ...school, recipientFunction: CENTRE, mode: 'copy', classes: ['identity'], purpose: 'support' },
    ...{ ground: 'osl-10-2-necessary', documentation: { necessity: 'Behövs för rådet.' }, personIds: [ids.girl] },
  };
  const rule = await refusal(annaKarin, '/api/v1/disclosures', named);
  stage.check('Ett utlämnande med namn nekas', rule === 'resource-centre-without-identity');
  const centre = await openRecord(ulrika, randomUUID(), CENTRE);
  const advice = {
    ...{ type: 'resource-centre.ConsultationGiven', noteId: randomUUID(), ...centre, on: stage.day(0), askedBy: 'school' },
    ...{ topics: ['honour', 'child-marriage'], concerns: 'child', advice: ['do-not-contact-family', 'report-concern'] },
  };
  const about = await refusal(ulrika, '/api/v1/notes', { ...advice, personId: ids.girl });
  stage.check('Anteckningen har ingen plats för en person', about === 'invalid-input');
  await ulrika.send('/api/v1/notes', advice);
  await stage.time.settle();
  const held = await ulrika.get<{ items: { personId: string | null }[] }>(`/api/v1/notes?caseId=${centre.caseId}`);
  stage.check('Rådet är antecknat och gäller ingen', held.items.length === 1 && held.items[0]!.personId === null);
  const persons = await ulrika.get<{ items: object[] }>(`/api/v1/records/${centre.recordId}/people`);
  stage.check('Ingen är registrerad hos resurscentrum', persons.items.length === 0);
  stage.check('som inte vet av skolans ärende', (await ulrika.request('GET', `/api/v1/cases/${school.caseId}/chain`)).status === 404);

  stage.say('2', 'Mirja Lampinen, socialtjänsten i Haparanda, kallar till ett anonymt barnsamråd med skolan och åklagaren');
  const meetingId = randomUUID();
  const input = {
    ...{ meetingId, functionId: HAPARANDA, startsAt: stage.moment(1 / 24), minutes: 45, form: 'phone', invited: [SCHOOL, PROSECUTOR] },
  };
  const withNumber = await refusal(mirja, '/api/v1/meetings/consultations', { ...input, agenda: ['Flicka född 20100203-2385'] });
  stage.check('Ett personnummer i dagordningen nekas', withNumber === 'invalid-input');
  const { id: anonymousCase } = await mirja.send<{ id: string }>('/api/v1/meetings/consultations', { ...input, agenda: [SIXTEEN] });
  await stage.later(2 / 24, 'samma dag, samrådet är hållet');
  const path = `/api/v1/meetings/${meetingId}`;
  const noted = { heldOn: stage.day(0), reminded: true, factsNoted: 'Borta en vecka efter lovet. En vän är orolig.' };
  const meeting = await mirja.get<Meeting>(path);
  const naming = await refusal(mirja, `${path}/minutes`, { ...noted, attendedPersons: [ids.girl] }, meeting.version);
  stage.check('Ingen nämns i samrådet', naming === 'invalid-input');
  await mirja.send(`${path}/minutes`, noted, meeting.version);
  await stage.time.settle();
  const after = await mirja.get<Meeting>(path);
  stage.check('Det är anonymt', after.anonymous && after.personId === null && after.caseId === anonymousCase);
  stage.check('och ingen är registrerad i dess akt', (await chainOf(mirja, { caseId: anonymousCase })).links.length === 0);
  const tooEarly = await mirja.request(
    'POST',
    `${path}/name`,
    { recordId: school.recordId, personId: ids.girl, reportedOn: stage.day(0) },
    { 'if-match': `"${after.version}"` },
  );
  stage.check('Före anmälan finns ingen att namnge', tooEarly.status === 404);
  return meetingId;
};
