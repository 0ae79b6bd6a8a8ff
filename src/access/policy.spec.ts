import { subject as about } from '@casl/ability';
import { DUTIES, type Actor, type Duty } from '#libs/shared-kernel';
import { policyFor, SUBJECTS, type Facts, type SubjectType } from './policy.js';

/** The policy once more, as a plain table: whose duty, what, of what, and every fact that it takes. Written by hand; compared both ways. */
type Need = keyof Facts;
type Row = readonly [
  duties: readonly Duty[],
  actions: readonly string[],
  subjects: readonly SubjectType[],
  needs: readonly Need[],
  onCall?: true,
];

const WORKERS: readonly Duty[] = ['caseworker', 'police-officer'];
const EVERYONE = DUTIES.filter((duty) => duty !== 'system');
const OWN: readonly SubjectType[] = [
  ...(['Record', 'Report', 'Person', 'Consent', 'Disclosure', 'ReceivedCopy', 'Plan', 'RiskAssessment', 'Intervention'] as const),
  'Note',
  'Attachment',
  'ChainEntry',
];
/** What may wait at a function is of the record where it names none. */
const MAY_WAIT: readonly SubjectType[] = ['ReceivedCopy', 'Attachment'];
const IN_RECORD = OWN.filter((subject) => !MAY_WAIT.includes(subject));
const RECEIVED = ['read', 'acknowledge', 'accept', 'return', 'request-information', 'report-outcome'];
const TABLE: readonly Row[] = [
  [WORKERS, ['open'], ['Record'], ['ownerAgency', 'functionId']],
  [WORKERS, ['work'], OWN, ['ownerAgency', 'assigned']],
  [WORKERS, ['read'], IN_RECORD, ['ownerAgency', 'assigned']],
  [WORKERS, ['read'], IN_RECORD, ['ownerAgency', 'emergency']],
  [WORKERS, ['avert'], ['Disclosure'], ['ownerAgency', 'emergency']],
  [WORKERS, ['avert'], ['Referral'], ['senderAgency', 'senderFunction', 'emergency']],
  [WORKERS, ['ask'], ['Opening', 'Extension'], ['ownerAgency', 'assigned']],
  [WORKERS, ['open'], ['Opening'], ['ownerAgency']],
  [[...WORKERS, 'police-liaison'], ['acknowledge'], ['Opening'], ['ownerAgency']],
  [WORKERS, ['read', 'end'], ['Opening'], ['ownerAgency', 'staffId']],
  [WORKERS, ['read', 'approve'], ['Opening'], ['ownerAgency', 'assigned']],
  [WORKERS, ['locate'], ['Person'], ['ownerAgency', 'released']],
  [WORKERS, ['read'], ['DisclosureReview', 'Extension'], ['ownerAgency', 'assigned']],
  [WORKERS, ['reveal'], ['Person'], ['ownerAgency', 'assigned']],
  [WORKERS, ['find'], ['Person'], ['ownerAgency']],
  [WORKERS, ['open-vault'], ['Opening'], ['ownerAgency'], true],
  [WORKERS, ['read'], ['ReceivedCopy'], ['ownerAgency', 'functionId', 'otherSide']],
  [WORKERS, ['read'], ['Attachment'], ['ownerAgency', 'functionId', 'joined', 'otherSide']],
  [WORKERS, ['read'], ['ChainEntry', 'Plan'], ['granted', 'joined']],
  [WORKERS, ['send'], ['Referral'], ['senderAgency', 'senderFunction', 'assigned']],
  [WORKERS, ['read', 'send-on', 'withdraw', 'answer'], ['Referral'], ['senderAgency', 'senderFunction', 'assigned']],
  [[...WORKERS, 'police-liaison'], ['read'], ['Referral'], ['formerFunction', 'otherSide']],
  [WORKERS, ['read'], ['AuditRecord'], ['concernsAgency', 'joined']],
  [['caseworker', 'police-liaison'], RECEIVED, ['Referral'], ['recipientFunction', 'otherSide']],
  [['police-liaison'], ['read', 'answer'], ['Referral'], ['senderAgency']],
  [['supervisor'], ['read'], ['AuditRecord'], ['concernsAgency']],
  [['supervisor'], ['read', 'review'], ['LogReview'], ['ownerAgency', 'unitId']],
  [['supervisor'], ['target'], ['LogReview'], ['ownerAgency']],
  [EVERYONE, ['read', 'explain'], ['LogReview'], ['ownerAgency', 'staffId', 'asked']],
  [['system'], ['open'], ['LogReview'], ['ownerAgency']],
  [WORKERS, ['read', 'hand-over', 'delay'], ['LogExtract'], ['ownerAgency', 'assigned']],
  [['supervisor'], ['read', 'hand-over', 'delay'], ['LogExtract'], ['ownerAgency', 'functionId']],
  [['supervisor'], ['read', 'assign', 'extend', 'approve'], ['Record'], ['ownerAgency', 'functionId']],
  [['supervisor'], ['read', 'review', 'approve'], ['Opening'], ['ownerAgency', 'unitId']],
  [['supervisor'], ['read', 'review', 'approve'], ['Opening'], ['ownerAgency', 'functionId']],
  [['supervisor'], ['read', 'review'], ['DisclosureReview', 'Extension'], ['ownerAgency', 'functionId']],
  [['supervisor'], ['read', 'review'], ['DisclosureReview'], ['ownerAgency', 'byHead']],
  [['supervisor'], ['confirm'], ['Organisation'], ['ownerAgency', 'unitId']],
  [['supervisor'], ['review'], ['Disclosure'], ['ownerAgency']],
  [WORKERS, ['read', 'confirm'], ['Retention'], ['ownerAgency', 'assigned']],
  [['supervisor'], ['read', 'decide', 'confirm', 'hold'], ['Retention'], ['ownerAgency', 'functionId']],
  [['administrator'], ['erase'], ['Retention'], []],
  [['county-coordinator'], ['read'], ['Statistics'], []],
  [['system'], ['read', 'erase'], ['Retention'], ['ownerAgency']],
  [['administrator'], ['read', 'work'], ['Organisation', 'OperatingState'], []],
  [EVERYONE, ['declare'], ['Organisation'], ['staffId']],
  [['system'], ['read', 'expire'], ['Referral'], ['senderAgency']],
  [['system'], ['open'], ['Record'], ['ownerAgency']],
  [['system'], ['read', 'work'], OWN, ['ownerAgency']],
];
/** Closed to kin and parties, whatever else holds. What the clock does is nobody's. */
const LOCKED: readonly SubjectType[] = [
  ...OWN,
  'Referral',
  'AuditRecord',
  'LogReview',
  'LogExtract',
  'Opening',
  'DisclosureReview',
  'Extension',
  'Retention',
];
/** What one did oneself is not one's own to review, nor to follow before one is asked. */
const isOwnReview = (action: string, subject: SubjectType, holding: readonly Need[]): boolean =>
  subject === 'LogReview' &&
  holding.includes('staffId') &&
  (action === 'review' || action === 'target' || (action === 'read' && !holding.includes('asked')));
