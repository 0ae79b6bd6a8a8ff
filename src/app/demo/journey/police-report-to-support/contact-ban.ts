import { randomUUID } from 'node:crypto';
import { addDays, addMonths } from '#libs/shared-kernel';
import { chainOf, clocksOf, openRecord, person, refusal, warningsOf, type Place } from '../acts.js';
import { Player } from '../player.js';
import type { Chain } from '../seen.js';
import { exposed, type Story } from './story.js';

const BODEN = 'boden-mottagning-vald';
const DEADLINE = 'contact-ban-joint-home';

/** What the ban's last act goes on from. */
export interface Ban {
  readonly erik: Player;
  readonly place: Place;
  readonly path: string;
  readonly until: string;
}
const bansIn = ({ links }: Chain) => links.filter(({ thing }) => thing === 'contact-ban');

/** Act 7: the prosecutor bans the man from their joint home, for as long as the law allows, and Boden is told by her consent. */
export const contactBan = async ({ stage, ids, people: { sara } }: Story, url: string): Promise<Ban> => {
  stage.say('7', 'Erik Lundmark, åklagare, meddelar kontaktförbud avseende gemensam bostad');
  const erik = await Player.login(url, 'demo-prosecutor');
  const place = await openRecord(erik, ids.caseId, 'aklagare-kansli');
  await erik.send('/api/v1/people', { ...place, role: 'exposed', ...person(exposed) });
  const proceedingId = randomUUID();
  const path = `/api/v1/prosecution/contact-bans/${proceedingId}`;
  const on = stage.day(0);
  const until = addMonths(on, 2);
  const issue = { ...place, step: 'issue', on, personId: exposed.id, kind: 'joint-home', until };
  stage.check(
    'Längre än två månader får det inte gälla',
    (await refusal(erik, path, { ...issue, until: addDays(until, 1) })) === 'ban-too-long',
  );
  await erik.send(path, issue);
  stage.check('Boden ser inte förbudet: inget har lämnats ut', bansIn(await chainOf(sara, ids)).length === 0);

  const consentId = randomUUID();
  const disclosure = { ...place, recipientFunction: BODEN, classes: ['crime'], purpose: 'protection', personIds: [exposed.id] };
  const standing = { ...disclosure, mode: 'standing', until: stage.moment(100), ground: 'osl-10-1-consent', consentId };
  const without = await refusal(erik, '/api/v1/disclosures', { ...standing, disclosureId: randomUUID() });
  stage.check(`Utan hennes samtycke vägras utlämnandet (${without})`, without !== undefined);
  await erik.send('/api/v1/consents', {
    ...{ ...place, consentId, personId: exposed.id, givenBy: 'adult', form: 'oral', alone: 'yes', circumstances: 'by-phone' },
    ...{ recipients: [BODEN], classes: ['crime'], purposes: ['protection'], until: stage.moment(180) },
  });
  await erik.send('/api/v1/disclosures', { ...standing, factsFrom: stage.moment(-1), disclosureId: randomUUID() });
  await stage.time.settle();
  const [told] = bansIn(await chainOf(sara, ids));
  stage.check(`Boden ser till vilken dag det gäller: ${until}`, told?.fields['until'] === until && told.fields['status'] === 'in-force');
  return { erik, place, path, until };
};

/** Act 9: the time runs towards the ban's end. */
export const banRunsOut = async ({ stage, people: { sara }, ids }: Story, { erik, place, path, until }: Ban): Promise<void> => {
  const daysLeft = Math.round((Date.parse(until) - Date.parse(stage.day(0))) / 86_400_000);
  stage.say('9', 'Förbudet löper mot sitt slut');
  await stage.later(daysLeft - 15, 'femton dagar återstår');
  const [early] = await clocksOf(erik, place, DEADLINE);
  stage.check('Klockan har inte varnat än', early !== undefined && (await warningsOf(erik, early)) === 0);
  await stage.later(1, 'två veckor återstår');
  const [clock] = await clocksOf(erik, place, DEADLINE);
  stage.check(
    'Två veckor före varnas den som handlägger förbudet, en gång',
    clock?.dueOn === until && clock.state === 'soon' && (await warningsOf(erik, clock)) === 1,
  );
  stage.check('Klockan är åklagarens: Boden har ingen sådan', (await clocksOf(sara, ids, DEADLINE)).length === 0);
  const extend = (days: number) => ({ step: 'extend', on: stage.day(0), until: addDays(until, days) });
  stage.check('Det kan förlängas två veckor i taget, inte mer', (await refusal(erik, path, extend(15))) === 'ban-too-long');
};

/** Act 11: nobody has to say that it is over. */
export const banIsOver = async ({ stage, people: { sara }, ids }: Story, { erik, path, until }: Ban): Promise<void> => {
  stage.say('11', 'Förbudets sista dag passerar');
  const daysLeft = Math.round((Date.parse(until) - Date.parse(stage.day(0))) / 86_400_000);
  await stage.later(daysLeft, 'det är sista dagen');
  const standing = async () => (await erik.get<{ status: string }>(`/api/v1/proceedings/${path.split('/').at(-1)}`)).status;
  stage.check('Det gäller till och med sista dagen', (await standing()) === 'in-force');
  await stage.later(1, 'dagen efter');
  const [told] = bansIn(await chainOf(sara, ids));
  stage.check(
    'Det har upphört av sig självt, hos åklagaren och i Boden',
    (await standing()) === 'expired' && told?.fields['status'] === 'expired' && told.fields['on'] === stage.day(0),
  );
  const on = stage.day(-1);
  const after = [
    await refusal(erik, path, { step: 'extend', on, until: addDays(until, 14) }),
    await refusal(erik, path, { step: 'lift', on, lifted: 'court' }),
  ];
  stage.check(
    `Det kan varken förlängas eller hävas efteråt (${after[0]})`,
    after.every((rule) => rule === 'time-has-run-out'),
  );
};
