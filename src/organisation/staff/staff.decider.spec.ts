import { given, walks } from '#libs/testing';
import { staffDecider } from './staff.decider.js';
import type { StaffEvent } from './staff.events.js';

const id = (n: number) => `5aff0000-0000-4000-8000-00000000000${n}`;
const [sara, nawid, administrator, identityId, relationId] = [id(1), id(2), id(3), id(4), id(5)];
const data = {
  staffId: sara,
  agencyId: 'socialtjanst-boden',
  unitId: 'boden-mottagning',
  duties: ['caseworker' as const],
  functions: ['boden-vald'],
  title: 'Socialsekreterare',
  identityId,
  name: 'Sara',
  subject: 'sara',
};
const sealedValue = { sealed: 1 as const, key: id(9), event: id(8), field: 'name', version: 1, iv: '', data: '' };
/** As it comes back from the store: the decider must not need what is sealed. */
const registered: StaffEvent = { type: 'organisation.StaffRegistered', data: { ...data, name: sealedValue, subject: sealedValue } };
const ended: StaffEvent = { type: 'organisation.StaffEnded', data: { staffId: sara } };
const by = administrator;
const staff = given(staffDecider);

describe('a member of staff', () => {
  it('is registered', () => staff().when({ type: 'RegisterStaff', data, by }).then({ type: 'organisation.StaffRegistered', data }));
  it('is registered together with the own personal number', () =>
    staff()
      .when({ type: 'RegisterStaff', data, by, selfRelationId: relationId })
      .then(
        { type: 'organisation.StaffRegistered', data },
        { type: 'organisation.RelationDeclared', data: { staffId: sara, relationId, relation: 'self' } },
      ));
  it('is the same although name and login are sealed', () => staff(registered).when({ type: 'RegisterStaff', data, by }).thenNothing());
  it('changes name by another identity', () => {
    const married = { ...data, name: 'Sara Ny', identityId: id(6) };
    staff(registered).when({ type: 'RegisterStaff', data: married, by }).then({ type: 'organisation.StaffRegistered', data: married });
  });
  it('gets other functions', () => {
    const moved = { ...data, functions: [] };
    staff(registered).when({ type: 'RegisterStaff', data: moved, by }).then({ type: 'organisation.StaffRegistered', data: moved });
  });
  it('gives the own number later', () =>
    staff(registered)
      .when({ type: 'RegisterStaff', data, by, selfRelationId: relationId })
      .then({ type: 'organisation.RelationDeclared', data: { staffId: sara, relationId, relation: 'self' } }));
  it('does not move to another agency with rights and declarations made elsewhere', () =>
    staff(registered)
      .when({ type: 'RegisterStaff', data: { ...data, agencyId: 'region' }, by })
      .thenRefused('staff-of-another-agency'));
  it('does not change the own rights', () =>
    staff(registered)
      .when({ type: 'RegisterStaff', data: { ...data, duties: ['caseworker', 'supervisor'] }, by: sara })
      .thenRefused('not-oneself'));
  it('ends', () =>
    staff(registered)
      .when({ type: 'EndStaff', data: { staffId: sara }, by })
      .then(ended));
  it('does not end oneself', () =>
    staff(registered)
      .when({ type: 'EndStaff', data: { staffId: sara }, by: sara })
      .thenRefused('not-oneself'));
  it('does not come back under the same id, which cases are assigned to', () =>
    staff(registered, ended).when({ type: 'RegisterStaff', data, by }).thenRefused('staff-ended'));
  it('is unknown before', () =>
    staff()
      .when({ type: 'EndStaff', data: { staffId: sara }, by })
      .thenRefused('staff-unknown'));
});

describe('a stand-in', () => {
  const spell = { absentStaffId: sara, standInStaffId: nawid, from: '2026-11-02T07:00:00.000Z' };
  const appointed: StaffEvent = { type: 'organisation.StandInAppointed', data: spell };
  it('is appointed', () => staff(registered).when({ type: 'AppointStandIn', data: spell, by }).then(appointed));
  it('is cut short by another end', () => {
    const shorter = { ...spell, until: '2026-11-03T07:00:00.000Z' };
    staff(registered, appointed)
      .when({ type: 'AppointStandIn', data: shorter, by })
      .then({ type: 'organisation.StandInAppointed', data: shorter });
  });
  it('covers for someone who has left, until others have taken over', () =>
    staff(registered, ended).when({ type: 'AppointStandIn', data: spell, by }).then(appointed));
  it('is somebody else', () =>
    staff(registered)
      .when({ type: 'AppointStandIn', data: { ...spell, standInStaffId: sara }, by })
      .thenRefused('stands-in-for-self'));
  it('is not whoever appoints', () =>
    staff(registered).when({ type: 'AppointStandIn', data: spell, by: nawid }).thenRefused('not-oneself'));
  it('does not end before the beginning', () =>
    staff(registered)
      .when({ type: 'AppointStandIn', data: { ...spell, until: '2026-11-01T07:00:00.000Z' }, by })
      .thenRefused('period-reversed'));
});

