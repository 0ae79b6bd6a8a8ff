import { addsChild, opens } from '../acts/records.js';
import { callsMeeting, cancelsMeeting, draftsPlan, gives, holdsMeeting, notes, plans, settlesActions } from '../acts/work.js';
import { asks, consents, discloses, takesOver } from '../acts/requests.js';
import { demoCase, type DemoCase } from '../demo-case.js';

const BODEN = 'boden-mottagning-vald';
const HEALTH = 'vardcentral-boden-kurator';
const counselling = { kind: 'counselling', by: BODEN };
const treatment = { kind: 'treatment', by: HEALTH };

/** Joint plans and meetings on their way, and what each kind of agency does of its own. */
export const togetherCases: readonly DemoCase[] = [
  demoCase('plan-draft', 'bodenCaseworker', { plan: 'draft', meeting: 'planned' }, [
    opens('bodenCaseworker', 'Åsa Sagolund', { functionId: BODEN }),
    draftsPlan('bodenCaseworker', counselling, treatment),
    plans('bodenCaseworker', 'preparation', { consent: 'given', functionsNeeded: [HEALTH] }),
    callsMeeting('bodenCaseworker', 'sip', HEALTH),
  ]),
  demoCase('plan-agreed', ['bodenCaseworker', 'regionCaseworker'], { plan: 'agreed', intervention: 'planned' }, [
    opens('bodenCaseworker', 'Ängla Diktberg', { functionId: BODEN }),
    asks('bodenCaseworker', HEALTH),
    takesOver('regionCaseworker'),
    draftsPlan('bodenCaseworker', counselling, treatment),
    plans('bodenCaseworker', 'agree'),
  ]),
  demoCase(
    'plan-followed-up',
    'bodenStandIn',
    { plan: 'agreed', 'followed-up': 'yes', meeting: 'held', intervention: ['planned', 'started'] },
    [
      opens('bodenStandIn', 'Östen Påhitt', { functionId: BODEN }),
      draftsPlan('bodenStandIn', counselling),
      plans('bodenStandIn', 'agree'),
      gives('bodenStandIn', 'social-support', ['start']),
      callsMeeting('bodenStandIn', 'case-conference', HEALTH),
      holdsMeeting('bodenStandIn'),
      settlesActions('bodenStandIn'),
      plans('bodenStandIn', 'follow-up', (run) => ({ on: run.day(0), next: run.day(60), note: 'Hon sover bättre.' })),
    ],
  ),
  demoCase('plan-closed', 'luleaCaseworker', { plan: 'closed', meeting: 'cancelled' }, [
    opens('luleaCaseworker', 'Alba Låtsas'),
    draftsPlan('luleaCaseworker'),
    callsMeeting('luleaCaseworker', 'case-conference', HEALTH),
    cancelsMeeting('luleaCaseworker'),
    plans('luleaCaseworker', 'close', { reason: 'person-declined' }),
  ]),
  demoCase('care-copied', 'regionCaseworker', { intervention: 'started', consent: 'given', disclosure: 'open' }, [
    opens('regionCaseworker', 'Bodil Exempel'),
    gives('regionCaseworker', 'treatment', ['start']),
    consents('regionCaseworker', BODEN),
    discloses('regionCaseworker', BODEN, { mode: 'copy', classes: ['support', 'health'] }),
  ]),
  demoCase('police-measures', 'policeOfficer', { intervention: ['completed', 'planned'] }, [
    opens('policeOfficer', 'Corina Fantasi'),
    gives('policeOfficer', 'protective-measures', ['start', 'complete']),
    gives('policeOfficer', 'personal-alarm'),
    notes('policeOfficer', 'police.ReferralOffered', { to: ['social-services'], outcome: 'wants-to-think' }),
  ]),
  demoCase('school-support', 'schoolCounsellor', { intervention: 'interrupted' }, [
    opens('schoolCounsellor', 'Dag Sagolund', { track: 'child' }),
    gives('schoolCounsellor', 'school-support', ['start', { interrupt: 'moved' }], { track: 'child' }),
    notes('schoolCounsellor', 'school.AbsenceSignalled', { kind: 'after-holiday', guardians: 'not-contacted' }, 'child'),
  ]),
  demoCase('shelter-support', 'shelterWorker', { intervention: ['completed', 'interrupted'] }, [
    opens('shelterWorker', 'Edda Diktberg'),
    addsChild('shelterWorker', 'Tor Diktberg'),
    gives('shelterWorker', 'contact-person', ['start', 'complete']),
    gives('shelterWorker', 'social-support', [{ interrupt: 'lack-of-resources' }], { track: 'child' }),
  ]),
  demoCase(
    'state-agencies',
    ['insuranceOfficer', 'employmentOfficer', 'migrationOfficer'],
    { intervention: ['planned', 'started', 'completed'], record: 'open' },
    [
      opens('insuranceOfficer', 'Fanny Påhitt'),
      notes('insuranceOfficer', 'state-agencies.ViolenceQuestionAsked', { outcome: 'tells-of-violence' }),
      gives('insuranceOfficer', 'financial-support'),
      opens('employmentOfficer', 'Fanny Påhitt'),
      gives('employmentOfficer', 'information', ['start', 'complete']),
      opens('migrationOfficer', 'Fanny Påhitt'),
      gives('migrationOfficer', 'information', ['start']),
    ],
  ),
  demoCase('resource-centre', 'resourceAdvisor', { intervention: 'completed' }, [
    opens('resourceAdvisor', 'En kvinna utan namn'),
    gives('resourceAdvisor', 'information', ['start', 'complete']),
  ]),
];
