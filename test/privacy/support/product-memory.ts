import { subject as about } from '@casl/ability';
import type { Actor } from '#libs/shared-kernel';
import { policyFor, type Facts, type Policy, type SubjectType } from '#src/access/index';
import type { County, Principal, Thing } from '../county.js';

/** The oracle's kinds, as the policy calls them. */
export const SUBJECT_OF: Readonly<Record<string, SubjectType>> = {
  record: 'Record',
  report: 'Report',
  person: 'Person',
  consent: 'Consent',
  disclosure: 'Disclosure',
  received: 'ReceivedCopy',
  plan: 'Plan',
  risk: 'RiskAssessment',
  intervention: 'Intervention',
  chain: 'ChainEntry',
  opening: 'Opening',
  urgent: 'DisclosureReview',
  log: 'AuditRecord',
  review: 'LogReview',
  extract: 'LogExtract',
  sent: 'Referral',
  'sent-field': 'Referral',
  'sent-message': 'Referral',
  returned: 'Referral',
  organisation: 'Organisation',
  operation: 'OperatingState',
  statistics: 'Statistics',
};

export const actorOf = (who: Principal): Actor => ({
  ...{ staffId: who.staff, agencyId: who.agency, agencyKind: 'social-services', unitId: who.unit, duty: who.duty as Actor['duty'] },
  ...{ functions: who.functions, standsInFor: who.standsInFor, onCall: who.onCall },
});

/** As access.lasts. */
const lasts = ({ until }: County['assignments'][number], { now }: County): boolean => until === null || until > now;

/** The live assignments in a case that access.mine counts. */
const mineIn = (county: County, who: Principal, inCase: string): County['assignments'] => {
  const live = county.assignments.filter((one) => one.case === inCase && one.agency === who.agency && lasts(one, county));
  const own = live.filter(({ staff }) => staff === who.staff);
  const held = live.filter(({ staff }) => staff === who.staff || who.standsInFor.includes(staff));
  const covers = (side: boolean): boolean =>
    own.length > 0 ? own.every(({ his }) => his === side) : !side || held.every(({ his }) => his);
  return held.filter(({ staff, his }) => staff === who.staff || covers(his));
};

/** As access.works_for. */
const worksFor = (county: County, who: Principal, inCase: string, toFunction: string): boolean => {
  const ours = county.assignments.filter((one) => one.case === inCase && one.agency === who.agency);
  const mine = mineIn(county, who, inCase);
  if (who.duty === 'system' || mine.some((one) => one.function === toFunction)) return true;
  return mine.some(({ his }) => !his) && !ours.some((one) => one.his && one.function === toFunction);
};

/** As access.other_side. */
const otherSide = (county: County, who: Principal, inCase: string, toFunction: string): boolean =>
  mineIn(county, who, inCase).length > 0 && !worksFor(county, who, inCase, toFunction);

/** As access.same_side. */
const sameSide = (county: County, who: Principal, thing: Thing): boolean => {
  const ours = county.assignments.filter((one) => one.case === thing.case && one.agency === who.agency);
  if (!ours.some(({ his }) => his)) return true;
  if (ours.every(({ his }) => his) && (thing.reader !== who.agency || thing.record !== '')) return true;
  const theirs = ours.filter((one) => thing.reader === who.agency && one.staff === thing.staff);
  return theirs.length > 0 && mineIn(county, who, thing.case).some((one) => theirs.every(({ his }) => his === one.his));
};

