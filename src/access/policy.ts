import { AbilityBuilder, createMongoAbility, type MongoAbility } from '@casl/ability';
import type { Actor } from '#libs/shared-kernel';

/** What the policy is asked about. One word for each kind of row or stream. */
export const SUBJECTS = [
  'Record',
  'Report',
  'Person',
  'Consent',
  'Referral',
  'Disclosure',
  'DisclosureReview',
  'ReceivedCopy',
  'Plan',
  'RiskAssessment',
  'Intervention',
  'Note',
  'Attachment',
  'Extension',
  'ChainEntry',
  'AuditRecord',
  'LogReview',
  'LogExtract',
  'Opening',
  'Organisation',
  'OperatingState',
  'Retention',
  'Statistics',
] as const;
export type SubjectType = (typeof SUBJECTS)[number];

/** The facts that rules may rest on. The same names as the columns of the door views, so that one rule serves a command and a query. */
export interface Facts {
  /** The agency whose fact it is. */
  readonly ownerAgency?: string;
  /** The actor (or someone they stand in for) is assigned to the record. */
  readonly assigned?: boolean;
  /** The actor's agency takes part in the case by a record of its own, to which the actor is assigned. */
  readonly joined?: boolean;
  /** The actor is a party or kin, or locked out by name. */
  readonly locked?: boolean;
  /** The actor has opened the record in an emergency, and the hour has not run out. For reading, and for averting danger. */
  readonly emergency?: boolean;
  /** Two persons, or somebody on call under "Akut", have opened the vault to this actor for this person, now. */
  readonly released?: boolean;
  /** A standing disclosure opens it to a function that the actor staffs, now. */
  readonly granted?: boolean;
  /** The function that works with the record. */
  readonly functionId?: string;
  readonly senderAgency?: string;
  readonly senderFunction?: string;
  /** The function that a referral is addressed to now. */
  readonly recipientFunction?: string;
  /** Functions that returned the referral: they keep their own act, not its content. */
  readonly formerFunction?: string | readonly string[];
  /** It came to a function for another side of the case than the one that the actor works on (docs/decisions/0032). */
  readonly otherSide?: boolean;
  /** For audit records: whose staff acted, or whose facts were shown. */
  readonly concernsAgency?: string;
  /** For the register of staff: whom the entry is about. For an opening: who opened. For a review of the log: whose accesses. */
  readonly staffId?: string;
  /** For an opening: the unit of whoever opened. For a review of the log: the unit whose head reviews. Empty for what a head did: any other head reviews. */
  readonly unitId?: string;
  /** For an urgent decision: it was made by somebody who heads a unit themself. */
  readonly byHead?: boolean;
  /** For a review of the log: whom it is about has been asked to explain. */
  readonly asked?: boolean;
}

export type Policy = MongoAbility<[string, SubjectType | (Facts & { __caslSubjectType__?: SubjectType })]>;

/** Own acts on own records: open for those assigned, closed for kin and parties. */
const OWN_WORK: SubjectType[] = [
  'Record',
  'Report',
  'Person',
  'Consent',
  'Disclosure',
  'ReceivedCopy',
  'Plan',
  'RiskAssessment',
  'Intervention',
  'Note',
  'Attachment',
  'ChainEntry',
];

/** Of these, what can wait at a function (its `functionId` says where) before anybody has opened a record for it: nobody is assigned to that. */
const MAY_WAIT: SubjectType[] = ['ReceivedCopy', 'Attachment'];
const IN_RECORD: SubjectType[] = OWN_WORK.filter((one) => !MAY_WAIT.includes(one));

/**
 * Who may do what. Nothing is allowed unless a line here says so; each line carries the ground it rests on.
 * Compiled to SQL for every query (policy-sql.ts). Asked about a subject with its facts, never about a bare type, whose answer would ignore conditions.
 */
