import { answers, asks, asksBack, asksUrgently, consents, discloses, sendsOn, takesOver, tells, withdraws } from '../acts/requests.js';
import { opens } from '../acts/records.js';
import { assesses } from '../acts/work.js';
import { demoCase, type DemoCase } from '../demo-case.js';

const BODEN = 'boden-mottagning-vald';
const LULEA = 'lulea-mottagning-vald';
const HEALTH = 'vardcentral-boden-kurator';

/** Requests as they stand at their recipients, and what she has let them know. */
export const requestCases: readonly DemoCase[] = [
  demoCase('request-new', 'regionNurse', { referral: 'new' }, [opens('regionNurse', 'Agda Påhitt'), asks('regionNurse', LULEA)]),
  demoCase('request-read', 'policeOfficer', { referral: 'acknowledged' }, [
    opens('policeOfficer', 'Berit Låtsas'),
    asks('policeOfficer', BODEN),
    answers('bodenCaseworker', 'acknowledge'),
  ]),
  demoCase('request-with-question', 'insuranceOfficer', { referral: 'acknowledged', question: 'open' }, [
    opens('insuranceOfficer', 'Cilla Exempel'),
    asks('insuranceOfficer', 'kiruna-mottagning'),
    asksBack('kirunaCaseworker', 'När kan hon ta emot ett samtal?'),
  ]),
  demoCase('request-with-answer', 'employmentOfficer', { referral: 'acknowledged', question: 'answered' }, [
    opens('employmentOfficer', 'Disa Fantasi'),
    asks('employmentOfficer', LULEA),
    asksBack('luleaCaseworker', 'Behövs tolk?'),
    tells('employmentOfficer', 'identity', 'Nej.'),
  ]),
  demoCase('request-accepted', ['migrationOfficer', 'bodenCaseworker'], { referral: 'accepted', record: 'open' }, [
    opens('migrationOfficer', 'Evin Sagolund'),
    asks('migrationOfficer', BODEN),
    takesOver('bodenCaseworker'),
    assesses('bodenCaseworker', 'moderate'),
  ]),
  demoCase('request-returned', 'policeOfficer', { referral: 'returned' }, [
    opens('policeOfficer', 'Frida Diktberg'),
    asks('policeOfficer', 'bjorkudden-stod'),
    answers('shelterWorker', 'return', { reason: 'no-capacity' }),
  ]),
  demoCase('request-sent-on', 'policeOfficer', { referral: 'new' }, [
    opens('policeOfficer', 'Gunvor Påhitt'),
    asks('policeOfficer', LULEA, { urgency: 'acute' }),
    answers('luleaCaseworker', 'return', { reason: 'wrong-municipality' }),
    sendsOn('policeOfficer', BODEN),
  ]),
  demoCase('request-withdrawn', 'schoolCounsellor', { referral: 'withdrawn' }, [
    opens('schoolCounsellor', 'Hilma Låtsas'),
    asks('schoolCounsellor', HEALTH),
    answers('schoolCounsellor', 'withdraw', { reason: 'no-longer-needed' }),
  ]),
  demoCase(
    'request-due-today',
    'luleaCaseworker',
    { referral: 'new' },
    [opens('luleaCaseworker', 'Isa Exempel', { functionId: LULEA }), asks('luleaCaseworker', HEALTH, { answerInHours: 2 })],
    { referral: 'expired' },
  ),
  demoCase('request-done', 'shelterWorker', { referral: 'done' }, [
    opens('shelterWorker', 'Jorid Fantasi'),
    asks('shelterWorker', LULEA),
    answers('luleaCaseworker', 'accept'),
    answers('luleaCaseworker', 'outcome', { outcome: 'support-started' }),
  ]),
  demoCase('request-urgent', ['policeOfficer', 'policeSupervisor'], { referral: 'new', disclosure: 'open', urgent: 'waits' }, [
    opens('policeOfficer', 'Kajsa Sagolund'),
    asksUrgently('policeOfficer', 'boden-socialjour'),
    discloses('policeOfficer', 'boden-socialjour', {
      ...{ mode: 'copy', classes: ['risk'], purpose: 'protection', urgent: true },
      ...{ ground: 'brb-24-4-necessity', documentation: { reason: 'Han har tagit sig in i trapphuset.' } },
    }),
  ]),
  demoCase('consent-in-part', 'bodenCaseworker', { consent: 'partly-withdrawn', disclosure: ['open', 'proposed'] }, [
    opens('bodenCaseworker', 'Lova Diktberg', { functionId: BODEN }),
    consents('bodenCaseworker', HEALTH, 'polis-lulea-lpo'),
    discloses('bodenCaseworker', 'polis-lulea-lpo', { mode: 'standing', classes: ['risk', 'support'] }),
    withdraws('bodenCaseworker', { kind: 'part', recipients: [HEALTH] }),
    discloses('bodenCaseworker', 'polis-lulea-lpo', {
      ...{ mode: 'copy', classes: ['identity'], purpose: 'investigation' },
      ...{ ground: 'osl-10-28-sol-15-7', documentation: { request: 'Polisen frågar om hon vistas i skyddat boende.', 'in-shelter': 'no' } },
    }),
  ]),
  demoCase('consent-withdrawn', 'bodenStandIn', { consent: 'withdrawn', disclosure: ['ended', 'refused'] }, [
    opens('bodenStandIn', 'Maj Påhitt', { functionId: BODEN }),
    consents('bodenStandIn', HEALTH),
    discloses('bodenStandIn', HEALTH, { mode: 'standing', classes: ['plan', 'support'] }),
    discloses('bodenStandIn', HEALTH, { mode: 'standing', classes: ['plan'], ground: 'osl-10-27', refused: true }),
    withdraws('bodenStandIn', { kind: 'whole' }),
  ]),
];
