import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { z } from 'zod';
import { derivedId } from '#libs/shared-kernel';
import { ReadDoor, WriteDoor, type CommandMeta, type CommandResult, type Made } from '#src/access/index';
import { personConcept, personStreamId } from '../person/person.concept.js';
import type { PersonCommand, Registrations } from '../person/person.decider.js';
import type { mergePersonInput, unmergePersonInput } from '../person/person-input.js';
import { PersonRow } from '../person/person.rows.js';

/** The same person was registered twice in one record. Needs the version (If-Match) of the registration that goes. */
export class MergePerson extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly input: z.infer<typeof mergePersonInput>,
  ) {
    super();
  }
}

/** They were two after all: each stands for itself again, with what was said of it. */
export class UnmergePerson extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly input: z.infer<typeof unmergePersonInput>,
  ) {
    super();
  }
}

@CommandHandler(MergePerson)
export class MergePersonHandler implements ICommandHandler<MergePerson> {
  constructor(
    private readonly door: WriteDoor,
    private readonly reads: ReadDoor,
  ) {}

  execute({ meta, input }: MergePerson): Promise<CommandResult> {
    const { recordId, caseId, personId, intoPersonId, basis } = input;
    return this.door.execute({
      concept: personConcept,
      id: personStreamId(recordId, personId),
      operation: 'MergePerson',
      action: 'work',
      command: async (): Promise<Made<PersonCommand>> => ({
        command: {
          type: 'MergePerson',
          data: { personId, intoPersonId, basis, changeId: derivedId(meta.idempotencyKey, 'merge') },
          registrations: await this.registrations(meta, input),
        },
      }),
      input,
      meta,
      place: { recordId, caseId },
      needsVersion: true,
      personIds: [personId, intoPersonId],
    });
  }

  private registrations(meta: CommandMeta, { recordId, personId, intoPersonId }: MergePerson['input']): Promise<Registrations> {
    const about = { action: 'read', operation: 'MergePerson', objectType: 'Person', objectId: intoPersonId, recordId } as const;
    return this.reads.read(meta, about, async (tx) => {
      const rows = await tx.find(PersonRow, 'Person', { where: { recordId } });
      tx.note({ hits: [intoPersonId], persons: [personId, intoPersonId], owners: [meta.actor.agencyId], classes: ['identity'] });
      return {
        // Not in the view yet: the commit judges by the mark that it knows.
        mark: rows.find((row) => row.personId === personId)?.mark ?? 'none',
        kept: rows.find((row) => row.personId === intoPersonId),
        isKept: rows.some(({ mergedInto }) => mergedInto === personId),
      };
    });
  }
}

@CommandHandler(UnmergePerson)
export class UnmergePersonHandler implements ICommandHandler<UnmergePerson> {
  constructor(private readonly door: WriteDoor) {}

  execute({ meta, input }: UnmergePerson): Promise<CommandResult> {
    const { recordId, caseId, personId } = input;
    return this.door.execute({
      concept: personConcept,
      id: personStreamId(recordId, personId),
      operation: 'UnmergePerson',
      action: 'work',
      command: { type: 'UnmergePerson', data: { personId, changeId: derivedId(meta.idempotencyKey, 'unmerge') } },
      input,
      meta,
      place: { recordId, caseId },
      needsVersion: true,
      personIds: [personId],
    });
  }
}
