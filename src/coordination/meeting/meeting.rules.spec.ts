import { invitationFile } from './invitation.js';
import { meetingPublisher } from './disclosure.js';
import { carried, consulted, held, heldAnonymous, hold, ids, invite, invited, moved, named, planned, settled } from './meeting.examples.js';
import type { MeetingEvent } from './meeting.events.js';
import { looksLikePersonalNumber, namingProblems } from './meeting.input.js';
import type { MeetingView } from './meeting.view.js';

describe('what leaves of a meeting', () => {
  const told = [planned, moved, invited(invite), held, settled('done'), carried].flatMap((event) => meetingPublisher.publish(event));
  it('says that there is one, and who does what until when', () => {
    expect(told.map(({ definition }) => definition.type)).toEqual([
      'coordination.MeetingCalled',
      'coordination.MeetingCalled',
      'coordination.MeetingHeld',
      'coordination.MeetingActionSettled',
    ]);
    expect(told.every(({ personId }) => personId === ids.exposed)).toBe(true);
  });
  it('holds no words, no place and no guest', () => expect(JSON.stringify(told)).not.toMatch(/sover|behöver|Samtal|Boka|viktigast|phone/));
  it('tells of sheltered housing as where she is, apart from the rest', () => {
    const shelter = { decisionId: ids.other, kind: 'shelter-placement', personId: ids.exposed, responsibleFunction: 'jouren' };
    const decisions = [...hold.data.decisions, shelter, { decisionId: ids.line, dueOn: '2026-05-01' }];
    const [told, ...more] = meetingPublisher.publish({ ...held, data: { ...held.data, decisions } } as MeetingEvent);
    const inClass = (cls: string) =>
      Object.fromEntries(Object.entries(told!.data).filter(([name]) => told!.definition.fields[name]?.class === cls));
    expect(more).toEqual([]);
    expect(inClass('location')).toEqual({ shelterDecisions: [{ kind: 'shelter-placement', responsibleFunction: 'jouren' }] });
    expect(inClass('plan')['decisions']).toEqual([
      { kind: 'counselling', responsibleFunction: 'boden-vald', dueOn: '2026-04-01' },
      { dueOn: '2026-05-01' },
    ]);
    // Where there is none, nothing says that there could be.
    expect(meetingPublisher.publish(held)[0]!.data).not.toHaveProperty('shelterDecisions');
  });
  it('tells when it is, and what a shelter is to do, as where she is', () => {
    const classOf = (event: MeetingEvent, name: string) => meetingPublisher.publish(event)[0]!.definition.fields[name]?.class;
    expect([classOf(planned, 'startsAt'), classOf(moved, 'startsAt'), classOf(planned, 'kind')]).toEqual(['location', 'location', 'plan']);
    const jour = { responsibleFunction: 'jouren', responsibleKind: 'civil-society', dueOn: '2026-05-02' };
    const decisions = [...hold.data.decisions, { decisionId: ids.other, ...jour }];
    const actions = [...hold.data.actions, { actionId: ids.other, ...jour }];
    const [told] = meetingPublisher.publish({ ...held, data: { ...held.data, decisions, actions } } as MeetingEvent);
    const hers = [{ responsibleFunction: 'jouren', dueOn: '2026-05-02' }];
    expect(told!.data).toMatchObject({ shelterDecisions: hers, shelterActions: hers });
    expect(told!.data['actions']).toEqual([{ responsibleFunction: 'boden-vald', dueOn: '2026-03-17' }]);
    expect(told!.data['decisions']).toHaveLength(1);
    expect(['shelterDecisions', 'shelterActions'].map((name) => told!.definition.fields[name]?.class)).toEqual(['location', 'location']);
    expect(meetingPublisher.publish(held)[0]!.data).not.toHaveProperty('shelterActions');
  });
  it('takes for a shelter’s what was noted without whose it is', () => {
    const unsaid = <T extends { responsibleKind?: string | undefined }>({ responsibleKind: _, ...one }: T) => one;
    const decisions = [
      { decisionId: ids.other, responsibleFunction: 'jouren' },
      { decisionId: ids.line, dueOn: '2026-05-01' },
    ];
    const actions = hold.data.actions.map(unsaid);
    const [told] = meetingPublisher.publish({ ...held, data: { ...held.data, decisions, actions } } as MeetingEvent);
    expect(told!.data).toMatchObject({ decisions: [{ dueOn: '2026-05-01' }], actions: [], shelterDecisions: [{}], shelterActions: [{}] });
  });
  it('tells what is for somebody else as about that person, so that her consent shows nothing of it', () => {
    const his = { decisionId: ids.other, kind: 'violence-user-programme', personId: ids.father, responsibleFunction: 'boden-man' };
    const hers = { decisionId: ids.line, dueOn: '2026-05-01' };
    const data = { ...held.data, decisions: [...hold.data.decisions, his, hers] };
    const [first, second, ...more] = meetingPublisher.publish({ ...held, data } as MeetingEvent);
    expect([first!.personId, second!.personId, more]).toEqual([ids.exposed, ids.father, []]);
    expect(first!.data['decisions']).toHaveLength(2);
    expect(JSON.stringify(first)).not.toMatch(/violence-user-programme|boden-man/);
    // And as what it tells of: his treatment.
    expect(second!.definition.fields['healthDecisions']?.class).toBe('health');
    expect(second!.data).toEqual({
      decidedOn: '2026-03-10',
      decisions: [],
      healthDecisions: [{ kind: 'violence-user-programme', responsibleFunction: 'boden-man' }],
    });
  });
  it('is nothing of a consultation while it is anonymous, nor its naming', () =>
    expect([consulted, heldAnonymous, named].flatMap((event) => meetingPublisher.publish(event))).toEqual([]));
});

