import type { County, Principal } from './county.js';
import { during } from './oracle.js';

/**
 * Whether somebody is first warned that a neighbour is in a case that they may see: one that they work with, have opened, or have a request of before them at
 * a function (docs/decisions/0017).
 */
export function warned(county: County, who: Principal, inCase: string): boolean {
  const { now } = county;
  const liaison = who.duty === 'police-liaison';
  if (!liaison && who.duty !== 'caseworker' && who.duty !== 'police-officer') return false;
  if (!county.neighbours.some((one) => one.staff === who.staff && one.agency === who.agency && one.case === inCase)) return false;
  const records = county.assignments.filter((one) => one.case === inCase && one.agency === who.agency);
  const opened = county.openings.filter((one) => one.staff === who.staff && one.agency === who.agency && !one.person && !one.ended);
  const requests = county.grants.filter((one) => one.mode === 'referral' && one.case === inCase);
  return (
    records.some((one) => during(now, 0, one.until) && (one.staff === who.staff || who.standsInFor.includes(one.staff))) ||
    opened.some((one) => one.case === inCase && during(now, one.from, one.until)) ||
    requests.some(
      (one) => one.toAgency === who.agency && who.functions.includes(one.toFunction) && !one.withdrawn && during(now, one.from, one.until),
    ) ||
    (liaison && requests.some((one) => one.owner === who.agency))
  );
}