/** What the product's doors tell the policy of a thing: in memory, as their SQL does it. That SQL itself is judged by the part `rows`. */
export const factsOf = (county: County, who: Principal, thing: Thing): Facts => {
  const { now } = county;
  const mine = mineIn(county, who, thing.case);
  const openedNow = county.openings.filter(
    (one) =>
      one.staff === who.staff &&
      one.agency === who.agency &&
      one.record === thing.record &&
      one.from <= now &&
      one.until > now &&
      !one.ended,
  );
  const worker = who.duty === 'caseworker' || who.duty === 'police-officer';
  const valid = county.grants.filter(
    (one) =>
      !one.withdrawn &&
      one.toAgency === who.agency &&
      who.functions.includes(one.toFunction) &&
      one.from <= now &&
      (one.until === null || one.until > now),
  );
  const standing = new Set(
    valid
      .filter((one) => one.mode === 'standing' && one.owner === thing.agency && one.record === thing.record)
      .filter((one) => worksFor(county, who, thing.case, one.toFunction))
      .filter((one) => !thing.person || one.persons === null || one.persons.includes(thing.person))
      .filter((one) => typeof thing.at === 'number' && one.factsFrom <= thing.at)
      .flatMap(({ classes }) => classes),
  );
  const assigned = mine.some(({ record }) => record === thing.record);
  const common = {
    assigned,
    joined: mine.length > 0 && (thing.kind !== 'log' || sameSide(county, who, thing)),
    locked:
      county.lockedOut.some((one) => one.case === thing.case && one.staff === who.staff) ||
      county.kin.some((one) => one.case === thing.case && one.agency === who.agency && one.staff === who.staff),
    emergency: worker && openedNow.some(({ person }) => person === null),
    released: worker && openedNow.some(({ person, alone }) => person !== null && person === thing.person && (alone || assigned)),
    // A plan goes to other agencies alone.
    granted: thing.kind === 'plan' ? thing.agency !== who.agency && standing.has('plan') : standing.has(thing.class ?? ''),
  };
  if (!thing.referral) {
    const { agency, function: functionId, staff = '', unit: unitId = '' } = thing;
    const facts = {
      ...common,
      otherSide: otherSide(county, who, thing.case, functionId),
      ownerAgency: agency,
      concernsAgency: agency,
      functionId,
      staffId: staff,
      unitId,
      byHead: unitId === '',
    };
    // One's own accesses are one's own to explain, also where the case is closed to one.
    return thing.kind === 'review' ? { ...facts, asked: thing.asked === true, locked: common.locked && staff !== who.staff } : facts;
  }
  return {
    ...common,
    ...referralFacts(
      county,
      who,
      thing,
      new Set(
        valid
          .filter(({ referral, toFunction }) => referral === thing.referral!.id && !otherSide(county, who, thing.case, toFunction))
          .flatMap(({ classes }) => classes),
      ),
    ),
  };
};

const referralFacts = (county: County, who: Principal, thing: Thing, classes: ReadonlySet<string>): Facts => {
  const { now } = county;
  const { to, status, expires, returnedBy, message } = thing.referral!;
  const otherwise = (name: string): boolean => otherSide(county, who, thing.case, name);
  if (thing.kind === 'returned')
    return {
      assigned: false,
      senderAgency: '',
      senderFunction: '',
      recipientFunction: '',
      formerFunction: returnedBy,
      otherSide: otherwise(returnedBy),
    };
  const receives =
    (who.duty === 'caseworker' || who.duty === 'police-liaison') &&
    who.functions.includes(to) &&
    (status === 'accepted' || status === 'done' || ((expires === null || expires > now) && classes.size > 0));
  const shown =
    thing.kind === 'sent-field'
      ? classes.has(thing.class ?? '')
      : !message || (message.between === to && (!message.answer || message.by === who.agency || classes.has(message.answer)));
  return {
    senderAgency: thing.agency,
    senderFunction: thing.function,
    recipientFunction: receives && shown ? to : '',
    formerFunction: '',
    otherSide: otherwise(to),
  };
};

/** The policy's answer, asked as the product asks it. */
export const permits = (policy: Policy, act: string, thing: Thing, facts: Facts): boolean => {
  const asked = (what: SubjectType, action = act): boolean => policy.can(action, about(what, { ...facts }));
  // The head reviews a decision that they may read the review of: the handler asks both.
  if (thing.kind === 'urgent' && act === 'review') return asked('DisclosureReview', 'read') && asked('Disclosure');
  return asked(SUBJECT_OF[thing.kind]!);
};

export const policyOf = (who: Principal): Policy => policyFor(actorOf(who));
