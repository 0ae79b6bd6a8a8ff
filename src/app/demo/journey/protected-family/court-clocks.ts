import { randomUUID } from 'node:crypto';
import { clocksOf, refusedBy } from '../acts.js';
import type { ProcessClock } from '../seen.js';
import { elias, wilma, type Story } from './story.js';

const API = '/api/v1/social-services';
const DAY = 86_400_000;

/** Act 4: the court's clocks of lag (2024:79), one after the other; and a decision that falls because nobody asked the court. */
export const courtClocks = async (story: Story): Promise<void> => {
  const { stage, people, caseId, child, process } = story;
  const { sara } = people;
  const clock = async (personId: string, deadline: string): Promise<ProcessClock | undefined> =>
    (await process(personId, 'placement')).clocks.find((one) => one.deadline === deadline);
  const runs = async (claim: string, personId: string, deadline: string, days: number): Promise<void> => {
    const found = await clock(personId, deadline);
    const left = found ? (Date.parse(found.due) - stage.now().getTime()) / DAY : 0;
    // Half a year is not always as many days.
    stage.check(claim, found?.state === 'running' && Math.abs(left - days) <= (days > 100 ? 4 : 1));
  };
  const isSoon = async (claim: string, personId: string, deadline: string): Promise<void> => {
    const { recordId } = await child(personId);
    const clocks = await clocksOf(sara, { caseId }, deadline);
    stage.check(
      claim,
      clocks.some((one) => one.recordId === recordId && one.state === 'soon'),
    );
  };
  const take = async (personId: string, body: object) =>
    sara.request('POST', `${API}/placements/${(await process(personId, 'placement')).processId}/steps`, body);
  const taken = async (personId: string, body: object): Promise<void> => {
    const { processId } = await process(personId, 'placement');
    await sara.send(`${API}/placements/${processId}/steps`, body);
  };
  const decide = async (personId: string): Promise<void> => {
    const { recordId } = await child(personId);
    await sara.send(`${API}/placements`, { placementId: randomUUID(), recordId, caseId, personId, ground: 'violence', decidedBy: 'chair' });
  };

  stage.say('8', 'Wilma: beslutet underställs rätten');
  await isSoon('Underställning inom en vecka från beslutet: handläggaren är varnad', wilma.id, 'shelter-child-to-court');
  await taken(wilma.id, { step: 'submit' });
  await runs('Rätten prövar det inom en vecka från det att handlingarna kom in', wilma.id, 'shelter-child-court-ruling', 7);
  await stage.later(2, 'rätten fastställer beslutet');
  await taken(wilma.id, { step: 'rule', ruling: 'confirmed' });
  stage.check('Tiden är slut när rätten har prövat', (await clock(wilma.id, 'shelter-child-court-ruling'))?.state === 'done');

  stage.say('9', 'Lillebror Elias ska också placeras; beslutet underställs inte rätten i tid');
  await decide(elias.id);
  await runs('Underställning inom en vecka från beslutet', elias.id, 'shelter-child-to-court', 7);
  await stage.later(5, 'fem dagar efter beslutet');
  await isSoon('Handläggaren är varnad', elias.id, 'shelter-child-to-court');
  await stage.later(3, 'veckan har gått');
  stage.check(
    'Beslutet har förfallit: rätten kan inte längre frågas',
    refusedBy(await take(elias.id, { step: 'submit' })) === 'placement-lapsed',
  );
  await taken(elias.id, { step: 'lapse' });
  stage.check('Det står så i akten', (await process(elias.id, 'placement')).status === 'lapsed');
  await decide(elias.id);
  await taken(elias.id, { step: 'submit' });
  await runs('Ett nytt beslut underställs samma dag; rätten prövar inom en vecka', elias.id, 'shelter-child-court-ruling', 7);
  stage.check('och bara en gång', refusedBy(await take(elias.id, { step: 'submit' })) === 'submitted-already');
  for (const body of [{ step: 'rule', ruling: 'confirmed' }, { step: 'apply' }]) await taken(elias.id, body);
  await runs('Ansökan har kommit in: huvudmålet avgörs inom två veckor', elias.id, 'shelter-child-main-case', 14);
  for (const body of [{ step: 'judge', judgment: 'granted' }, { step: 'gain-force' }]) await taken(elias.id, body);
  await runs('Domen har vunnit laga kraft: placeringen ska börja inom fyra veckor', elias.id, 'shelter-child-not-started', 28);

  await stage.later(24, 'Wilma är i skyddat boende sedan snart sex veckor');
  stage.say('10', 'Wilma: målet i rätten');
  await isSoon('Ansökan till rätten ska vara inne inom sex veckor: varnad', wilma.id, 'shelter-child-application');
  await taken(wilma.id, { step: 'extend-application', until: stage.moment(30) });
  await runs('Rätten förlänger tiden', wilma.id, 'shelter-child-application', 30);
  await taken(wilma.id, { step: 'apply' });
  for (const body of [{ step: 'judge', judgment: 'granted' }, { step: 'gain-force' }]) await taken(wilma.id, body);
  const start = (await clock(wilma.id, 'shelter-child-not-started'))?.state;
  stage.check('Placeringen är redan verkställd: ingen tid löper för det', start === undefined || start === 'done');

  stage.say('10', 'Pappan överklagar att vistelseorten hålls hemlig; rätten avslår');
  await taken(wilma.id, { step: 'appeal-secrecy' });
  await taken(wilma.id, { step: 'rule-appeal', ruling: 'confirmed' });
  const secret = await process(wilma.id, 'placement');
  stage.check('Hemlighållandet gäller fortfarande', secret.next.includes('review-secrecy'));
  await stage.later(4.5, 'fyra veckor har gått; Elias är kvar hos sin mormor');
  stage.check('Domen har förfallit', refusedBy(await take(elias.id, { step: 'start' })) === 'placement-lapsed');
  await stage.later(118, 'snart ett halvt år sedan placeringen');
  await isSoon('Placeringen ska övervägas var sjätte månad: varnad', wilma.id, 'shelter-child-review');
  await isSoon('och hemlighållandet för sig', wilma.id, 'secret-whereabouts-review');
  await taken(wilma.id, { step: 'review', review: 'goes-on' });
  await taken(wilma.id, { step: 'review-secrecy', review: 'goes-on' });
  await runs('Nästa övervägande om ett halvår', wilma.id, 'shelter-child-review', 182);
  await runs('och av hemlighållandet', wilma.id, 'secret-whereabouts-review', 182);
};