describe('on call', () => {
  const spell = { staffId: sara, functionId: 'boden-jour', from: '2026-11-02T16:00:00.000Z', until: '2026-11-03T07:00:00.000Z' };
  const scheduled: StaffEvent = { type: 'organisation.OnCallScheduled', data: spell };
  it('is scheduled', () => staff(registered).when({ type: 'ScheduleOnCall', data: spell, by }).then(scheduled));
  it('is scheduled for those who remain', () =>
    staff(registered, ended).when({ type: 'ScheduleOnCall', data: spell, by }).thenRefused('staff-ended'));
  it('is scheduled by somebody else', () =>
    staff(registered).when({ type: 'ScheduleOnCall', data: spell, by: sara }).thenRefused('not-oneself'));
  it('does not end before the beginning', () =>
    staff(registered)
      .when({ type: 'ScheduleOnCall', data: { ...spell, until: '2026-11-01T07:00:00.000Z' }, by })
      .thenRefused('period-reversed'));
});

describe('a relation', () => {
  const declare = (relation: 'sibling' | 'partner' | 'self') => ({
    type: 'DeclareRelation' as const,
    data: { staffId: sara, relationId, relation },
  });
  const declared = (relation: 'sibling' | 'partner' | 'self'): StaffEvent => ({
    type: 'organisation.RelationDeclared',
    data: declare(relation).data,
  });
  it('is declared', () => staff(registered).when(declare('sibling')).then(declared('sibling')));
  it('changes', () => staff(registered, declared('sibling')).when(declare('partner')).then(declared('partner')));
  it('to oneself stays', () => staff(registered, declared('self')).when(declare('partner')).thenRefused('relation-is-self'));
  it('is declared while employed', () => staff(registered, ended).when(declare('sibling')).thenRefused('staff-ended'));

  const retract = { type: 'RetractRelation' as const, data: { staffId: sara, relationId, reason: 'wrong-number' as const } };
  const retracted: StaffEvent = { type: 'organisation.RelationRetracted', data: retract.data };
  const confirmed: StaffEvent = { type: 'organisation.RetractionConfirmed', data: { staffId: sara, relationId } };
  const answer = (type: 'ConfirmRetraction' | 'RefuseRetraction', who: string) => ({ type, data: { staffId: sara, relationId }, by: who });
  const kin = [registered, declared('sibling')] as const;
  it('does not become a neighbour’s by saying so', () =>
    staff(...kin)
      .when({ type: 'DeclareRelation', data: { staffId: sara, relationId, relation: 'neighbour' } })
      .thenRefused('relation-not-weakened'));
  it('is taken back, and stays until a head has confirmed', () => {
    staff(...kin)
      .when(retract)
      .then(retracted);
    staff(...kin, retracted)
      .when(answer('ConfirmRetraction', administrator))
      .then(confirmed);
    staff(...kin, retracted)
      .when(answer('ConfirmRetraction', sara))
      .thenRefused('not-oneself');
  });
  it('is kept where the head says so', () => {
    const kept: StaffEvent = { type: 'organisation.RetractionRefused', data: { staffId: sara, relationId } };
    staff(...kin, retracted)
      .when(answer('RefuseRetraction', administrator))
      .then(kept);
    staff(...kin, retracted, kept)
      .when(answer('ConfirmRetraction', administrator))
      .thenRefused('not-retracted');
  });
  it('is gone once confirmed', () =>
    staff(...kin, retracted, confirmed)
      .when(retract)
      .thenRefused('relation-unknown'));
  it('to oneself is never taken back', () => staff(registered, declared('self')).when(retract).thenRefused('relation-is-self'));
});

describe('any sequence of all these', () => {
  walks(staffDecider);
});
