import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { FieldClass } from '#libs/shared-kernel';
import { ReadDoor, VersionTokens, type ReadTransaction, type RequestContext } from '#src/access/index';
import { noteOf } from '../catalogue.js';
import { NoteRow } from '../note.rows.js';
import { toNoteView, type NoteView } from '../note.view.js';

/** The own agency's notes in a case, the latest day first. Without words, since a list is no place for them; with them when they are taken along. */
export class NotesInCase extends Query<readonly NoteView[]> {
  constructor(
    readonly context: RequestContext,
    readonly caseId: string,
    readonly action: 'list' | 'export' = 'list',
  ) {
    super();
  }
}

@QueryHandler(NotesInCase)
export class NotesInCaseHandler implements IQueryHandler<NotesInCase> {
  constructor(
    private readonly door: ReadDoor,
    private readonly versions: VersionTokens,
  ) {}

  execute({ context, caseId, action }: NotesInCase): Promise<readonly NoteView[]> {
    return this.door.read(context, { action, operation: 'notes', objectType: 'Note', caseId }, async (tx) => {
      const rows = await tx.find(NoteRow, 'Note', { where: { caseId }, order: { on: 'DESC', notedAt: 'DESC' } });
      noteShown(tx, rows, action === 'export' ? 'all' : 'open');
      const shown = action === 'export' ? await tx.open(rows) : rows;
      return Promise.all(shown.map(async (row) => toNoteView(row, await tokenOf(this.versions, context, row))));
    });
  }
}

/** One note, with its words. */
export class ReadNote extends Query<NoteView> {
  constructor(
    readonly context: RequestContext,
    readonly noteId: string,
  ) {
    super();
  }
}

@QueryHandler(ReadNote)
export class ReadNoteHandler implements IQueryHandler<ReadNote> {
  constructor(
    private readonly door: ReadDoor,
    private readonly versions: VersionTokens,
  ) {}

  execute({ context, noteId }: ReadNote): Promise<NoteView> {
    return this.door.read(context, { action: 'read', operation: 'note', objectType: 'Note', objectId: noteId }, async (tx) => {
      const row = await tx.one(NoteRow, 'Note', { noteId });
      noteShown(tx, [row], 'all');
      return toNoteView(await tx.open(row), await tokenOf(this.versions, context, row));
    });
  }
}

const noteShown = (tx: ReadTransaction, rows: readonly NoteRow[], shown: 'open' | 'all'): void =>
  tx.note({
    hits: rows.map(({ noteId }) => noteId),
    persons: rows.flatMap(({ personId }) => personId ?? []),
    owners: rows.map(({ ownerAgency }) => ownerAgency),
    classes: rows.flatMap(({ type, content }) => ['reference' as const, ...classesOf(type, Object.keys(content), shown)]),
  });
const classesOf = (type: string, names: readonly string[], shown: 'open' | 'all'): readonly FieldClass[] =>
  names.flatMap((name) => {
    const field = noteOf(type)?.noted.fields[name];
    return field && (shown === 'all' || field.kind === 'open') ? [field.class] : [];
  });
const tokenOf = (versions: VersionTokens, { actor }: RequestContext, { noteId, revision }: NoteRow): Promise<string> =>
  versions.version(actor, `note-${noteId}`, revision);