describe('the calendar file', () => {
  const meeting = {
    ...{ meetingId: ids.meeting, caseId: ids.case, personId: ids.exposed, kind: 'sip', status: 'planned', sequence: 3, minutes: 60 },
    ...{ startsAt: '2026-03-10T08:00:00.000Z', place: 'Kvinnohuset Solgläntan', placeIsNeutral: false, agenda: ['Hans hot'] },
  } as unknown as MeetingView;
  const made = new Date('2026-03-02T08:00:00Z');
  const file = invitationFile(meeting, 'sv', made);
  it('is a calendar’s, with a time and a name that says nothing', () => {
    for (const line of ['BEGIN:VCALENDAR', 'SUMMARY:Möte', 'DTSTART:20260310T080000Z', 'DTEND:20260310T090000Z', 'SEQUENCE:3'])
      expect(file).toContain(line);
  });
  it('holds neither ids, nor agenda, nor a place that reveals', () =>
    expect(file).not.toMatch(new RegExp(`Solgläntan|Hans hot|${ids.meeting}|${ids.case}|${ids.exposed}|sip`, 'i')));
  it('holds a place that reveals nothing (control)', () =>
    expect(invitationFile({ ...meeting, place: 'Stadshuset', placeIsNeutral: true }, 'sv', made)).toContain('LOCATION:Stadshuset'));
  it('takes a cancelled meeting out of the calendar, by the same id', () => {
    const uid = /UID:(\S+)/.exec(file)?.[1];
    const cancelled = invitationFile({ ...meeting, status: 'cancelled' }, 'sv', made);
    expect(cancelled).toContain('METHOD:CANCEL');
    expect(/UID:(\S+)/.exec(cancelled)?.[1]).toBe(uid);
  });
});

describe('words of an anonymous consultation', () => {
  it.each(['900512-2388', '19900512-2388', '199005122388', '900512 2388', 'född 900512-2388.'])('hold no personal number: %s', (text) =>
    expect(looksLikePersonalNumber(text)).toBe(true),
  );
  it.each(['Flicka, 9 år', 'Tre möten 2026-03-10', '0920-45 30 00', 'Lgh 1201'])('may say %s', (text) =>
    expect(namingProblems({ factsNoted: text })).toEqual([]),
  );
});
