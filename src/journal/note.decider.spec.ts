import fc from 'fast-check';
import { fold } from '#libs/shared-kernel';
import { given, walks } from '#libs/testing';
import type { NoteStep } from './catalogue.js';
import { noteDecider, type NoteCommand, type NoteEvent, type NoteState } from './note.decider.js';

const STEPS: Readonly<Record<string, NoteStep>> = {
  'school.Seen': 'noted',
  'school.SeenCorrected': 'corrected',
  'school.Heard': 'noted',
  'school.Wrong': 'retracted',
};
const decider = noteDecider((type) => STEPS[type]!);
const id = (number: number): string => `0c8f0a1e-0000-4000-8000-${String(number).padStart(12, '0')}`;
const data = {
  ...{ noteId: id(1), personId: id(2), recordId: id(3), caseId: id(4), ownerAgency: 'skola-haparanda', on: '2026-03-02' },
  kind: 'sudden',
};
const noteSeen: NoteCommand = { type: 'Note', event: 'school.Seen', data };
const seen: NoteEvent = { type: 'school.Seen', data };
const correct = (change: object = {}, changeId = id(5)): NoteCommand & { type: 'CorrectNote' } => ({
  ...{ type: 'CorrectNote', note: 'school.Seen', event: 'school.SeenCorrected' },
  data: { changeId, correction: 'typing-error', on: '2026-03-01', kind: 'repeated', ...change },
});
const corrected: NoteEvent = {
  type: 'school.SeenCorrected',
  data: { ...{ noteId: id(1), personId: id(2), changeId: id(5), correction: 'typing-error', on: '2026-03-01' }, kind: 'repeated' },
};
const retract: NoteCommand = { type: 'RetractNote', event: 'school.Wrong', retraction: 'wrong-person' };
const retracted: NoteEvent = {
  type: 'school.Wrong',
  data: { noteId: id(1), personId: id(2), type: 'school.Seen', retraction: 'wrong-person' },
};
const note = given(decider);

describe('a note', () => {
  it('is made once', () => note().when(noteSeen).then(seen));
  it('is not made twice under the same id', () => note(seen).when(noteSeen).thenRefused('note-exists'));
  it('is corrected in the open, and stays about the same person', () => note(seen).when(correct()).then(corrected));
  it('is corrected as often as needed', () =>
    note(seen, corrected)
      .when(correct({ kind: 'long' }, id(6)))
      .then({ ...corrected, data: { ...corrected.data, changeId: id(6), kind: 'long' } }));
  it('takes the same correction once, whatever came between', () =>
    note(seen, corrected, { ...corrected, data: { ...corrected.data, changeId: id(6) } })
      .when(correct())
      .thenNothing());
  it('does not become a note of another type', () =>
    note(seen)
      .when({ ...correct(), note: 'school.Heard' })
      .thenRefused('note-of-another-type'));
  it('is marked as wrong, and says which type of note was wrong', () => note(seen).when(retract).then(retracted));
  it('marked as wrong is neither corrected nor marked again', () => {
    note(seen, retracted).when(correct()).thenRefused('note-retracted');
    note(seen, retracted).when(retract).thenNothing();
  });
  it('is unknown before it is made', () => {
    for (const command of [correct(), retract]) note().when(command).thenRefused('note-unknown');
  });
});

const anyCommand: fc.Arbitrary<NoteCommand> = fc.oneof(
  fc.constantFrom('school.Seen', 'school.Heard').map((event): NoteCommand => ({ type: 'Note', event, data })),
  fc
    .tuple(fc.constantFrom('school.Seen', 'school.Heard'), fc.integer({ min: 10, max: 13 }))
    .map(([of, change]): NoteCommand => ({ ...correct({}, id(change)), note: of })),
  fc.constantFrom('wrong-person' as const, 'entered-by-mistake' as const).map((retraction): NoteCommand => ({ ...retract, retraction })),
);
/** What no sequence of accepted commands may bring about. */
const broken = (state: NoteState, events: readonly NoteEvent[]): boolean => {
  const steps = events.map(({ type }) => STEPS[type]);
  if (state.status === 'none') return events.length > 0;
  const wrong = steps.indexOf('retracted');
  const changes = new Set(state.changes);
  return (
    steps.filter((step) => step === 'noted').length !== 1 ||
    steps[0] !== 'noted' ||
    (wrong !== -1 && wrong !== steps.length - 1) ||
    changes.size !== state.changes.length ||
    state.personId !== data.personId
  );
};
const run = (commands: readonly NoteCommand[], twice: boolean): { state: NoteState; events: NoteEvent[]; repeated: number } => {
  const events: NoteEvent[] = [];
  let repeated = 0;
  for (const command of commands) {
    const decision = decider.decide(command, fold(decider, events));
    if (decision.accepted) events.push(...decision.events);
    const again = twice ? decider.decide(command, fold(decider, events)) : undefined;
    if (again?.accepted) repeated += again.events.length;
  }
  return { state: fold(decider, events), events, repeated };
};

describe('any commands', () => {
  it('bring a note into no state that should not be, and the same one twice adds nothing', () =>
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 12 }), (commands) => {
        const { state, events, repeated } = run(commands, true);
        return !broken(state, events) && repeated === 0;
      }),
    ));
  it('would be caught if they did (negative control)', () => {
    expect(broken(fold(decider, [seen, seen]), [seen, seen])).toBe(true);
    expect(broken(fold(decider, [seen, retracted, corrected]), [seen, retracted, corrected])).toBe(true);
    expect(broken(fold(decider, [seen, corrected, corrected]), [seen, corrected, corrected])).toBe(true);
  });
});

describe('any sequence of all these', () => {
  walks(decider);
});
