import type { OfficeFacts } from '#src/audit-review/index';
import type { Chance } from './chance.js';
import type { County } from './office-life.js';
import type { Snooper } from './snoopers.js';
import { START } from './trail.js';

const DAY = 86_400_000;

/** Coincidences that have nothing to do with snooping: relations that people have declared, and never looked for. */
export const coincidences = (chance: Chance, county: County): OfficeFacts['declared'] =>
  county.staff.flatMap((one) => {
    const all = county.cases.filter(({ agency }) => agency === one.agency);
    const kin = chance.happens(0.15) ? [{ staffId: one.id, caseId: chance.pick(all).id, relation: 'kin' as const }] : [];
    const near = chance.some(all, chance.count(0.6)).map(({ id: caseId }) => ({ staffId: one.id, caseId, relation: 'neighbour' as const }));
    return [...kin, ...near];
  });

/** What the agency itself knows, as its own tables would tell it. */
export const factsOf = (county: County, agency: string, snoopers: readonly Snooper[], declared: OfficeFacts['declared']): OfficeFacts => {
  const cases = county.cases.filter((one) => one.agency === agency);
  const inAgency = new Set(cases.map(({ id }) => id));
  const planted = new Map(snoopers.flatMap((one) => (one.caseId === null ? [] : [[one.staffId, one] as const])));
  const staff = county.staff.filter((one) => one.agency === agency);
  const nameOf = new Map(cases.map((one) => [one.id, one.persons[0]!]));
  return {
    staff: staff.map((one) => {
      // That they are related is why they look: such people share a name or a home more often than others.
      const snooper = planted.get(one.id);
      const other = snooper?.caseId ? nameOf.get(snooper.caseId) : undefined;
      return {
        staffId: one.id,
        functions: [...new Set(one.units.map(({ unit }) => unit))],
        surname: snooper?.sharesSurname && other ? other.surname : one.surname,
        addresses: [snooper?.sharesAddress && other ? other.address : one.address],
      };
    }),
    persons: cases.flatMap((one) =>
      one.persons.map((person) => ({ personId: person.id, caseId: one.id, names: [person.surname], addresses: [person.address] })),
    ),
    assignments: county.assignments.filter(({ caseId }) => inAgency.has(caseId)),
    standIns: staff.flatMap((one) =>
      one.standIn === null
        ? []
        : [...one.away].map((day) => ({
            staffId: one.standIn!,
            absentId: one.id,
            from: START + day * DAY,
            until: START + (day + 1) * DAY,
          })),
    ),
    onCall: county.shifts,
    sentTo: county.sentTo.filter(({ caseId }) => inAgency.has(caseId)),
    declared: [
      ...declared,
      ...snoopers.flatMap(({ staffId, caseId, declared: relation }) => (caseId && relation ? [{ staffId, caseId, relation }] : [])),
    ].filter(({ caseId }) => inAgency.has(caseId)),
    work: county.trail.work.filter(({ caseId }) => inAgency.has(caseId)),
  };
};
