import { given, walks } from '#libs/testing';
import { recordDecider } from './record.decider.js';
import type { RecordEvent } from './record.events.js';

const [recordId, caseId, astrid, bo] = [
  '0a8f0a1e-0000-4000-8000-000000000001',
  '0a8f0a1e-0000-4000-8000-000000000002',
  '0a8f0a1e-0000-4000-8000-000000000003',
  '0a8f0a1e-0000-4000-8000-000000000004',
];
const data = { recordId, caseId, agencyId: 'socialtjanst-boden', functionId: 'boden-vald', openedBy: astrid, source: 'own' as const };
const opened: RecordEvent = { type: 'coordination.RecordOpened', data };
const boAssigned: RecordEvent = { type: 'coordination.StaffAssigned', data: { staffId: bo } };
const closed: RecordEvent = { type: 'coordination.RecordClosed', data: { reason: 'moved' } };
const record = given(recordDecider);

describe('a record', () => {
  it('is opened once', () => record().when({ type: 'OpenRecord', data }).then(opened));
  it('is not opened for another case under the same id', () =>
    record(opened)
      .when({ type: 'OpenRecord', data: { ...data, caseId: astrid } })
      .thenRefused('record-exists'));
  it('is assigned to a colleague', () =>
    record(opened)
      .when({ type: 'AssignStaff', data: { staffId: bo } })
      .then(boAssigned));
  it('lets someone go when another stays', () =>
    record(opened, boAssigned)
      .when({ type: 'UnassignStaff', data: { staffId: astrid } })
      .then({ type: 'coordination.StaffUnassigned', data: { staffId: astrid } }));
  it('never stands without anyone', () =>
    record(opened)
      .when({ type: 'UnassignStaff', data: { staffId: astrid } })
      .thenRefused('record-needs-someone'));
  it('locks a named colleague out, also one who is assigned, and takes them back only once it is lifted', () => {
    const lockedOut: RecordEvent = { type: 'coordination.StaffLockedOut', data: { staffId: bo } };
    const lifted: RecordEvent = { type: 'coordination.StaffLockLifted', data: { staffId: bo } };
    const lockOut = { type: 'LockOutStaff', data: { staffId: bo } } as const;
    record(opened).when(lockOut).then(lockedOut);
    record(opened, boAssigned).when(lockOut).then(lockedOut);
    record(opened, boAssigned, lockedOut)
      .when({ type: 'AssignStaff', data: { staffId: bo } })
      .thenRefused('staff-locked-out');
    record(opened, lockedOut)
      .when({ type: 'LiftStaffLock', data: { staffId: bo } })
      .then(lifted);
    record(opened, lockedOut, lifted)
      .when({ type: 'AssignStaff', data: { staffId: bo } })
      .then(boAssigned);
  });
  it('locks nobody out who alone works with it', () =>
    record(opened)
      .when({ type: 'LockOutStaff', data: { staffId: astrid } })
      .thenRefused('record-needs-someone'));
  it('takes no new staff when closed', () =>
    record(opened, closed)
      .when({ type: 'AssignStaff', data: { staffId: bo } })
      .thenRefused('record-closed'));
  it('is reopened only on purpose', () =>
    record(opened, closed)
      .when({ type: 'ReopenRecord', data: { reason: 'new-report' } })
      .then({ type: 'coordination.RecordReopened', data: { reason: 'new-report' } }));
  it('is unknown before it is opened', () =>
    record()
      .when({ type: 'CloseRecord', data: { proposalId: bo, approvedBy: astrid } })
      .thenRefused('record-unknown'));
});

describe('any sequence of all these', () => {
  walks(recordDecider);
});
