import fc from 'fast-check';
import { fold } from '#libs/shared-kernel';
import { given } from '#libs/testing';
import { recordDecider, type RecordCommand, type RecordState } from './record.decider.js';
import type { RecordEvent } from './record.events.js';

const id = (number: number): string => `0a8f0a1e-0000-4000-8000-${String(number).padStart(12, '0')}`;
const [recordId, caseId, astrid, bo, proposal, handover, other, otherCase] = [1, 2, 3, 4, 5, 6, 7, 8].map(id) as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];
const opened: RecordEvent = {
  type: 'coordination.RecordOpened',
  data: { recordId, caseId, agencyId: 'socialtjanst-boden', functionId: 'boden-vald', openedBy: astrid, source: 'own' },
};
const boAssigned: RecordEvent = { type: 'coordination.StaffAssigned', data: { staffId: bo } };
const record = given(recordDecider);

describe('closing a record', () => {
  const data = {
    proposalId: proposal,
    reason: 'support-completed',
    outcome: 'safer',
    proposedBy: astrid,
    note: 'Hon har flyttat',
  } as const;
  const proposed: RecordEvent = { type: 'coordination.ClosingProposed', data };
  const declined: RecordEvent = { type: 'coordination.ClosingDeclined', data: { proposalId: proposal, declinedBy: bo } };
  const closed: RecordEvent = {
    type: 'coordination.RecordClosed',
    data: { reason: 'support-completed', outcome: 'safer', approvedBy: bo },
  };
  const approve = (approvedBy: string): RecordCommand => ({ type: 'CloseRecord', data: { proposalId: proposal, approvedBy } });

  it('is proposed with how it went, and approved by another', () => {
    record(opened).when({ type: 'ProposeClosing', data }).then(proposed);
    record(opened, proposed).when(approve(bo)).then(closed);
  });
  it('is never decided by one alone', () => record(opened, proposed).when(approve(astrid)).thenRefused('closing-by-another'));
  it('takes a proposal that stands', () => {
    record(opened).when(approve(bo)).thenRefused('closing-unknown');
    record(opened, proposed, declined).when(approve(bo)).thenRefused('closing-unknown');
    record(opened, proposed)
      .when({ type: 'CloseRecord', data: { proposalId: other, approvedBy: bo } })
      .thenRefused('closing-unknown');
  });
  it('is declined, and may be proposed anew', () => {
    record(opened, proposed)
      .when({ type: 'DeclineClosing', data: declined.data as never })
      .then(declined);
    const again = { ...data, proposalId: other };
    record(opened, proposed, declined)
      .when({ type: 'ProposeClosing', data: again })
      .then({ type: 'coordination.ClosingProposed', data: again });
    record(opened)
      .when({ type: 'DeclineClosing', data: declined.data as never })
      .thenRefused('closing-unknown');
  });
  it('waits for one answer at a time, and is not proposed of what is closed', () => {
    record(opened, proposed)
      .when({ type: 'ProposeClosing', data: { ...data, proposalId: other } })
      .thenRefused('closing-waits');
    record(opened, proposed, closed).when({ type: 'ProposeClosing', data }).thenRefused('record-closed');
  });
});

