import { randomUUID } from 'node:crypto';
import { person } from '../acts.js';
import type { Chain } from '../seen.js';
import { BODEN, childNine, CHILDREN, exposed, POLICE, WARD, type Received, type Story } from './story.js';

const BODEN_AGENCY = 'socialtjanst-boden';

/** Act 2: the child's concern goes to the board whatever she says; she herself consents later on, and then takes it back. */
export const consentWithdrawn = async (story: Story): Promise<void> => {
  const { stage, people, caseId, careRecord, adultRecord, chain, received, children, proposals } = story;
  const { elsa, jonas, sara } = people;
  const place = { recordId: adultRecord, caseId };

  stage.say('4', 'Elsa anmäler oro för barnet till Boden: det kräver inget samtycke');
  const referralId = randomUUID();
  await elsa.send('/api/v1/referrals', {
    ...{ referralId, recordId: careRecord, caseId, fromFunction: WARD, toFunction: CHILDREN, kind: 'concern-report' },
    ...{ personIds: [exposed.id, childNine.id], classes: ['identity'], purpose: 'protection', need: ['protection'], urgency: 'acute' },
    ...{ ground: 'osl-10-28-sol-19-1', documentation: { reason: 'Barnet bor med den som hotar modern.' } },
  });
  await stage.time.settle();
  await sara.send('/api/v1/social-services/concerns/from-report', { referralId, worries: ['witnessed-violence'] });
  await stage.time.settle();
  const [child] = await children();
  const concern = child?.processes.find(({ process }) => process === 'concern');
  const steps = `/api/v1/social-services/concerns/${concern?.processId}/steps`;
  await sara.send(steps, { step: 'assess-protection', need: 'not-immediate', reason: 'Barnet är hos sin mormor.' });
  await sara.send(steps, { step: 'decide', outcome: 'open-inquiry', inquiryId: randomUUID(), reason: 'Barnet har bevittnat våld.' });
  await stage.time.settle();
  const opened = (await children())[0]?.processes.find(({ process }) => process === 'inquiry');
  stage.check(
    'Barnet har en egen akt och en utredning med sin tid på fyra månader',
    opened?.status === 'open' && opened.clocks.some(({ deadline, state }) => deadline === 'child-inquiry' && state === 'running'),
  );

  stage.say('4', 'Sara Lindbäck i Boden når kvinnan, som nu samtycker; egen akt, riskbedömning och insats');
  await sara.send('/api/v1/records', { ...place, functionId: BODEN, source: 'own' });
  await sara.send('/api/v1/people', { ...place, role: 'exposed', ...person(exposed), phone: exposed.phone });
  await sara.send('/api/v1/people', { ...place, role: 'child', ...person(childNine) });
  const assess = (occasion: string) =>
    sara.send('/api/v1/risk-assessments', {
      ...{ assessmentId: randomUUID(), ...place, personId: exposed.id, occasion, ...stage.riskAnswers('high') },
      ...{ assessedOn: stage.day(0), reviewOn: stage.day(30) },
    });
  await assess('first-contact');
  const consentId = randomUUID();
  await sara.send('/api/v1/consents', {
    ...{ consentId, ...place, personId: exposed.id, givenBy: 'adult', form: 'oral', alone: 'yes', circumstances: 'at-meeting' },
    ...{
      recipients: [POLICE, WARD],
      classes: ['identity', 'support', 'risk'],
      purposes: ['support', 'protection'],
      until: stage.moment(180),
    },
  });
  await sara.send('/api/v1/interventions', {
    ...{ interventionId: randomUUID(), ...place, personId: exposed.id, kind: 'counselling', functionId: BODEN, dueOn: stage.day(7) },
  });
  await stage.time.settle();
  const byConsent = { ...place, purpose: 'support', ground: 'osl-10-1-consent', consentId, personIds: [exposed.id] };
  const standing = {
    ...{ ...byConsent, recipientFunction: POLICE, mode: 'standing', classes: ['support', 'risk'] },
    ...{ factsFrom: stage.moment(-1), until: stage.moment(90) },
  };
  await sara.send('/api/v1/disclosures', { ...standing, disclosureId: randomUUID() });
  await sara.send('/api/v1/disclosures', {
    ...{ ...byConsent, disclosureId: randomUUID(), recipientFunction: WARD, mode: 'copy', classes: ['identity', 'support'] },
  });
  const ofBoden = ({ links }: Chain): boolean => links.some(({ ownerAgency }) => ownerAgency === BODEN_AGENCY);
  stage.check('Polisen följer Bodens insats löpande', ofBoden(await jonas.until<Chain>(chain, ofBoden)));
  const copies = async () => (await elsa.get<Received>(received)).items.filter(({ fromAgency }) => fromAgency === BODEN_AGENCY);
  await stage.time.settle();
  stage.check('Sjukvården har fått en kopia', (await copies()).length === 1 && (await copies()).every(({ ended }) => !ended));

  await stage.later(10, 'hon ringer Sara och tar tillbaka hela sitt samtycke');
  stage.say('5', 'Sara registrerar återkallelsen');
  await sara.send(`/api/v1/consents/${consentId}/withdrawals`, { scope: { kind: 'whole' }, alone: 'yes' });
  stage.check('I polisens nästa läsning finns ingenting av Bodens', !ofBoden(await jonas.get<Chain>(chain)));
  const { items } = await sara.get<{ items: { open: boolean; ours: boolean }[] }>(`/api/v1/cases/${caseId}/who-sees-what`);
  const given = items.filter(({ ours }) => ours);
  stage.check('Ingenting av det Boden lämnat ut står öppet', given.length > 0 && given.every(({ open }) => !open));
  const marked = await copies();
  stage.check('Kopian är kvar i sjukvårdens akt, märkt som återkallad', marked.length === 1 && marked.every(({ ended }) => ended));
  const police = (await jonas.get<Received>(received)).items;
  stage.check(
    'Det som polisen fick under Akut vilade på lagen, inte på samtycket, och är inte märkt',
    police.some(({ ground, ended }) => ground === 'osl-10-18c' && !ended),
  );
  const again = await sara.request('POST', '/api/v1/disclosures', { ...standing, disclosureId: randomUUID() });
  stage.check('Inget nytt kan lämnas ut på det samtycket', again.status === 422);
  stage.check('En ny riskbedömning föreslås', (await proposals()).includes('consent-withdrawn'));
  await stage.later(1, 'Sara bedömer risken på nytt');
  await assess('consent-withdrawn');
  stage.check('och förslaget är borta när den är gjord', (await proposals()).length === 0);
};