const ACTIONS = [...new Set([...TABLE.flatMap(([, actions]) => actions), 'nothing-of-the-kind', ''])];

/** Of each fact what grounds ask for: `otherSide` is held where it is not so. */
const HOLDS: Required<Facts> = {
  ...{ ownerAgency: 'mine', assigned: true, joined: true, locked: true, emergency: true, released: true, granted: true },
  ...{
    functionId: 'f1',
    senderAgency: 'mine',
    senderFunction: 'f2',
    recipientFunction: 'f1',
    formerFunction: 'f2',
    concernsAgency: 'mine',
  },
  ...{ staffId: 'me', unitId: 'unit', byHead: true, asked: true, otherSide: false },
};
const LACKS: Required<Facts> = {
  ...{ ownerAgency: 'theirs', assigned: false, joined: false, locked: false, emergency: false, released: false, granted: false },
  ...{
    functionId: 'f9',
    senderAgency: 'theirs',
    senderFunction: 'f9',
    recipientFunction: 'f9',
    formerFunction: '',
    concernsAgency: 'theirs',
  },
  ...{ staffId: 'someone', unitId: 'another', byHead: false, asked: false, otherSide: true },
};
const factsOf = (holding: readonly Need[]): Required<Facts> => ({
  ...LACKS,
  ...Object.fromEntries(holding.map((need) => [need, HOLDS[need]])),
});
const actorOf = (duty: Duty, onCall: boolean): Actor => ({
  ...{ staffId: 'me', agencyId: 'mine', agencyKind: 'social-services', unitId: 'unit', duty, functions: ['f1', 'f2'], standsInFor: [] },
  onCall,
});
const expected = (duty: Duty, onCall: boolean, action: string, subject: SubjectType, holding: readonly Need[]): boolean => {
  if (holding.includes('locked') && LOCKED.includes(subject) && !['expire', 'explain', 'erase'].includes(action)) return false;
  if (isOwnReview(action, subject, holding)) return false;
  return TABLE.some(
    ([duties, actions, subjects, needs, onlyOnCall]) =>
      duties.includes(duty) &&
      actions.includes(action) &&
      subjects.includes(subject) &&
      needs.every((need) => holding.includes(need)) &&
      (!onlyOnCall || onCall),
  );
};

