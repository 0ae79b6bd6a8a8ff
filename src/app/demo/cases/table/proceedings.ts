import { addsChild, opens } from '../acts/records.js';
import { takes } from '../acts/proceedings.js';
import { demoCase, type DemoCase } from '../demo-case.js';

const OFFENCE = { offence: 'gross-violation-of-a-woman' };
const investigated = { step: 'open', ago: 30, facts: OFFENCE };
const requested = { step: 'request', ago: 20, facts: { ground: 'guardian-suspected' } };
const came = { step: 'contact', ago: 40, facts: { cameBy: 'own' } };
const offered = { step: 'offer', ago: 30, facts: { programme: 'group' } };
const showed = (what: string) => ({ step: 'register', facts: { showed: what } });
const mistake = { step: 'retract', facts: { retracted: 'entered-by-mistake' } };

/** What prosecutor and police take forward, and the work with those who use violence, in records of their own. */
export const proceedingCases: readonly DemoCase[] = [
  demoCase('ban-joint-home', 'prosecutor', { 'contact-ban': 'in-force' }, [
    opens('prosecutor', 'Hedda Exempel'),
    takes('prosecutor', 'contact-ban', 'home', { step: 'issue', facts: { kind: 'joint-home' }, days: { until: 56 } }),
  ]),
  demoCase('ban-over', 'prosecutor', { 'contact-ban': ['expired', 'lifted'] }, [
    opens('prosecutor', 'Irma Fantasi'),
    // Its time has run out: the machinery records it.
    takes('prosecutor', 'contact-ban', 'first', { step: 'issue', ago: 90, facts: { kind: 'ordinary' }, days: { until: -5 } }),
    takes(
      'prosecutor',
      'contact-ban',
      'second',
      { step: 'issue', ago: 30, facts: { kind: 'extended' }, days: { until: 150 } },
      { step: 'lift', facts: { lifted: 'court' } },
    ),
  ]),
  demoCase('ban-breached', 'policeOfficer', { 'contact-ban-breach': ['registered', 'retracted'] }, [
    opens('policeOfficer', 'Jonna Sagolund'),
    takes('policeOfficer', 'contact-ban-breach', 'first', { step: 'register', ago: 3, facts: { manner: 'approached' } }),
    takes('policeOfficer', 'contact-ban-breach', 'second', { step: 'register', facts: { manner: 'contacted' } }, mistake),
  ]),
  demoCase('investigations', 'prosecutor', { investigation: ['open', 'discontinued', 'charged', 'judged'] }, [
    opens('prosecutor', 'Karla Diktberg'),
    takes('prosecutor', 'investigation', 'open', investigated),
    takes('prosecutor', 'investigation', 'ended', investigated, {
      step: 'discontinue',
      ago: 10,
      facts: { discontinued: 'evidence-insufficient' },
    }),
    takes('prosecutor', 'investigation', 'charged', investigated, { step: 'charge', ago: 5, facts: OFFENCE }),
    takes(
      'prosecutor',
      'investigation',
      'judged',
      investigated,
      { step: 'charge', ago: 15, facts: OFFENCE },
      { step: 'judge', ago: 1, facts: { outcome: 'convicted' } },
    ),
  ]),
  demoCase('special-representatives', 'prosecutor', { 'special-representative': ['requested', 'appointed', 'refused', 'ended'] }, [
    opens('prosecutor', 'Liv Påhitt'),
    addsChild('prosecutor', 'Alve Påhitt'),
    takes('prosecutor', 'special-representative', 'asked', requested),
    takes('prosecutor', 'special-representative', 'given', requested, { step: 'appoint', ago: 12 }),
    takes('prosecutor', 'special-representative', 'refused', requested, { step: 'refuse', ago: 12 }),
    takes(
      'prosecutor',
      'special-representative',
      'over',
      requested,
      { step: 'appoint', ago: 12 },
      {
        step: 'end',
        facts: { ended: 'completed' },
      },
    ),
  ]),
  demoCase(
    'programme-begun',
    'bodenProgramme',
    { programme: ['contact', 'offered', 'accepted'], 'risk-change': ['registered', 'raised', 'lowered', 'retracted'] },
    [
      opens('bodenProgramme', 'Melker Låtsas', { track: 'violence-user' }),
      takes('bodenProgramme', 'programme', 'contact', came),
      takes('bodenProgramme', 'programme', 'offered', came, offered),
      takes('bodenProgramme', 'programme', 'accepted', came, offered, { step: 'accept', ago: 25 }),
      takes('bodenProgramme', 'risk-change', 'up', { step: 'register', ago: 9, facts: { change: 'raised', cause: 'separation' } }),
      takes('bodenProgramme', 'risk-change', 'down', { step: 'register', facts: { change: 'lowered', cause: 'programme' } }),
      takes('bodenProgramme', 'risk-change', 'wrong', { step: 'register', facts: { change: 'raised' } }, mistake),
    ],
  ),
  demoCase('programme-ended', 'bodenProgramme', { programme: ['declined', 'dropped', 'completed'] }, [
    opens('bodenProgramme', 'Nils Exempel', { track: 'violence-user' }),
    takes('bodenProgramme', 'programme', 'declined', came, offered, { step: 'decline', ago: 20 }),
    takes(
      'bodenProgramme',
      'programme',
      'dropped',
      came,
      offered,
      { step: 'accept', ago: 25 },
      {
        step: 'drop',
        ago: 4,
        facts: { dropped: 'not-attending' },
      },
    ),
    takes('bodenProgramme', 'programme', 'completed', came, offered, { step: 'accept', ago: 25 }, { step: 'complete', ago: 1 }),
  ]),
  demoCase(
    'partner-contacts',
    'shelterWorker',
    { 'partner-contact': ['registered', 'no-change', 'worse', 'new-violence', 'not-reached', 'retracted'] },
    [
      opens('shelterWorker', 'Olle Fantasi', { track: 'violence-user' }),
      takes('shelterWorker', 'partner-contact', 'first', showed('no-change')),
      takes('shelterWorker', 'partner-contact', 'second', showed('worse')),
      takes('shelterWorker', 'partner-contact', 'third', showed('new-violence')),
      takes('shelterWorker', 'partner-contact', 'fourth', showed('not-reached')),
      takes('shelterWorker', 'partner-contact', 'wrong', showed('worse'), mistake),
    ],
  ),
];
