import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { WriteDoor, type CommandMeta, type CommandResult, type Made } from '#src/access/index';
import { PersonsInRecord } from '#src/people/index';
import { noteConcept } from '../note.concept.js';
import type { NoteCommand } from '../note.decider.js';
import { ownNote, type NoteInput } from '../note.input.js';

/** An act of the own agency, noted about one person in the own record. */
export class NoteAct extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly input: NoteInput,
  ) {
    super();
  }
}

@CommandHandler(NoteAct)
export class NoteActHandler implements ICommandHandler<NoteAct> {
  constructor(
    private readonly door: WriteDoor,
    private readonly persons: PersonsInRecord,
  ) {}

  /** @throws Problem invalid-input for a type of another agency, a day that has not come, or a person who is not in the record */
  execute({ meta, input }: NoteAct): Promise<CommandResult> {
    const { type, ...data } = input;
    const { noteId, recordId, caseId, personId } = input;
    const { agencyId: ownerAgency, agencyKind: kind } = meta.actor;
    return this.door.execute({
      concept: noteConcept(),
      id: noteId,
      operation: 'NoteAct',
      action: 'work',
      command: async (): Promise<Made<NoteCommand>> => {
        const note = ownNote(input, { kind, now: meta.now });
        if (personId !== undefined) await this.persons.requires(recordId, [{ path: 'personId', personId }]);
        return { command: { type: 'Note', event: note.noted.type, data: { ...data, ownerAgency } } };
      },
      input,
      meta,
      place: { recordId, caseId },
      creates: { ownerAgency },
      personIds: personId === undefined ? [] : [personId],
    });
  }
}