export const policyFor = (actor: Actor): Policy => {
  const { can, cannot, build } = new AbilityBuilder<Policy>(createMongoAbility);
  const own = { ownerAgency: actor.agencyId };
  const mine = { $in: [...actor.functions] };

  if (actor.duty === 'caseworker' || actor.duty === 'police-officer') {
    can('open', 'Record', { ...own, functionId: mine }).because('own agency opens its own record (akt)');
    can('work', OWN_WORK, { ...own, assigned: true }).because('own record, assigned (SoPuL 10 §, PDL 4:1: need-based access)');
    can('read', IN_RECORD, { ...own, assigned: true }).because('own record, assigned (SoPuL 10 §, PDL 4:1: need-based access)');
    can('read', MAY_WAIT, { ...own, assigned: true, functionId: '' }).because(
      'lies in the own record, assigned; what waits at a function does not',
    );
    can('read', IN_RECORD, { ...own, emergency: true }).because(
      'opened in an emergency (nödöppning): own agency, one hour at most, for a stated reason, told to the head at once and reviewed',
    );
    can('read', MAY_WAIT, { ...own, emergency: true, functionId: '' }).because('lies in a record that was opened in an emergency');
    can('avert', 'Disclosure', { ...own, emergency: true }).because(
      'danger to life or health is averted (BrB 24:4) by whoever opened the record in an emergency: necessity alone, under “Akut”, and reviewed',
    );
    can('avert', 'Referral', { senderAgency: actor.agencyId, senderFunction: mine, emergency: true }).because(
      'and help is asked for, on the same ground and reviewed in the same way',
    );
    can('ask', 'Opening', { ...own, assigned: true }).because('who works with the record may need to know where a protected person is');
    can(['read', 'ask'], 'Extension', { ...own, assigned: true }).because('who works with the record asks for more time (SoL 20:1–3)');
    can('open', 'Opening', own).because('an emergency is never made impossible (BrB 24:4): it is recorded, told and reviewed');
    can('acknowledge', 'Opening', own).because('a neighbour goes on for a stated reason, told to the head and reviewed');
    can(['read', 'end'], 'Opening', { ...own, staffId: actor.staffId }).because('one’s own opening');
    can(['read', 'approve'], 'Opening', { ...own, assigned: true }).because('a colleague in the record is the second person');
    can('locate', 'Person', { ...own, released: true }).because(
      'the vault was opened to this person, by two or on call, for an hour at most',
    );
    can('read', 'DisclosureReview', { ...own, assigned: true }).because(
      'what became of an urgent decision in a record that one works with',
    );
    can('reveal', 'Person', { ...own, assigned: true }).because(
      'ways of contact of a protected person in the own record, for a stated purpose, reviewed; whereabouts take two persons',
    );
    can(['read', 'confirm'], 'Retention', { ...own, assigned: true }).because(
      'who works with the record is the second person when it is destroyed',
    );
    can('find', 'Person', own).because(
      'the same person is not registered twice: by the exact number, that there is a record and nothing more',
    );
    if (actor.onCall)
      can('open-vault', 'Opening', own).because(
        'on call: what is needed to send help (BrB 24:4), for a stated purpose, reviewed afterwards',
      );
    can('read', 'ReceivedCopy', { ...own, functionId: mine, otherSide: false }).because(
      'came to the function, and waits there until somebody opens a record for it; nobody reads it from the other side of the case',
    );
    can('read', 'Attachment', { ...own, functionId: mine, joined: true, otherSide: false }).because(
      'came in a copy to the function, by someone who works with the agency’s record in the case',
    );
    can('read', 'ChainEntry', { granted: true, joined: true }).because('disclosed to the function by a decision with a legal ground');
    can('read', 'Plan', { granted: true, joined: true }).because('disclosed to the function by a decision with a legal ground');
    can('send', 'Referral', { senderAgency: actor.agencyId, senderFunction: mine, assigned: true }).because(
      'a request is sent out of the own record, by someone assigned to it',
    );
    can(['read', 'send-on', 'withdraw', 'answer'], 'Referral', {
      senderAgency: actor.agencyId,
      senderFunction: mine,
      assigned: true,
    }).because('the sender follows its own request, by someone assigned to the record it was sent from');
    can('read', 'Referral', { formerFunction: mine, otherSide: false }).because('a returner keeps its own act, without the content');
    can('read', 'AuditRecord', { concernsAgency: actor.agencyId, joined: true }).because('who has read in a case that one works with');
    can(['read', 'hand-over', 'delay'], 'LogExtract', { ...own, assigned: true }).because(
      'the individual may have the log (PDL 8:5): handed over by whoever works with the record, after a check of identity',
    );
  }
  if (actor.duty === 'caseworker') {
    can(['read', 'acknowledge', 'accept', 'return', 'request-information', 'report-outcome'], 'Referral', {
      recipientFunction: mine,
      otherSide: false,
    }).because('addressed to the function, and read from its side of the case alone');
  }
  if (actor.duty === 'police-liaison') {
    // Sees the requests to and from the police, and nothing else: not even that there is a case.
    can(['read', 'answer'], 'Referral', { senderAgency: actor.agencyId }).because('request from the police');
    can(['read', 'acknowledge', 'accept', 'return', 'request-information', 'report-outcome'], 'Referral', {
      recipientFunction: mine,
      otherSide: false,
    }).because('request to the police');
    can('read', 'Referral', { formerFunction: mine, otherSide: false }).because('a returner keeps its own act, without the content');
    can('acknowledge', 'Opening', own).because('a neighbour goes on for a stated reason, told to the head and reviewed');
  }
  if (actor.duty === 'supervisor') {
    can('read', 'AuditRecord', { concernsAgency: actor.agencyId }).because('log review (PDL 4:3, HSLF-FS 2016:40 4:9)');
    can(['read', 'review'], 'LogReview', { ...own, unitId: { $in: [actor.unitId, ''] } }).because(
      'head of the unit reviews what its staff looked at (PDL 4:3); what the head did, any other head',
    );
    can('target', 'LogReview', own).because('a targeted review of a person, a user or a case');
    can(['read', 'hand-over', 'delay'], 'LogExtract', { ...own, functionId: mine }).because(
      'head of the function whose record it is: the individual may have the log (PDL 8:5)',
    );
    can(['read', 'assign', 'approve'], 'Record', { ...own, functionId: mine }).because(
      'head of the unit distributes its work, and is the second person when it ends',
    );
    can('extend', 'Record', { ...own, functionId: mine }).because(
      'head of the unit extends a time limit for the reasons that its law names',
    );
    can(['read', 'review', 'approve'], 'Opening', { ...own, unitId: { $in: [actor.unitId, ''] } }).because(
      'head of whoever opened: told at once, reviews within 72 hours; what a head opened, any other head',
    );
    can(['read', 'review', 'approve'], 'Opening', { ...own, functionId: mine }).because('head of the function whose record was opened');
    can(['read', 'review'], 'DisclosureReview', { ...own, functionId: mine }).because(
      'head of the unit reviews what one person decided alone (BrB 24:4)',
    );
    can(['read', 'review'], 'DisclosureReview', { ...own, byHead: true }).because(
      'nobody reviews their own decision: what a head decided alone, any other head',
    );
    can(['read', 'review'], 'Extension', { ...own, functionId: mine }).because(
      'head of the unit decides on more time, for reasons that the act names (SoL 20:1–3)',
    );
    can(['read', 'decide', 'confirm', 'hold'], 'Retention', { ...own, functionId: mine }).because(
      'head of the unit: what is due, what is destroyed and what is held (SoL 16:1–4, arkivlagen 10 §)',
    );
    can('confirm', 'Organisation', { ...own, unitId: actor.unitId }).because(
      'a lock that whoever is locked out takes back needs a second person',
    );
    can('review', 'Disclosure', own).because('which unit the decision was made in is asked of DisclosureReview first');
  }
  if (actor.duty === 'county-coordinator') {
    can('read', 'Statistics').because('follows the county by figures over many cases, small ones hidden; never a case (OSL 24:8)');
  }
  if (actor.duty === 'administrator') {
    can(['read', 'work'], 'Organisation').because('operates the register of agencies and staff');
    can(['read', 'work'], 'OperatingState').because('operates the system');
    can('erase', 'Retention').because('carries out at the command line what an agency or a court has decided');
  }
  if (actor.duty !== 'system') {
    can('declare', 'Organisation', { staffId: actor.staffId }).because('everyone declares their own kin, to be locked out of their cases');
    can(['read', 'explain'], 'LogReview', { ...own, staffId: actor.staffId, asked: true }).because('whom a review is about explains');
  }
  if (actor.duty === 'system') {
    can(['read', 'expire'], 'Referral', { senderAgency: actor.agencyId }).because('the clock ends an unanswered request');
    // Reactions: the own agency's machinery, on its own records only.
    can('open', 'LogReview', own).because('the monthly sample and the signals are drawn by nobody');
    can('open', 'Record', own).because('own reaction');
    can('work', OWN_WORK, own).because('own reaction');
    can('read', OWN_WORK, own).because('own reaction');
    can(['read', 'erase'], 'Retention', own).because('carries out what was decided, by rule or for a record');
  }
  cannot(['review', 'target'], 'LogReview', { staffId: actor.staffId }).because('nobody reviews their own access');
  cannot('read', 'LogReview', { staffId: actor.staffId, asked: false }).because('nor follows the review of it');
  // Last, so that it prevails over every line above: a hard deny under every role, answered as if the case did not exist.
  cannot(
    [
      'read',
      'work',
      'open',
      'assign',
      'extend',
      'avert',
      'send',
      'send-on',
      'withdraw',
      'answer',
      'acknowledge',
      'accept',
      'return',
      'request-information',
      'report-outcome',
      'reveal',
      'find',
      'locate',
      'ask',
      'open-vault',
      'approve',
      'end',
      'review',
      'decide',
      'confirm',
      'hold',
      'target',
      'hand-over',
      'delay',
    ],
    [...OWN_WORK, 'Referral', 'AuditRecord', 'LogReview', 'LogExtract', 'Opening', 'DisclosureReview', 'Extension', 'Retention'],
    {
      locked: true,
    },
  ).because('party or kin');
  return build();
};