/** Nothing, everything, each ground by itself, each ground short of one fact; and all of them for somebody locked out. */
const SITUATIONS: readonly (readonly Need[])[] = (() => {
  const needs = TABLE.map(([, , , all]) => all);
  const open = [
    [],
    Object.keys(HOLDS).filter((need) => need !== 'locked') as Need[],
    ...needs,
    ...needs.flatMap((all) => all.map((one) => all.filter((need) => need !== one))),
  ];
  const distinct = [...new Map(open.map((one) => [[...one].sort().join(), one])).values()];
  return [...distinct, ...distinct.map((one): readonly Need[] => [...one, 'locked'])];
})();

describe('the policy', () => {
  it.each(DUTIES)('allows a %s exactly what the table says, and nothing else', (duty) => {
    for (const onCall of [false, true]) {
      const policy = policyFor(actorOf(duty, onCall));
      for (const holding of SITUATIONS) {
        const facts = factsOf(holding);
        const wrong = SUBJECTS.flatMap((subject) =>
          ACTIONS.filter(
            (action) => policy.can(action, about(subject, { ...facts })) !== expected(duty, onCall, action, subject, holding),
          ).map((action) => `${action} ${subject} with ${holding.join()}`),
        );
        expect(wrong).toEqual([]);
      }
    }
  });
  it('lets any head of the agency review what a head did, and no head of another', () => {
    const review = (subject: SubjectType, facts: Facts): boolean =>
      policyFor(actorOf('supervisor', false)).can('review', about(subject, facts));
    for (const subject of ['Opening', 'LogReview'] as const) {
      expect(review(subject, { ...factsOf(['ownerAgency']), unitId: '' })).toBe(true);
      expect(review(subject, { ...factsOf(['ownerAgency']) })).toBe(false);
      expect(review(subject, { ...factsOf([]), unitId: '' })).toBe(false);
    }
  });
  it.each(MAY_WAIT)(
    'opens %s to who works with the record that it lies in, and not because of an id where it waits at a function',
    (subject) => {
      for (const duty of WORKERS)
        for (const need of ['assigned', 'emergency'] as const) {
          const reads = (functionId: string, holding: readonly Need[]): boolean =>
            policyFor(actorOf(duty, false)).can('read', about(subject, { ...factsOf(holding), functionId }));
          expect(['', 'f9', 'f1'].map((functionId) => reads(functionId, ['ownerAgency', need]))).toEqual([true, false, false]);
          expect([reads('', ['ownerAgency']), reads('', [need]), reads('', ['ownerAgency', need, 'locked'])]).toEqual([
            false,
            false,
            false,
          ]);
        }
    },
  );
  it('gives a reason with each rule, that a lawyer can read', () => {
    for (const duty of DUTIES) for (const { reason } of policyFor(actorOf(duty, true)).rules) expect(reason).toMatch(/\w{3,}/);
  });
  it('would be found to give too much, or too little (negative controls)', () => {
    const policy = policyFor(actorOf('caseworker', false));
    const assigned = about('Plan', { ...factsOf(['ownerAgency', 'assigned']) });
    expect([policy.can('read', assigned), policy.can('read', about('Plan', { ...factsOf(['assigned']) }))]).toEqual([true, false]);
    expect(expected('caseworker', false, 'read', 'Plan', ['assigned'])).toBe(false);
  });
});