describe('handing a record over', () => {
  const data = { handoverId: handover, toStaff: bo, until: '2026-11-23T22:59:00.000Z', note: 'Han kan ringa' };
  const now = '2026-11-22T18:00:00.000Z';
  const command: RecordCommand = { type: 'HandOver', data, now };
  const back: RecordCommand = { type: 'HandBack', data: { handoverId: handover, note: 'Lugnt' }, now };
  const over = (assignedBefore: boolean): RecordEvent => ({ type: 'coordination.RecordHandedOver', data: { ...data, assignedBefore } });
  const came: RecordEvent = { type: 'coordination.RecordHandedBack', data: { handoverId: handover, note: 'Lugnt', leaves: bo } };

  it('assigns a colleague until it is handed back', () => {
    record(opened).when(command).then(over(false));
    record(opened, over(false)).when(back).then(came);
    record(opened, over(false), came)
      .when({ type: 'UnassignStaff', data: { staffId: bo } })
      .thenNothing();
  });
  it('leaves the assignment of one who worked with it before', () => {
    record(opened, boAssigned).when(command).then(over(true));
    record(opened, boAssigned, over(true))
      .when(back)
      .then({ type: 'coordination.RecordHandedBack', data: { handoverId: handover, note: 'Lugnt' } });
  });
  it('goes to one at a time, never to somebody locked out, and not of what is closed', () => {
    record(opened, over(false))
      .when({ type: 'HandOver', data: { ...data, handoverId: other }, now })
      .thenRefused('handed-over');
    record(opened, { type: 'coordination.StaffLockedOut', data: { staffId: bo } })
      .when(command)
      .thenRefused('staff-locked-out');
    record(opened, { type: 'coordination.RecordClosed', data: { reason: 'moved' } })
      .when(command)
      .thenRefused('record-closed');
    record(opened).when(back).thenRefused('handover-unknown');
  });
  it('is not taken back from the only one who is left', () =>
    record(opened, over(false), { type: 'coordination.StaffUnassigned', data: { staffId: astrid } })
      .when(back)
      .thenRefused('record-needs-someone'));

  describe('until a moment', () => {
    const after = data.until;
    const expired = (leaves?: string): RecordEvent => ({
      type: 'coordination.HandoverExpired',
      data: { handoverId: handover, ...(leaves ? { leaves } : {}) },
    });
    it('is over from that moment, and recorded once', () => {
      record(opened, over(false)).when({ type: 'ExpireHandover', now }).thenNothing();
      record(opened, over(false)).when({ type: 'ExpireHandover', now: after }).then(expired(bo));
      record(opened, over(false), expired(bo)).when({ type: 'ExpireHandover', now: after }).thenNothing();
      record(opened, over(false), came).when({ type: 'ExpireHandover', now: after }).thenNothing();
    });
    it('is then not handed back, recorded or not, and may be handed over anew', () => {
      const late: RecordCommand = { ...back, now: after };
      record(opened, over(false)).when(late).thenRefused('handover-unknown');
      record(opened, over(false), expired(bo)).when(late).thenRefused('handover-unknown');
      const anew = { ...data, handoverId: other, until: '2026-11-25T22:59:00.000Z' };
      const handed: RecordEvent = { type: 'coordination.RecordHandedOver', data: { ...anew, assignedBefore: false } };
      record(opened, over(false)).when({ type: 'HandOver', data: anew, now: after }).then(expired(bo), handed);
      record(opened, over(false), expired(bo)).when({ type: 'HandOver', data: anew, now: after }).then(handed);
    });
    it('leaves the record with whoever works with it: on-call alone is nobody', () => {
      const leave: RecordCommand = { type: 'UnassignStaff', data: { staffId: astrid } };
      const lockOut: RecordCommand = { type: 'LockOutStaff', data: { staffId: astrid } };
      record(opened, over(false)).when(leave).thenRefused('record-needs-someone');
      record(opened, over(false)).when(lockOut).thenRefused('record-needs-someone');
      record(opened, boAssigned, over(true))
        .when(leave)
        .then({ type: 'coordination.StaffUnassigned', data: { staffId: astrid } });
      // Handed over before ends were kept, and alone since.
      record(opened, over(false), { type: 'coordination.StaffUnassigned', data: { staffId: astrid } })
        .when({ type: 'ExpireHandover', now: after })
        .then(expired());
      record(
        opened,
        over(false),
        { type: 'coordination.RecordClosed', data: { reason: 'moved' } },
        { type: 'coordination.StaffUnassigned', data: { staffId: astrid } },
      )
        .when({ type: 'ReopenRecord', data: { reason: 'new-report' } })
        .thenRefused('record-needs-someone');
    });
    it('is no end for whoever worked with it before, or is assigned meanwhile', () => {
      record(opened, boAssigned, over(true)).when({ type: 'ExpireHandover', now: after }).then(expired());
      record(opened, over(false))
        .when({ type: 'AssignStaff', data: { staffId: bo } })
        .then(boAssigned);
      record(opened, over(false), boAssigned)
        .when({ type: 'AssignStaff', data: { staffId: bo } })
        .thenNothing();
      record(opened, over(false), boAssigned).when({ type: 'ExpireHandover', now: after }).then(expired());
    });
  });
});

