import type { Concept } from '#src/access/index';
import { noteEvents, stepOf } from './catalogue.js';
import { noteDecider, type NoteCommand, type NoteEvent, type NoteRefusal, type NoteState } from './note.decider.js';

type NoteConcept = Concept<NoteCommand, NoteState, NoteEvent, NoteRefusal>;
let made: NoteConcept | undefined;

/** One stream for each note, whatever its type and its agency: `note-<noteId>`. Made at the first command, when every room has declared its journal. */
export const noteConcept = (): NoteConcept =>
  (made ??= {
    name: 'note',
    subject: 'Note',
    decider: noteDecider(stepOf),
    events: noteEvents(),
    refusals: {
      'note-unknown': { sv: 'Anteckningen finns inte.', en: 'The note does not exist.' },
      'note-exists': {
        sv: 'Anteckningen är redan sparad. Rätta den, eller gör en ny.',
        en: 'The note is saved already. Correct it, or make a new one.',
      },
      'note-retracted': {
        sv: 'Anteckningen är markerad som fel och kan inte rättas. Gör en ny.',
        en: 'The note is marked as wrong and cannot be corrected. Make a new one.',
      },
      'note-of-another-type': { sv: 'Anteckningen är av ett annat slag.', en: 'The note is of another type.', status: 422 },
    },
    facts: (state) => (state.status === 'none' ? null : { ownerAgency: state.ownerAgency }),
    home: (state) => (state.status === 'none' ? null : { recordId: state.recordId, caseId: state.caseId }),
  });
