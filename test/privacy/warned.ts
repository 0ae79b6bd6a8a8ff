import type { County, Principal } from './county.js';
import { during } from './oracle.js';

/** Whether somebody is first warned that a neighbour is in a case that they may see and work with, or have opened (docs/decisions/0017). */
export function warned(county: County, who: Principal, inCase: string): boolean {
  if (who.duty !== 'caseworker' && who.duty !== 'police-officer') return false;
  if (!county.neighbours.some((one) => one.staff === who.staff && one.agency === who.agency && one.case === inCase)) return false;
  const records = county.assignments.filter((one) => one.case === inCase && one.agency === who.agency);
  const opened = county.openings.filter((one) => one.staff === who.staff && one.agency === who.agency && !one.person && !one.ended);
  return (
    records.some((one) => during(county.now, 0, one.until) && (one.staff === who.staff || who.standsInFor.includes(one.staff))) ||
    opened.some((one) => one.case === inCase && during(county.now, one.from, one.until))
  );
}
