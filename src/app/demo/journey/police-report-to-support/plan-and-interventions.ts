import { randomUUID } from 'node:crypto';
import type { Chain } from '../seen.js';
import { exposed, type Story } from './story.js';
import type { Opened } from './open-case.js';

/** Acts 3 and 4: the joint plan, and what each agency reports of its own interventions. */
export const planAndInterventions = async (
  { people: { jonas, sara, maria }, stage, ids, chain, day, moment }: Story,
  { recordId, careRecord }: Opened,
): Promise<void> => {
  stage.say('3', 'Gemensam plan (SIP) med mål, insatser, ansvariga och datum');
  const [planId, goalId] = [randomUUID(), randomUUID()];
  const line = (kind: string, responsibleFunction: string, dueIn: number, followUpIn?: number) => ({
    lineId: randomUUID(),
    goalId,
    kind,
    responsibleFunction,
    dueOn: day(dueIn),
    ...(followUpIn ? { followUpOn: day(followUpIn) } : {}),
  });
  const draft = {
    planId,
    recordId,
    caseId: ids.caseId,
    personId: exposed.id,
    goals: [{ goalId, goal: 'Hon och barnen är trygga och har stöd' }],
    lines: [
      line('counselling', 'boden-mottagning-vald', 7, 30),
      line('treatment', 'vardcentral-boden-kurator', 14),
      line('protective-measures', 'polis-lulea-lpo', 3, 14),
    ],
    leaderFunction: 'boden-mottagning-vald',
    participation: 'took-part',
  };
  const { version } = await sara.send<{ version: string }>('/api/v1/plans', draft);
  await sara.send(`/api/v1/plans/${planId}/agree`, {}, version);
  const caseOf = `?caseId=${ids.caseId}`;
  type Items = { items: { interventionId: string; status: string }[] };
  const planned = ({ items }: Items): boolean => items.length > 0;
  const [support] = (await sara.until<Items>(`/api/v1/interventions${caseOf}`, planned)).items;
  const [care] = (await maria.until<Items>(`/api/v1/interventions${caseOf}`, planned)).items;
  const [measure] = (await jonas.until<Items>(`/api/v1/interventions${caseOf}`, planned)).items;
  stage.check('Varje myndighet har planerat sin egen insats ur planen', Boolean(support && care && measure));

  stage.say('4', 'Var och en rapporterar sina insatser');
  await sara.send(`/api/v1/interventions/${support!.interventionId}/report`, { step: 'start', on: day(0) });
  await maria.send(`/api/v1/interventions/${care!.interventionId}/report`, { step: 'start', on: day(0) });
  await maria.send(`/api/v1/interventions/${care!.interventionId}/report`, {
    step: 'interrupt',
    on: day(0),
    reason: 'not-reached',
  });
  await jonas.send(`/api/v1/interventions/${measure!.interventionId}/report`, { step: 'start', on: day(0) });
  await jonas.send(`/api/v1/interventions/${measure!.interventionId}/report`, { step: 'complete', on: day(0) });
  stage.say('4', 'Vården lämnar en kopia till Boden (PDL 5:4: vården delar bara kopior)');
  const careConsent = randomUUID();
  await maria.send('/api/v1/consents', {
    consentId: careConsent,
    recordId: careRecord,
    caseId: ids.caseId,
    personId: exposed.id,
    givenBy: 'adult',
    form: 'oral',
    alone: 'yes',
    recipients: ['boden-mottagning-vald'],
    classes: ['identity', 'support', 'health'],
    purposes: ['plan', 'support'],
    until: moment(180),
    circumstances: 'at-visit',
  });
  const fromCare = {
    disclosureId: randomUUID(),
    recordId: careRecord,
    caseId: ids.caseId,
    recipientFunction: 'boden-mottagning-vald',
    classes: ['support', 'health'],
    purpose: 'plan',
    ground: 'osl-10-1-consent',
    consentId: careConsent,
    personIds: [exposed.id],
  };
  const live = await maria.request<{ rule?: string }>('POST', '/api/v1/disclosures', {
    ...fromCare,
    disclosureId: randomUUID(),
    mode: 'standing',
    until: moment(60),
  });
  stage.check('Vården kan inte ge löpande insyn', live.status === 422 && live.body.rule !== undefined);
  await maria.until<Chain>(chain, ({ links }) => links.some(({ thing, own: mine }) => thing === 'intervention' && mine));
  await maria.send('/api/v1/disclosures', { ...fromCare, mode: 'copy' });
  const inBoden = await sara.until<Chain>(chain, ({ received }) => received.some(({ fromAgency }) => fromAgency === 'region-norrbotten'));
  stage.check(
    'Kopian är en del av Bodens egen akt',
    inBoden.received.some(({ fromAgency }) => fromAgency === 'region-norrbotten'),
  );
  const atCare = await maria.until<Chain>(chain, ({ links }) =>
    links.some(({ ownerAgency, thing }) => ownerAgency === 'socialtjanst-boden' && thing === 'intervention'),
  );
  stage.check(
    'Vården ser Bodens plan och insats, som har lämnats ut',
    ['plan', 'intervention'].every((thing) =>
      atCare.links.some((link) => link.thing === thing && link.ownerAgency === 'socialtjanst-boden'),
    ),
  );
  stage.check(
    'men ingenting av polisens',
    atCare.links.every(({ ownerAgency }) => ownerAgency !== 'polisen-norrbotten'),
  );
  stage.check(
    'och inte Bodens riskbedömning',
    atCare.links.every(({ thing, own: mine }) => mine || thing !== 'risk'),
  );
  stage.check(
    'Luckor flaggas i Boden: barn utan egen bedömning',
    inBoden.gaps.some(({ kind }) => /child/.test(kind)),
  );
  stage.show('Boden', inBoden.links, inBoden.gaps);
  stage.show('Vården', atCare.links, atCare.gaps);
};
