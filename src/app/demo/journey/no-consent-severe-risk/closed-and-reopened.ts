import { randomUUID } from 'node:crypto';
import { closeByTwo, person, refusedBy } from '../acts.js';
import { childNine, CHILDREN, exposed, POLICE, type Story } from './story.js';

/** Act 3: closed by two; a new report opens nothing by itself, and is a reason to open again. */
export const closedAndReopened = async (story: Story): Promise<void> => {
  const { stage, people, caseId, policeRecord, adultRecord, children, proposals } = story;
  const { jonas, sara, ingaLill } = people;
  const [child] = await children();
  const childRecord = child!.recordId;
  const process = (name: string) => child!.processes.find((one) => one.process === name)?.processId;
  await stage.later(60, 'stödet är avslutat; barnets utredning likaså');
  const inquiry = `/api/v1/social-services/inquiries/${process('inquiry')}/steps`;
  await sara.send(inquiry, { step: 'hear-child', withoutGuardian: true });
  await sara.send(inquiry, { step: 'close', outcome: 'no-support', reason: 'Barnet har det stöd det behöver genom skolan.' });
  stage.say('6', 'Akterna avslutas, var och en av två personer');
  await closeByTwo(stage, sara, ingaLill, adultRecord, 'Kvinnans akt');
  await closeByTwo(stage, sara, ingaLill, childRecord, 'Barnets akt');
  const lead = await sara.request('POST', `/api/v1/records/${adultRecord}/take-lead`, {});
  stage.check('I en avslutad akt händer inget nytt', refusedBy(lead) === 'record-closed');

  await stage.later(30, 'polisen får ett nytt larm: han har brutit sig in hos henne');
  stage.say('7', 'Jonas registrerar anmälan och anmäler oro för barnet');
  const atPolice = { recordId: policeRecord, caseId };
  await jonas.send('/api/v1/people', { ...atPolice, role: 'child', ...person(childNine) });
  const referralId = randomUUID();
  await stage.time.settle();
  await jonas.send('/api/v1/referrals', {
    ...{ referralId, ...atPolice, fromFunction: POLICE, toFunction: CHILDREN, kind: 'concern-report', personIds: [childNine.id] },
    ...{ classes: ['identity'], purpose: 'protection', need: ['protection'], urgency: 'acute' },
    ...{ ground: 'osl-10-28-sol-19-1', documentation: { reason: 'Barnet var hemma när han bröt sig in.' } },
  });
  await stage.time.settle();
  const statusOf = async (recordId: string) => (await sara.get<{ status: string }>(`/api/v1/records/${recordId}`)).status;
  const both = async () => Promise.all([adultRecord, childRecord].map(statusOf));
  stage.check(
    'Anmälan har kommit, och ingen akt har öppnats av den',
    (await sara.request('GET', `/api/v1/referrals/${referralId}`)).status === 200 && (await both()).every((one) => one === 'closed'),
  );
  for (const recordId of [adultRecord, childRecord]) await sara.send(`/api/v1/records/${recordId}/reopen`, { reason: 'new-report' });
  await stage.time.settle();
  stage.check(
    'Sara öppnar båda på nytt, med sitt skäl',
    (await both()).every((one) => one === 'open'),
  );
  await sara.send('/api/v1/social-services/concerns/from-report', { referralId, worries: ['witnessed-violence'] });
  await stage.time.settle();
  const items = await children();
  const concern = items[0]?.processes.findLast((one) => one.process === 'concern' && one.processId !== process('concern'));
  stage.check('Oron står i barnets egen akt, som förut', items.length === 1 && items[0]?.recordId === childRecord && concern !== undefined);
  stage.check(
    'med skyddsbedömning samma dygn och förhandsbedömning inom 14 dagar',
    ['protection-assessment', 'preliminary-assessment'].every((name) => concern?.clocks.some(({ deadline }) => deadline === name)),
  );
  stage.check('En ny riskbedömning av henne föreslås: en ny anmälan har kommit', (await proposals()).includes('new-report'));
  const steps = `/api/v1/social-services/concerns/${concern?.processId}/steps`;
  await sara.send(steps, { step: 'assess-protection', need: 'not-immediate', reason: 'Han är frihetsberövad.' });
  await sara.send(steps, { step: 'decide', outcome: 'no-inquiry', reason: 'Barnet är skyddat och har stöd.' });
  await stage.later(1, 'Sara bedömer risken på nytt');
  await sara.send('/api/v1/risk-assessments', {
    ...{ assessmentId: randomUUID(), recordId: adultRecord, caseId, personId: exposed.id, occasion: 'new-violence' },
    ...{ ...stage.riskAnswers('high'), assessedOn: stage.day(0), reviewOn: stage.day(30) },
  });
  stage.check('och förslaget är borta', (await proposals()).length === 0);
};