describe('what a record belongs with, and who leads', () => {
  const tie = { otherRecordId: other, otherCaseId: otherCase, relation: 'sibling' } as const;
  const related: RecordEvent = { type: 'coordination.RecordRelated', data: tie };
  it('is said and taken back, never of itself', () => {
    record(opened).when({ type: 'RelateRecord', data: tie, fictitious: false }).then(related);
    record(opened)
      .when({ type: 'RelateRecord', data: { ...tie, otherRecordId: recordId }, fictitious: false })
      .thenRefused('related-to-itself');
    record(opened, related)
      .when({ type: 'UnrelateRecord', data: { otherRecordId: other } })
      .then({ type: 'coordination.RecordUnrelated', data: { otherRecordId: other } });
    record(opened)
      .when({ type: 'UnrelateRecord', data: { otherRecordId: other } })
      .thenNothing();
  });
  it('is never the same person where somebody has a fictitious identity', () => {
    const same = { ...tie, relation: 'same-person' } as const;
    record(opened).when({ type: 'RelateRecord', data: same, fictitious: true }).thenRefused('related-fictitious');
    // Controls: another relation, and nobody fictitious.
    record(opened).when({ type: 'RelateRecord', data: tie, fictitious: true }).then(related);
    record(opened)
      .when({ type: 'RelateRecord', data: same, fictitious: false })
      .then({ ...related, data: same });
  });
  it('leads from when it takes it on until it hands it on or closes', () => {
    const taken: RecordEvent = { type: 'coordination.LeadTaken', data: { recordId, functionId: 'boden-vald', on: '2026-11-22' } };
    const left: RecordEvent = { type: 'coordination.LeadLeft', data: { recordId, on: '2026-11-23', toFunction: 'lulea-vald' } };
    const closed: RecordEvent = { type: 'coordination.RecordClosed', data: { reason: 'moved' } };
    record(opened)
      .when({ type: 'TakeLead', data: taken.data as never })
      .then(taken);
    record(opened, taken)
      .when({ type: 'LeaveLead', data: left.data as never })
      .then(left);
    record(opened)
      .when({ type: 'LeaveLead', data: left.data as never })
      .thenNothing();
    record(opened, taken, closed)
      .when({ type: 'LeaveLead', data: left.data as never })
      .thenNothing();
    record(opened, closed)
      .when({ type: 'TakeLead', data: taken.data as never })
      .thenRefused('record-closed');
  });
});

const staff = fc.constantFrom(astrid, bo, other);
describe('an adult who has moved', () => {
  const data = { referralId: other, goesOn: 'close', on: '2026-11-22' } as const;
  const closing = { proposalId: proposal, reason: 'moved', outcome: 'safer', proposedBy: astrid } as const;
  const moved = (goesOn: 'close' | 'follow-up'): RecordEvent => ({ type: 'coordination.PersonMoved', data: { ...data, goesOn } });
  const proposed: RecordEvent = { type: 'coordination.ClosingProposed', data: closing };
  const led: RecordEvent = { type: 'coordination.LeadTaken', data: { recordId, functionId: 'boden-vald', on: '2026-11-02' } };
  const left: RecordEvent = { type: 'coordination.LeadLeft', data: { recordId, on: '2026-11-22' } };

  it('leaves a record that is proposed to be closed, by two as ever', () => {
    record(opened).when({ type: 'RegisterMove', data, closing }).then(moved('close'), proposed);
    record(opened, moved('close'), proposed)
      .when({ type: 'CloseRecord', data: { proposalId: proposal, approvedBy: astrid } })
      .thenRefused('closing-by-another');
    record(opened, proposed)
      .when({ type: 'RegisterMove', data, closing: { ...closing, proposalId: other } })
      .thenRefused('closing-waits');
  });
  it('or one that goes on for follow-up', () =>
    record(opened)
      .when({ type: 'RegisterMove', data: { ...data, goesOn: 'follow-up' }, closing: null })
      .then(moved('follow-up')));
  it('is no longer held together from here, and nobody is told where from', () =>
    record(opened, led).when({ type: 'RegisterMove', data, closing }).then(moved('close'), left, proposed));
  it('moves once, and not out of a record that is closed', () => {
    record(opened, moved('follow-up')).when({ type: 'RegisterMove', data, closing }).thenNothing();
    record(opened, { type: 'coordination.RecordClosed', data: { reason: 'moved' } })
      .when({ type: 'RegisterMove', data, closing })
      .thenRefused('record-closed');
  });
});

