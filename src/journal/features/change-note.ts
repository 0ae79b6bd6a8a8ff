import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { derivedId } from '#libs/shared-kernel';
import { WriteDoor, type CommandMeta, type CommandResult, type Made } from '#src/access/index';
import { journalOf } from '../catalogue.js';
import { noteConcept } from '../note.concept.js';
import type { NoteCommand, NoteState } from '../note.decider.js';
import { ownNote, type CorrectNoteInput, type RetractNoteInput } from '../note.input.js';

const NOWHERE = '00000000-0000-0000-0000-000000000000';

export type NoteChange =
  { readonly type: 'CorrectNote'; readonly input: CorrectNoteInput } | { readonly type: 'RetractNote'; readonly input: RetractNoteInput };

/** A wrong note is put right in the open: what it said stays in its stream, and whoever was told of it is told anew. */
export class ChangeNote extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly noteId: string,
    readonly change: NoteChange,
  ) {
    super();
  }
}

@CommandHandler(ChangeNote)
export class ChangeNoteHandler implements ICommandHandler<ChangeNote> {
  constructor(private readonly door: WriteDoor) {}

  execute({ meta, noteId, change }: ChangeNote): Promise<CommandResult> {
    return this.door.execute({
      concept: noteConcept(),
      id: noteId,
      operation: change.type,
      action: 'work',
      command: async (state: NoteState): Promise<Made<NoteCommand>> => ({
        command: this.make(noteId, change, meta),
        ...(state.status === 'none' || state.personId === undefined ? {} : { personIds: [state.personId] }),
      }),
      input: { noteId, change },
      meta,
      // A note knows its own home; one that is not there belongs nowhere.
      place: { recordId: NOWHERE, caseId: NOWHERE },
      needsVersion: true,
    });
  }

  private make(noteId: string, change: NoteChange, meta: CommandMeta): NoteCommand {
    const kind = meta.actor.agencyKind;
    // Only the own agency's notes are reached: the actor's own journal has the event.
    if (change.type === 'RetractNote')
      return { type: 'RetractNote', event: journalOf(kind)!.retracted.type, retraction: change.input.reason };
    const { type, reason: correction, ...own } = change.input;
    const note = ownNote(change.input, { kind, now: meta.now });
    const changeId = derivedId('note-correction', noteId, meta.idempotencyKey);
    return { type: 'CorrectNote', note: type, event: note.corrected.type, data: { ...own, changeId, correction } };
  }
}
