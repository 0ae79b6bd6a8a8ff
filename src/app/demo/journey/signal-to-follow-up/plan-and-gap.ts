import { randomUUID } from 'node:crypto';
import { acceptInto, chainOf, clocksOf, refusal, type Place } from '../acts.js';
import { CARE, KIRUNA, type Story } from './story.js';

interface Planned {
  readonly interventionId: string;
  readonly kind: string;
  readonly status: string;
}

/** Act 4: a joint plan with health care, and what is found when it is followed up at three months. */
export const planAndGap = async (
  { stage, people: { aila, maria, peter }, insurer: { caseId }, ids }: Story,
  opened: Place,
): Promise<void> => {
  stage.say('4', 'Hon samtycker till att vården kommer med; en förfrågan och en gemensam plan (SIP)');
  const consentId = randomUUID();
  await aila.send('/api/v1/consents', {
    ...{ consentId, ...opened, personId: ids.mother, givenBy: 'adult', form: 'oral', alone: 'yes', circumstances: 'at-meeting' },
    ...{ recipients: [CARE], classes: ['identity', 'contact', 'plan', 'support'], purposes: ['plan', 'support', 'healthcare'] },
    until: stage.moment(200),
  });
  const basis = { ground: 'osl-10-1-consent', consentId };
  const referralId = randomUUID();
  await aila.send('/api/v1/referrals', {
    ...{ referralId, ...opened, fromFunction: KIRUNA, toFunction: CARE, personIds: [ids.mother], classes: ['identity', 'contact'] },
    ...{ need: ['plan-participation', 'treatment'], purpose: 'plan', ...basis },
  });
  await acceptInto(maria, referralId, caseId);
  const [planId, goalId, counselling] = [randomUUID(), randomUUID(), randomUUID()];
  const line = (lineId: string, kind: string, responsibleFunction: string) => ({
    ...{ lineId, goalId, kind, responsibleFunction, dueOn: stage.day(120), followUpOn: stage.day(90) },
  });
  await aila.send('/api/v1/disclosures', {
    ...{ disclosureId: randomUUID(), ...opened, recipientFunction: CARE, mode: 'standing', classes: ['plan', 'support'], purpose: 'plan' },
    ...{ ...basis, personIds: [ids.mother], until: stage.moment(190) },
  });
  const { version } = await aila.send<{ version: string }>('/api/v1/plans', {
    ...{ planId, ...opened, personId: ids.mother, goals: [{ goalId, goal: 'Hon och barnen är trygga och hon mår bättre' }] },
    ...{ leaderFunction: KIRUNA, participation: 'took-part' },
    lines: [line(counselling, 'counselling', KIRUNA), line(randomUUID(), 'treatment', CARE)],
  });
  const careSees = (): Promise<number> => maria.request('GET', `/api/v1/plans/${planId}`).then(({ status }) => status);
  stage.check('Ett utkast ser bara den som leder planen', (await careSees()) === 404);
  await aila.send(`/api/v1/plans/${planId}/agree`, {}, version);
  const list = `/api/v1/interventions?caseId=${caseId}`;
  const planned = ({ items }: { items: Planned[] }): boolean => items.length > 0;
  const ours = (await aila.until<{ items: Planned[] }>(list, planned)).items.find(({ kind }) => kind === 'counselling');
  const theirs = (await maria.until<{ items: Planned[] }>(list, planned)).items.find(({ kind }) => kind === 'treatment');
  stage.check('Planen är en SIP', (await maria.get<{ kind: string }>(`/api/v1/plans/${planId}`)).kind === 'sip');
  stage.check('Var och en har planerat sin egen insats ur den', ours?.status === 'planned' && theirs?.status === 'planned');
  const report = `/api/v1/interventions/${ours!.interventionId}/report`;
  await aila.send(report, { step: 'start', on: stage.day(0) });
  await maria.send(`/api/v1/interventions/${theirs!.interventionId}/report`, { step: 'start', on: stage.day(0) });
  await stage.time.settle();
  const interrupted = async () => (await chainOf(aila, { caseId })).gaps.filter(({ kind }) => kind === 'intervention-interrupted');
  stage.check('Ingen insats är avbruten', (await interrupted()).length === 0);

  await stage.later(90, 'tre månader senare: planen ska följas upp');
  const due = await clocksOf(aila, { caseId }, 'intervention-follow-up');
  stage.check('Klockan för uppföljning har varnat', due.length > 0 && due.every(({ state }) => state === 'soon'));
  stage.say('4', 'Vid uppföljningen visar det sig att rådgivningen har stannat av: hon har inte kunnat nås på tre veckor');
  await aila.send(report, { step: 'interrupt', on: stage.day(-21), reason: 'not-reached' });
  await stage.time.settle();
  const [gap] = await interrupted();
  stage.check('Luckan flaggas: en avbruten insats utan ersättning', gap?.text.sv.includes('Rådgivning') ?? false);
  const seen = await chainOf(maria, { caseId });
  stage.check(
    'Vården ser samma lucka, av det som lämnats ut',
    seen.gaps.some(({ kind }) => kind === 'intervention-interrupted'),
  );
  const atKiruna = await chainOf(aila, { caseId });
  stage.show('Kiruna', atKiruna.links, atKiruna.gaps);
  const acknowledgement = `/api/v1/cases/${caseId}/gaps/${gap!.gapId}/acknowledgement`;
  const stranger = await peter.request('POST', acknowledgement, { reason: 'Inte vår.' });
  stage.check(
    'Försäkringskassan vet inte av den',
    stranger.status >= 400 && (await chainOf(peter, { caseId })).gaps.every(({ kind }) => kind !== 'intervention-interrupted'),
  );
  stage.say('4', 'En annan insats tar dess plats');
  const interventionId = randomUUID();
  await aila.send('/api/v1/interventions', {
    ...{
      interventionId,
      ...opened,
      personId: ids.mother,
      kind: 'counselling',
      functionId: KIRUNA,
      dueOn: stage.day(30),
      followUpOn: stage.day(14),
    },
  });
  await stage.time.settle();
  stage.check('Luckan är fylld', (await interrupted()).length === 0);
  const late = await refusal(aila, report, { step: 'complete', on: stage.day(0) });
  stage.check('En avbruten insats kan inte avslutas som genomförd', late === 'intervention-interrupted');
};
