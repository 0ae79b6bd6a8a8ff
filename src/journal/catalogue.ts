import { fieldKindOf, type JournalDeclaration, type NoteDeclaration } from '#libs/journal';
import type { AgencyKind, EventDefinition } from '#libs/shared-kernel';

/** What an event did to a note. */
export type NoteStep = 'noted' | 'corrected' | 'retracted';
interface Known {
  readonly step: NoteStep;
  readonly definition: EventDefinition;
}

const journals: JournalDeclaration[] = [];
const notes = new Map<string, NoteDeclaration>();
const steps = new Map<string, Known>();

/**
 * An agency's room hands over its types of note when it is loaded, as texts are handed over: the app loads every room before it serves.
 * @throws Error for a field that no form can ask for, or a type declared twice
 */
export const declareJournal = (journal: JournalDeclaration): void => {
  const events: readonly Known[] = [
    { step: 'retracted', definition: journal.retracted },
    ...journal.notes.flatMap(({ noted, corrected }) => [
      { step: 'noted' as const, definition: noted },
      { step: 'corrected' as const, definition: corrected },
    ]),
  ];
  for (const known of events) {
    if (steps.has(known.definition.type)) throw new Error(`${known.definition.type} is declared twice`);
    steps.set(known.definition.type, known);
  }
  for (const note of journal.notes) {
    for (const { name, field } of note.fields) fieldKindOf(`${note.type}.${name}`, field);
    notes.set(note.type, note);
  }
  journals.push(journal);
};

/** The journal of a kind of agency; undefined where it notes nothing of its own. */
export const journalOf = (kind: AgencyKind): JournalDeclaration | undefined => journals.find(({ agencyKind }) => agencyKind === kind);
/** A type of note by its name: that of the event, and of the contract event that tells of it. */
export const noteOf = (type: string): NoteDeclaration | undefined => notes.get(type);
export const allNotes = (): readonly NoteDeclaration[] => [...notes.values()];
/** Every event that can stand in the stream of a note. */
export const noteEvents = (): Readonly<Record<string, EventDefinition>> =>
  Object.fromEntries([...steps].map(([type, { definition }]) => [type, definition]));
/** @throws Error for an event that no journal has */
export const stepOf = (eventType: string): NoteStep => {
  const known = steps.get(eventType);
  if (!known) throw new Error(`${eventType} is no event of a note`);
  return known.step;
};
