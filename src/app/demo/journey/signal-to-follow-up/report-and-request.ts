import { randomUUID } from 'node:crypto';
import { acceptInto, chainOf, clocksOf, refusal, warningsOf, type Place } from '../acts.js';
import { concernOf, concernSteps, type Referral } from '../seen.js';
import { childrenOf, INSURER, KIRUNA, type Story } from './story.js';

const HOUR = 1 / 24;

/** Act 2: the concern report goes without consent, the request with it; protection is assessed within the day. @returns the mother's own record in Kiruna */
export const reportAndRequest = async (story: Story): Promise<Place> => {
  const { stage, people, insurer, ids } = story;
  const { peter, aila } = people;
  stage.say('2', 'Orosanmälan för barnen går till Kiruna samma dag, oberoende av samtycke');
  await peter.send('/api/v1/referrals', {
    ...{ referralId: ids.reportId, ...insurer, fromFunction: INSURER, toFunction: KIRUNA, kind: 'concern-report', urgency: 'acute' },
    ...{ personIds: [ids.mother, ids.nine, ids.four], classes: ['identity', 'free-text'], need: ['protection'], purpose: 'protection' },
    ...{ ground: 'osl-10-28-sol-19-1', documentation: { reason: 'Barnen har bevittnat våld mot sin mamma.' } },
    message: 'Två barn, 4 och 9 år, har varit hemma när mamman blivit slagen.',
  });
  const filed = { type: 'state-agencies.ConcernReportFiled', noteId: randomUUID(), ...insurer, on: stage.day(0), way: 'e-service' };
  for (const personId of [ids.nine, ids.four])
    await peter.send('/api/v1/notes', { ...filed, noteId: randomUUID(), personId, urgent: true });
  const report = `/api/v1/referrals/${ids.reportId}`;
  await aila.until<Referral>(report, ({ status }) => status === 'new');
  stage.check(
    'Den kan inte tas tillbaka',
    (await refusal(peter, `${report}/withdraw`, { reason: 'sent-by-mistake' })) === 'concern-report-stands',
  );
  stage.check(
    'och inte återsändas av nämnden',
    (await refusal(aila, `${report}/return`, { reason: 'no-capacity' })) === 'concern-report-stands',
  );

  stage.say('2', 'Förfrågan om henne själv går för sig, på hennes samtycke');
  await peter.send('/api/v1/referrals', {
    ...{ referralId: ids.referralId, ...insurer, fromFunction: INSURER, toFunction: KIRUNA, personIds: [ids.mother] },
    ...{ classes: ['identity', 'contact', 'free-text'], need: ['support'], purpose: 'support', message: 'Hon vill ha stöd.' },
    ...{ ground: 'osl-10-1-consent', consentId: ids.consentId },
  });
  await assessProtection(story);

  stage.say('2', 'Aila begär komplettering av förfrågan innan hon svarar');
  const referral = `/api/v1/referrals/${ids.referralId}`;
  await aila.until<Referral>(referral, ({ status }) => status === 'new');
  const questionId = randomUUID();
  await aila.send(`${referral}/questions`, { questionId, question: 'Vilken tid kan vi ringa henne utan att han är i närheten?' });
  await stage.later(2 - 5 * HOUR, 'en dag återstår att svara på kompletteringen');
  const [waits] = await clocksOf(peter, insurer, 'referral-information');
  stage.check('Försäkringskassan påminns om att svara', waits?.state === 'soon' && (await warningsOf(peter, waits)) === 1);
  await peter.send(`${referral}/questions/${questionId}/answer`, { class: 'contact', answer: 'Mellan 12 och 13.' });
  await stage.time.settle();
  stage.check('Svaret stannar klockan', (await clocksOf(peter, insurer, 'referral-information')).length === 0);
  const asked = await aila.get<Referral>(referral);
  stage.check('Aila läser svaret', asked.conversation?.some(({ kind, text }) => kind === 'answer' && text?.includes('12')) ?? false);

  stage.say('2', 'Kiruna accepterar och öppnar en egen akt för henne');
  const opened = await acceptInto(aila, ids.referralId, insurer.caseId);
  const children = await childrenOf(story);
  stage.check(
    'Hennes akt är ingen av barnens',
    children.every(({ recordId }) => recordId !== opened.recordId),
  );
  stage.check('Försäkringskassan ser att förfrågan är accepterad', (await peter.get<Referral>(referral)).status === 'accepted');
  const atInsurer = await chainOf(peter, insurer);
  stage.check(
    'men ingenting ur Kirunas akter',
    atInsurer.links.every(({ own }) => own),
  );
  return opened;
};

/** The report is taken in with a record for each child; nobody has assessed protection, the clock warns, and then it is done: within the day. */
const assessProtection = async (story: Story): Promise<void> => {
  const { stage, people, insurer, ids } = story;
  const { peter, aila } = people;
  stage.say('2', 'Aila Labba, Kiruna, tar emot orosanmälan: en egen akt för varje barn');
  await aila.send('/api/v1/social-services/concerns/from-report', { referralId: ids.reportId, worries: ['witnessed-violence'] });
  await stage.time.settle();
  const taken = await childrenOf(story);
  stage.check('Två barn, två akter', taken.length === 2 && taken[0]!.recordId !== taken[1]!.recordId);
  const inFirst = await aila.get<{ items: { personId: string }[] }>(`/api/v1/records/${taken[0]!.recordId}/people`);
  stage.check('Syskonet finns inte i det andra barnets akt', !inFirst.items.some(({ personId }) => personId === ids.four));
  const seen = await peter.request('GET', `/api/v1/social-services/children?caseId=${insurer.caseId}`);
  stage.check('Den som anmälde ser inget av det', seen.status === 404);
  const decide = { step: 'decide', outcome: 'no-inquiry', reason: 'Inget framkommit.' };
  stage.check('Skyddet bedöms före allt annat', (await refusal(aila, concernSteps(taken[0]!), decide)) === 'protection-first');

  await stage.later(5 * HOUR, 'fem timmar senare');
  const warned = await clocksOf(aila, insurer, 'protection-assessment');
  stage.check(
    'Klockan för omedelbar skyddsbedömning har varnat för båda',
    warned.length === 2 && warned.every((one) => one.state === 'soon'),
  );
  for (const child of taken)
    await aila.send(concernSteps(child), {
      ...{ step: 'assess-protection', need: 'not-immediate', measures: ['safe-adult'] },
      reason: 'Hon och barnen sover hos hennes syster. Barnen är trygga där i natt.',
    });
  await stage.time.settle();
  const done = (await childrenOf(story)).map((child) =>
    concernOf(child).clocks.find(({ deadline }) => deadline === 'protection-assessment'),
  );
  stage.check(
    'Skyddsbedömningen är gjord samma dygn',
    done.every((clock) => clock?.state === 'done'),
  );
  stage.check('och klockan har stannat', (await clocksOf(aila, insurer, 'protection-assessment')).length === 0);
};
