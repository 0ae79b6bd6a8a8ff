import { Module } from '@nestjs/common';
import type { Room } from '#src/access/index';
import { ChangeNoteHandler } from './features/change-note.js';
import { NoteActHandler } from './features/note-act.js';
import { NotesInCaseHandler, ReadNoteHandler } from './features/read-notes.js';
import { NoteApi } from './note.api.js';
import { JournalNotes1700000104000 } from './note.migration.js';
import { noteProjection } from './note.projection.js';
import { NoteRow } from './note.rows.js';
import { NoteScreens } from './screens/note.screens.js';

export { declareJournal, noteOf } from './catalogue.js';
export { NotesInCase } from './features/read-notes.js';
export type { NoteView } from './note.view.js';
export { noteLines } from './screens/note-fields.js';

@Module({ controllers: [NoteApi, NoteScreens], providers: [NoteActHandler, ChangeNoteHandler, NotesInCaseHandler, ReadNoteHandler] })
class JournalModule {}

/** Typed notes of every agency. The types are the agencies' own: each room declares them, with what of them leaves. */
export const journalRoom: Room = {
  module: JournalModule,
  migrations: [JournalNotes1700000104000],
  entities: [NoteRow],
  projections: [noteProjection],
};
