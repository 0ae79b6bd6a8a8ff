import type { OwnInterventions } from '#libs/intervention';
import { AGENCY_KINDS, INTERVENTION_STATUSES } from '#libs/shared-kernel';
import type { Room } from '#src/access/index';
import { civilSocietyRoom } from '#src/agencies/civil-society/index';
import { healthCareRoom } from '#src/agencies/health-care/index';
import { policeRoom } from '#src/agencies/police/index';
import { prosecutionRoom } from '#src/agencies/prosecution/index';
import { resourceCentreRoom } from '#src/agencies/resource-centre/index';
import { schoolRoom } from '#src/agencies/school/index';
import { socialServicesRoom } from '#src/agencies/social-services/index';
import { stateAgenciesRoom } from '#src/agencies/state-agencies/index';

const rooms: readonly Room[] = [
  policeRoom,
  socialServicesRoom,
  healthCareRoom,
  prosecutionRoom,
  schoolRoom,
  civilSocietyRoom,
  stateAgenciesRoom,
  resourceCentreRoom,
];
const all = rooms.map((room) => [room.interventions!.agencyKind, room, room.interventions!] as const);

const id = (number: number): string => `0c8f0a1e-0000-4000-8000-00000000000${number}`;
const NOTE = 'Svarar inte';
const data = {
  ...{ interventionId: id(1), planLineId: id(6), kind: 'information', functionId: 'our-function', dueOn: '2026-04-01' },
  ...{ ownerAgency: 'our-agency', recordId: id(2), caseId: id(3), personId: id(4), planId: id(5), note: NOTE },
};
const told = (room: Room, { events }: OwnInterventions, change: object = {}) =>
  INTERVENTION_STATUSES.flatMap((status) =>
    (room.publishers ?? [])
      .filter((one) => Object.values(one.events).some(({ type }) => type === events[status].type))
      .flatMap((one) => one.publish({ type: events[status].type, data: { ...data, ...change } })),
  );

describe('interventions of the agencies', () => {
  it('are declared once by every kind but the county, which works with no case', () =>
    expect(all.map(([kind]) => kind).sort()).toEqual(AGENCY_KINDS.filter((kind) => kind !== 'county').sort()));
  it('each have streams of their own, and those of the first three their names for ever', () => {
    const streams = Object.fromEntries(all.map(([kind, , { stream }]) => [kind, stream]));
    expect(new Set(Object.values(streams)).size).toBe(all.length);
    expect(streams).toMatchObject({ police: 'measure', 'social-services': 'support', 'health-care': 'care' });
  });

  it.each(all)('%s: peers are told how it goes, for whom', (_, room, own) => {
    const facts = told(room, own);
    expect(facts.map(({ data: fact }) => fact['status'])).toEqual(['planned', 'started', 'interrupted', 'completed']);
    const rowClass = room === civilSocietyRoom ? 'location' : 'support';
    expect(facts[0]).toMatchObject({ thingId: id(1), personId: id(4), definition: { rowClass, thing: 'intervention' } });
  });
  it.each(all)('%s: never the note, nor anything that the contract does not declare', (_, room, own) => {
    const facts = told(room, own);
    expect(JSON.stringify(facts.map((fact) => fact.data))).not.toContain(NOTE);
    for (const fact of facts) expect(Object.keys(fact.definition.fields)).toEqual(expect.arrayContaining(Object.keys(fact.data)));
    // Control: the private fact holds what was looked for.
    expect(JSON.stringify(data)).toContain(NOTE);
  });
  it.each(all)(
    '%s: what it is and who gives it is of health in health care, of where she is at a shelter, whatever it is',
    (kind, room, own) => {
      const cls = kind === 'health-care' ? 'health' : kind === 'civil-society' ? 'location' : 'support';
      const [fact] = told(room, own);
      expect([own.events.planned, fact!.definition].flatMap(({ fields }) => [fields['kind']?.class, fields['functionId']?.class])).toEqual(
        Array.from({ length: 4 }, () => cls),
      );
    },
  );
  it.each(all)('%s: a kind that tells of more than support takes the whole row with it, and a move its reason', (kind, room, own) => {
    const classes = (change: object) => {
      const [fact] = told(room, own, change);
      const { rowClass, fields } = fact!.definition;
      return [rowClass, ...['kind', 'functionId', 'followUpOn', 'status', 'interventionId'].map((name) => fields[name]!.class)];
    };
    const all = (cls: string) => [...Array.from({ length: 5 }, () => (kind === 'civil-society' ? 'location' : cls)), 'reference'];
    expect(classes({ kind: 'substance-use-treatment' })).toEqual(all('health'));
    expect(classes({ kind: 'police-investigation' })).toEqual(all('crime'));
    for (const where of ['shelter-placement', 'relocation', 'no-longer-there']) expect(classes({ kind: where })).toEqual(all('location'));
    const reason = (why: string) => told(room, own, { reason: why })[0]!.definition.fields['reason']?.class;
    expect([reason('moved'), reason('declined-by-person')]).toEqual(['location', kind === 'civil-society' ? 'location' : 'support']);
  });
});
