import type { County, Principal, Thing } from './county.js';

/**
 * Who may do and see what, from domain.md section 3 and the description of the roles, in plain words over a plain description of the county. Written
 * without the policy, so that what both get wrong must have been misunderstood twice. Nothing of the product is imported.
 */

const OWN_RECORD = ['record', 'report', 'person', 'consent', 'disclosure', 'received', 'plan', 'risk', 'intervention', 'chain'];
const TAKES_REQUESTS = ['acknowledge', 'accept', 'return', 'request-information', 'report-outcome'];
const SENDS_REQUESTS = ['send', 'send-on', 'withdraw', 'answer'];

/** Now is inside; the end itself is outside. */
export const during = (now: number, from: number, until: number | null): boolean => from <= now && (until === null || now < until);

export function may(county: County, who: Principal, act: string, thing: Thing): boolean {
  const { now } = county;
  const own = thing.agency === who.agency;
  const worksWithCases = who.duty === 'caseworker' || who.duty === 'police-officer';
  const machinery = who.duty === 'system';
  const staffs = (name: string): boolean => who.functions.includes(name);
  // The registers, and the state of the system: their administrator. Figures: the coordinator. Everybody declares their own kin.
  const desk = { operation: 'administrator', statistics: 'county-coordinator' }[thing.kind];
  if (desk) return who.duty === desk;
  if (thing.kind === 'organisation') return act === 'declare' ? !machinery && thing.staff === who.staff : who.duty === 'administrator';

  // Whom a review of the log is about answers what was asked, kin or not; and does nothing else with it.
  if (thing.kind === 'review' && thing.staff === who.staff && !machinery)
    return own && thing.asked === true && (act === 'read' || act === 'explain');

  // A party or kin, or somebody locked out by name: nothing, under any role, emergency included.
  const kin = county.kin.some((one) => one.staff === who.staff && one.agency === who.agency && one.case === thing.case);
  const named = county.lockedOut.some((one) => one.staff === who.staff && one.case === thing.case);
  if (kin || named) return false;

  // Need-based access (PDL 4:1, SoPuL 10 §): assignment, one's own or that of a colleague one stands in for.
  const ours = county.assignments.filter((one) => one.agency === who.agency && one.case === thing.case);
  const lasting = ours.filter((one) => during(now, 0, one.until));
  // The violence user's record and the exposed person's are two sides of a case: one stands in on one's own alone; with none, and on both, on hers.
  const myself = lasting.filter(({ staff }) => staff === who.staff);
  const covered = lasting.filter(({ staff }) => who.standsInFor.includes(staff));
  const standsOn = (his: boolean): boolean => (myself.length > 0 ? myself : his ? covered : []).every((one) => one.his === his);
  const here = [...myself, ...covered.filter(({ his }) => standsOn(his))];
  const assigned = here.some(({ record }) => record === thing.record);
  const takesPart = here.length > 0;
  const opened = (person: string | null): boolean =>
    county.openings.some(
      (one) =>
        one.staff === who.staff &&
        one.agency === who.agency &&
        one.record === thing.record &&
        one.person === person &&
        (person === null || one.alone || assigned) && // the vault: two agreed, for who works with it, or one on call
        !one.ended &&
        during(now, one.from, one.until),
    );
  if (act === 'avert') return own && worksWithCases && opened(null) && (thing.kind === 'disclosure' || staffs(thing.function)); // BrB 24:4
  // What comes to a function is for the side that it works on: his worker gets what was sent to his record's function, hers all else.
  const forMySide = (to: string): boolean =>
    here.some((one) => one.function === to) || (here.some(({ his }) => !his) && !ours.some((one) => one.his && one.function === to));
  // Before anybody works with it, it is for all who staff the function; who works in the case already reads of the own side alone.
  const comesToMe = (to: string): boolean => staffs(to) && (!takesPart || forMySide(to));
  const open = county.grants.filter(
    (one) => one.toAgency === who.agency && comesToMe(one.toFunction) && !one.withdrawn && during(now, one.from, one.until),
  );
  const colleague = worksWithCases && own && assigned;
  const head = who.duty === 'supervisor' && own && (staffs(thing.function) || thing.unit === ''); // no unit: a head’s own, for any other

  if (OWN_RECORD.includes(thing.kind)) {
    const waits = thing.kind === 'received' && thing.function !== ''; // at it, in nobody's record
    if (waits && act === 'read' && !machinery) return worksWithCases && own && comesToMe(thing.function);
    if (act === 'read' && own && (machinery || (worksWithCases && (assigned || opened(null))))) return true;
    if (act === 'work') return own && (machinery || (worksWithCases && assigned));
    if (thing.kind === 'record' && act === 'open') return own && (machinery || (worksWithCases && staffs(thing.function)));
    // The head distributes the unit's work, extends its time limits, and is the second person when it ends.
    if (thing.kind === 'record') return ['read', 'assign', 'extend', 'approve'].includes(act) && head;
    // Protected details: contact to those assigned; whereabouts to whom the vault was opened; that there is a record, at intake.
    if (act === 'reveal') return colleague;
    if (act === 'locate') return worksWithCases && own && opened(thing.person ?? '');
    if (act === 'find') return worksWithCases && own;
    // Later facts of another agency: disclosed by class, person and time, to those who work with the case at the recipient.
    const wanted = thing.kind === 'plan' ? 'plan' : thing.class;
    const standing = open.some(
      (one) =>
        one.mode === 'standing' &&
        one.owner === thing.agency &&
        (thing.kind === 'chain' || !own) && // a plan goes to other agencies, never over to the other side in one
        one.record === thing.record &&
        typeof thing.at === 'number' &&
        one.factsFrom <= thing.at &&
        one.classes.includes(wanted ?? '') &&
        (one.persons === null || !thing.person || one.persons.includes(thing.person)),
    );
    return act === 'read' && (thing.kind === 'chain' || thing.kind === 'plan') && worksWithCases && takesPart && standing;
  }

  if (thing.kind === 'opening') {
    if (act === 'ask') return colleague;
    if (act === 'open') return worksWithCases && own;
    if (act === 'open-vault') return worksWithCases && own && who.onCall;
    const heads = head || (who.duty === 'supervisor' && own && thing.unit === who.unit);
    const himself = worksWithCases && own && thing.staff === who.staff;
    return (
      (act === 'read' && (heads || himself || colleague)) ||
      (act === 'end' && himself) ||
      (act === 'approve' && (heads || colleague)) ||
      (act === 'review' && heads)
    );
  }
  // What one person decided alone under "Akut": to those who work with the record, and to the head of its function, who reviews it.
  if (thing.kind === 'urgent') return act === 'review' ? head : act === 'read' && (head || colleague);
  // How long it is kept, and its destruction: the head decides and holds, who works with it is the second person, the machinery carries out.
  if (thing.kind === 'retention') {
    if (act === 'erase') return (machinery && own) || who.duty === 'administrator';
    return head || (act === 'read' && (colleague || (machinery && own))) || (act === 'confirm' && colleague);
  }
  // What staff looked at: the head of their unit reviews it, of a head any other head.
  if (thing.kind === 'review') {
    if (act === 'open') return machinery && own;
    if (who.duty !== 'supervisor' || !own) return false;
    return act === 'target' || ((act === 'read' || act === 'review') && (thing.unit === who.unit || thing.unit === ''));
  }
  // The individual's own extract: handed over by who works with the record, or heads it.
  if (thing.kind === 'extract') return colleague || head;
  // Who has read: the agency's head, and who works with the case; on one of two sides of its readers alone, on his only not of what lies in no record.
  if (thing.kind === 'log') {
    const [within, theirs] = [thing.reader === who.agency, ours.filter((one) => one.staff === thing.staff)];
    const oneSided = ours.every(({ his }) => !his) || (ours.every(({ his }) => his) && (thing.record !== '' || !within));
    const beside = within && theirs.length > 0 && here.some(({ his }) => theirs.every((one) => one.his === his));
    return act === 'read' && own && (who.duty === 'supervisor' || (worksWithCases && takesPart && (oneSided || beside)));
  }

  const { referral } = thing;
  if (!referral) return false;
  const liaison = who.duty === 'police-liaison';
  if (act === 'expire') return machinery && own;
  // A returner keeps its own act, nothing of what was sent.
  if (thing.kind === 'returned') return act === 'read' && (worksWithCases || liaison) && comesToMe(referral.returnedBy);
  const sender = own && (liaison || (worksWithCases && staffs(thing.function) && assigned));
  const classes = open.flatMap((one) => (one.mode === 'referral' && one.referral === referral.id ? one.classes : []));
  // Out of date the request is closed, also before the clock has said so; what was accepted stays in the recipient's register.
  const stands =
    ['accepted', 'done'].includes(referral.status) || (classes.length > 0 && (referral.expires === null || now < referral.expires));
  const recipient = (who.duty === 'caseworker' || liaison) && comesToMe(referral.to) && stands;
  const { message: line } = referral;
  const heard = !line || (line.between === referral.to && (!line.answer || line.by === who.agency || classes.includes(line.answer)));
  if (act === 'read')
    return sender || (machinery && own) || (recipient && (thing.kind !== 'sent-field' || classes.includes(thing.class ?? '')) && heard);
  if (SENDS_REQUESTS.includes(act)) return act === 'answer' ? sender : sender && worksWithCases;
  return TAKES_REQUESTS.includes(act) && recipient;
}
