import {
  asksForTime,
  closesInquiry,
  decidesTime,
  followsUp,
  hearsOf,
  onConcern,
  onFollowUp,
  onInquiry,
  onPlacement,
  opensInquiry,
  places,
  protects,
  takesIn,
} from '../acts/children.js';
import { addsChild, opens } from '../acts/records.js';
import { reportsConcern } from '../acts/requests.js';
import { demoCase, type DemoCase } from '../demo-case.js';

const LULEA = { functionId: 'lulea-mottagning' };
const BODEN = { functionId: 'boden-mottagning' };

/** Children's ways through the last quarter that is over, each in a case of its own: what the county's figures are made of. By the day of the decision. */
const followedLastQuarter = (who: 'luleaCaseworker' | 'bodenStandIn', children: Readonly<Record<string, number>>): readonly DemoCase[] =>
  Object.entries(children).map(([first, decidedOn]) => {
    const name = `${first} Diktberg`;
    return demoCase(`quarter-${first.toLowerCase()}`, who, { inquiry: 'closed' }, [
      hearsOf(who, name, { ...(who === 'luleaCaseworker' ? LULEA : BODEN), when: { quarterDay: 3 } }),
      protects(who, name, 'not-immediate', { quarterDay: 3 }),
      opensInquiry(who, name, { quarterDay: decidedOn }),
      closesInquiry(who, name, { quarterDay: 60 + decidedOn }),
    ]);
  });

/** Children whom the boards meet, each in a record of its own. */
export const childCases: readonly DemoCase[] = [
  demoCase('concern-on-its-way', 'schoolCounsellor', { referral: 'new' }, [
    opens('schoolCounsellor', 'Petra Sagolund'),
    addsChild('schoolCounsellor', 'Ivar Sagolund'),
    reportsConcern('schoolCounsellor', 'haparanda-mottagning'),
  ]),
  demoCase('concern-taken-in', ['regionNurse', 'haparandaCaseworker'], { referral: 'accepted', concern: 'received' }, [
    opens('regionNurse', 'Rut Diktberg'),
    addsChild('regionNurse', 'Siri Diktberg'),
    reportsConcern('regionNurse', 'haparanda-mottagning'),
    takesIn('haparandaCaseworker'),
  ]),
  demoCase('concern-just-heard', 'luleaCaseworker', { concern: ['received', 'forwarded'] }, [
    hearsOf('luleaCaseworker', 'Arne Påhitt', { ...LULEA, anonymous: true }),
    hearsOf('luleaCaseworker', 'Alma Påhitt', LULEA),
    protects('luleaCaseworker', 'Alma Påhitt', 'not-immediate'),
    onConcern('luleaCaseworker', 'Alma Påhitt', { step: 'forward', toFunction: 'kiruna-mottagning', reason: 'Bor hos sin pappa.' }),
  ]),
  demoCase('inquiries-with-more-time', 'luleaCaseworker', { inquiry: 'open', extension: ['waits', 'granted', 'refused'] }, [
    ...['Bo Låtsas', 'Bea Låtsas', 'Bim Låtsas'].flatMap((name) => [
      hearsOf('luleaCaseworker', name, { ...LULEA, when: { ago: 100 } }),
      protects('luleaCaseworker', name, 'immediate', { ago: 100 }),
      opensInquiry('luleaCaseworker', name, { ago: 90 }),
      asksForTime('luleaCaseworker', name, 'inquiry', 60),
    ]),
    decidesTime('luleaSupervisor', 'Bo Låtsas', 'grant'),
    decidesTime('luleaSupervisor', 'Bea Låtsas', 'refuse'),
  ]),
  demoCase('inquiry-decided', 'bodenCaseworker', { concern: 'decided', inquiry: 'closed' }, [
    hearsOf('bodenCaseworker', 'Curt Exempel', { ...BODEN, when: { ago: 40 } }),
    protects('bodenCaseworker', 'Curt Exempel', 'not-immediate', { ago: 40 }),
    opensInquiry('bodenCaseworker', 'Curt Exempel', { ago: 30 }),
    onInquiry('bodenCaseworker', 'Curt Exempel', { step: 'hear-child' }, { ago: 20 }),
    closesInquiry('bodenCaseworker', 'Curt Exempel', { ago: 2 }),
  ]),
  demoCase('followed-up-without-consent', 'bodenStandIn', { 'follow-up': ['running', 'ended'] }, [
    ...['Doris Fantasi', 'Dan Fantasi'].flatMap((name) => [
      hearsOf('bodenStandIn', name, { ...BODEN, when: { ago: 60 } }),
      protects('bodenStandIn', name, 'not-immediate', { ago: 60 }),
      opensInquiry('bodenStandIn', name, { ago: 50 }),
      onInquiry('bodenStandIn', name, { step: 'close', outcome: 'no-support', reason: 'Tackar nej till stöd.' }, { ago: 10 }),
      followsUp('bodenStandIn', name),
      onFollowUp('bodenStandIn', name, { step: 'make-contact' }),
    ]),
    onFollowUp('bodenStandIn', 'Dan Fantasi', { step: 'end', outcome: 'consent-to-support' }),
  ]),
  demoCase('in-shelter', 'bodenOnCall', { placement: ['decided', 'started', 'lapsed', 'ended'] }, [
    ...['Ebbe Sagolund', 'Elin Sagolund', 'Emil Sagolund', 'Ester Sagolund'].map((name) =>
      hearsOf('bodenOnCall', name, {
        functionId: 'boden-socialjour',
        worry: 'violence',
        when: { ago: 20 },
        protection: 'protected-registration',
      }),
    ),
    places('bodenOnCall', 'Ebbe Sagolund', { ago: 1 }),
    ...['Elin Sagolund', 'Ester Sagolund'].flatMap((name) => [
      places('bodenOnCall', name, { ago: 15 }),
      onPlacement('bodenOnCall', name, { step: 'submit' }, { ago: 12 }),
      onPlacement('bodenOnCall', name, { step: 'rule', ruling: 'confirmed' }, { ago: 8 }),
      onPlacement('bodenOnCall', name, { step: 'start' }, { ago: 8 }),
    ]),
    onPlacement('bodenOnCall', 'Ester Sagolund', { step: 'end', outcome: 'both-guardians-agree' }),
    places('bodenOnCall', 'Emil Sagolund', { ago: 12 }),
    onPlacement('bodenOnCall', 'Emil Sagolund', { step: 'lapse' }),
  ]),
  ...followedLastQuarter('luleaCaseworker', { Folke: 10, Freja: 13, Finn: 16 }),
  ...followedLastQuarter('bodenStandIn', { Gerd: 9, Göte: 11, Gry: 14 }),
];