const anyId = fc.constantFrom(proposal, handover, other);
const anyCommand: fc.Arbitrary<RecordCommand> = fc.oneof(
  staff.map((staffId): RecordCommand => ({ type: 'AssignStaff', data: { staffId } })),
  staff.map((staffId): RecordCommand => ({ type: 'UnassignStaff', data: { staffId } })),
  staff.map((staffId): RecordCommand => ({ type: 'LockOutStaff', data: { staffId } })),
  fc.tuple(anyId, staff).map(([proposalId, proposedBy]): RecordCommand => ({
    type: 'ProposeClosing',
    data: { proposalId, proposedBy, reason: 'moved', outcome: 'unknown' },
  })),
  fc.tuple(anyId, staff).map(([proposalId, approvedBy]): RecordCommand => ({ type: 'CloseRecord', data: { proposalId, approvedBy } })),
  fc.tuple(anyId, staff).map(([proposalId, declinedBy]): RecordCommand => ({ type: 'DeclineClosing', data: { proposalId, declinedBy } })),
  fc.constant<RecordCommand>({ type: 'ReopenRecord', data: { reason: 'new-report' } }),
  fc.tuple(anyId, staff).map(([handoverId, toStaff]): RecordCommand => ({
    type: 'HandOver',
    data: { handoverId, toStaff, until: '2026-11-23T22:59:00.000Z' },
    now: '2026-11-22T18:00:00.000Z',
  })),
  anyId.map((handoverId): RecordCommand => ({ type: 'HandBack', data: { handoverId }, now: '2026-11-22T18:00:00.000Z' })),
);

/** The first thing that cannot be, over random commands. */
const fault = (commands: readonly RecordCommand[], decide: typeof recordDecider.decide): string | undefined => {
  let state: RecordState = fold(recordDecider, [opened]);
  let proposer: string | null = null;
  for (const command of commands) {
    const decision = decide(command, state);
    if (!decision.accepted) continue;
    for (const event of decision.events) {
      if (event.type === 'coordination.ClosingProposed') proposer = event.data.proposedBy;
      if (event.type === 'coordination.RecordClosed' && event.data.approvedBy === proposer) return 'one alone closed it';
    }
    state = fold(recordDecider, decision.events, state);
    if (state.status === 'none') return 'it was opened once';
    const { assigned, lockedOut, status } = state;
    if (status === 'open' && assigned.length === 0) return 'nobody works with it';
    if (assigned.some((staffId) => lockedOut.includes(staffId))) return 'somebody works with it who must not meet it';
    const again = decide(command, state);
    if (again.accepted && again.events.length > 0) return 'twice is not once';
  }
  return undefined;
};
const holds = (decide: typeof recordDecider.decide) =>
  fc.check(
    fc.property(fc.array(anyCommand, { maxLength: 25 }), (commands) => fault(commands, decide) === undefined),
    { numRuns: 2_000 },
  );

describe('random acts on a record', () => {
  it('reach no state that cannot be', () => expect(holds(recordDecider.decide)).toMatchObject({ failed: false }));
  it('would be caught if whoever proposed could approve (control)', () => {
    const careless: typeof recordDecider.decide = (command, state) => {
      const decision = recordDecider.decide(command, state);
      return !decision.accepted && decision.refusal === 'closing-by-another'
        ? {
            accepted: true,
            events: [
              {
                type: 'coordination.RecordClosed',
                data: { reason: 'moved', approvedBy: (command as { data: { approvedBy: string } }).data.approvedBy },
              },
            ],
          }
        : decision;
    };
    expect(holds(careless).failed).toBe(true);
  });
});
