import { isErased, isSealed } from '#libs/shared-kernel';
import type { NoteRow } from './note.rows.js';

export interface NoteView {
  readonly noteId: string;
  readonly caseId: string;
  readonly recordId: string;
  /** Empty for what is about nobody. */
  readonly personId: string | null;
  readonly type: string;
  /** The day it happened. */
  readonly on: string;
  /** The agency's own fields. Words are left out in lists, and when erased. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly status: 'standing' | 'corrected' | 'retracted';
  /** Why it was corrected or marked as wrong. */
  readonly reason: string | null;
  readonly notedBy: string;
  readonly notedAt: string;
  readonly changedAt: string | null;
  /** Opaque, for If-Match. */
  readonly version: string;
}

/** A note; sealed values that were not opened are left out. */
export const toNoteView = (row: NoteRow, version: string): NoteView => {
  const { noteId, caseId, recordId, personId, type, on, status, reason, notedBy } = row;
  return {
    ...{ noteId, caseId, recordId, personId, type, on, status, reason, notedBy },
    fields: Object.fromEntries(Object.entries(row.content).filter(([, value]) => !isSealed(value) && !isErased(value))),
    notedAt: row.notedAt.toISOString(),
    changedAt: row.changedAt?.toISOString() ?? null,
    version,
  };
};
