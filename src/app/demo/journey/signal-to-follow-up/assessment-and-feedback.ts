import { randomUUID } from 'node:crypto';
import { clocksOf, refusal, warningsOf, type Place } from '../acts.js';
import { concernOf, concernSteps, type Clock, type Referral } from '../seen.js';
import { childrenOf, type Story } from './story.js';

const REASON = 'Barnen har bevittnat upprepat våld.';

/** Act 3: fourteen days for the preliminary assessment, warned twice; the inquiry; and what the reporter may hear of it. */
export const assessmentAndFeedback = async (story: Story, opened: Place): Promise<void> => {
  const { stage, people, insurer, ids } = story;
  const { peter, aila } = people;
  const clocks = (): Promise<readonly Clock[]> => clocksOf(aila, insurer, 'preliminary-assessment');
  const warned = async (times: number): Promise<boolean> => {
    const running = await clocks();
    const counted = await Promise.all(running.map((clock) => warningsOf(aila, clock)));
    return running.length === 2 && counted.every((count) => count === times);
  };
  stage.say('3', 'Förhandsbedömningen får ta fjorton dagar');
  stage.check('Ingen har ännu varnats', await warned(0));
  await stage.later(8, 'dag 10');
  stage.check('Fyra dagar före: en första varning', await warned(1));
  await stage.later(3, 'dag 13');
  stage.check('Dag 13 varnar klockan igen, för båda barnen', await warned(2));
  const [tomorrow] = await clocks();
  stage.check('Den sista dagen är i morgon', tomorrow?.dueOn === stage.day(1));

  await stage.later(1, 'dag 14');
  stage.say('3', 'Peter ber om återkoppling på anmälan. Samma dag inleds utredning');
  const report = `/api/v1/referrals/${ids.reportId}`;
  const children = await childrenOf(story);
  const first = concernSteps(children[0]!);
  stage.check('Innan det är beslutat finns inget att berätta', (await refusal(aila, first, { step: 'inform-reporter' })) === 'not-decided');
  await peter.send(`${report}/outcome-request`, {});
  // What he asks is carried to the children's records, and is an event of its own there.
  await stage.time.settle();
  await stage.time.settle();
  const waits = (await childrenOf(story)).every((child) => concernOf(child).next.every((step) => step !== 'reporter-asks'));
  stage.check('Att han vill veta står i båda barnens akter, utan att någon skrivit in det', waits);
  for (const child of children)
    await aila.send(concernSteps(child), { step: 'decide', outcome: 'open-inquiry', inquiryId: randomUUID(), reason: REASON });
  await stage.time.settle();
  const decided = await childrenOf(story);
  const preliminary = decided.map((child) => concernOf(child).clocks.find(({ deadline }) => deadline === 'preliminary-assessment'));
  stage.check('Utredning är inledd i tid för båda', preliminary.every((clock) => clock?.state === 'done') && (await clocks()).length === 0);
  stage.check('Utredningens fyra månader löper', (await clocksOf(aila, insurer, 'child-inquiry')).length === 2);
  stage.check('Försäkringskassan har ännu inte fått något svar', (await peter.get<Referral>(report)).outcome === null);
  const answer = await clocksOf(aila, insurer, 'reporter-informed');
  stage.check('Återkopplingen ska ges inom en vecka', answer.length === 2 && answer.every(({ dueOn }) => dueOn === stage.day(7)));

  await stage.later(5, 'två dagar återstår att återkoppla');
  const soon = await clocksOf(aila, insurer, 'reporter-informed');
  stage.check(
    'Aila påminns',
    soon.every(({ state }) => state === 'soon'),
  );
  for (const child of children) await aila.send(concernSteps(child), { step: 'inform-reporter' });
  await stage.time.settle();
  const told = await peter.get<Referral>(report);
  stage.check('Peter får veta att utredning har inletts, inom sju dagar', told.outcome === 'open-inquiry');
  stage.check('och inget mer', !JSON.stringify(told).includes(REASON) && !/syster|trygga där/.test(JSON.stringify(told)));
  stage.check('Klockan har stannat', (await clocksOf(aila, insurer, 'reporter-informed')).length === 0);
  stage.check(
    'Om barnen får han inte höra mer än beslutet',
    (await refusal(aila, `${report}/outcome`, { outcome: 'support-started' })) === 'only-the-decision',
  );

  stage.say('3', 'Förfrågan om henne själv återkopplas för sig');
  const outcome = await clocksOf(aila, insurer, 'referral-outcome');
  stage.check('Klockan för återkoppling löper i hennes akt', outcome.length === 1 && outcome[0]!.recordId === opened.recordId);
  await peter.send(`/api/v1/referrals/${ids.referralId}/outcome-request`, {});
  await stage.time.settle();
  const [asked] = await clocksOf(aila, insurer, 'referral-outcome-requested');
  stage.check(
    'Peter ber om återkoppling: den ska komma inom en vecka',
    asked?.recordId === opened.recordId && asked.dueOn === stage.day(7),
  );
  await aila.send(`/api/v1/referrals/${ids.referralId}/outcome`, { outcome: 'support-started' });
  const reported = await peter.until<Referral>(`/api/v1/referrals/${ids.referralId}`, ({ status }) => status === 'done');
  stage.check('Försäkringskassan ser att stödet har kommit igång', reported.outcome === 'support-started');
  stage.check('och klockan har stannat', (await clocksOf(aila, insurer, 'referral-outcome-requested')).length === 0);
};
