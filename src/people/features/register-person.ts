import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { swedishDate, type RightsChange } from '#libs/shared-kernel';
import { ReadDoor, WriteDoor, type CommandMeta, type CommandResult, type Made } from '#src/access/index';
import { isChild } from '../person/is-child.js';
import { personConcept, personStreamId } from '../person/person.concept.js';
import type { PersonCommand } from '../person/person.decider.js';
import type { RegisterPersonInput } from '../person/person-input.js';
import { RecipientLocks } from '../person/recipient-locks.js';
import { SearchIndex } from '../person/search-index.js';

/** A person enters the actor's agency's own record. Search first: the same person may be known already. */
export class RegisterPerson extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly input: RegisterPersonInput,
  ) {
    super();
  }
}

/** Where nobody says: a child is under 18, and so is whoever the number says is. What is judged later asks the number anew (isChild). */
const minorAtFirst = ({ role, personNumber }: RegisterPersonInput, now: Date): boolean =>
  role === 'child' || isChild({ personNumber, minor: false }, swedishDate(now));

const OTHERWISE = 'SELECT access.stands_otherwise_in($1, $2) AS records';

@CommandHandler(RegisterPerson)
export class RegisterPersonHandler implements ICommandHandler<RegisterPerson> {
  constructor(
    private readonly door: WriteDoor,
    private readonly index: SearchIndex,
    private readonly locks: RecipientLocks,
    private readonly reads: ReadDoor,
  ) {}

  async execute({ meta, input }: RegisterPerson): Promise<CommandResult> {
    const { agencyId } = meta.actor;
    const { recordId, caseId, personId, minor = minorAtFirst(input, meta.now), ...rest } = input;
    return this.door.execute({
      concept: personConcept,
      id: personStreamId(recordId, personId),
      operation: 'RegisterPerson',
      action: 'work',
      command: async (): Promise<Made<PersonCommand>> => ({
        command: { type: 'RegisterPerson', data: { recordId, caseId, personId, agencyId, minor, ...rest } },
        rights: [
          ...(await this.violenceUser(meta, input)),
          ...(await this.index.rights({ ...input, agencyId })),
          ...(await this.locks.rights(meta, input)),
        ],
      }),
      input,
      meta,
      place: { recordId, caseId },
      creates: { ownerAgency: agencyId },
      personIds: [personId],
    });
  }

  /** As for a correction (correct-person.ts), where the person stands in another record of the agency as somebody else: a child, or the exposed one. */
  private async violenceUser(meta: CommandMeta, { recordId, caseId, personId, role }: RegisterPersonInput): Promise<RightsChange[]> {
    if (role !== 'violence-user') return [];
    // Nothing of it is shown, and it names nobody but whom the command names.
    const [found] = await this.reads.lookAgain(meta, (tx) => tx.sql<{ records: string[] }>(OTHERWISE, [recordId, personId]));
    const openedIn = found?.records ?? [];
    if (openedIn.length === 0) return [];
    return [{ op: 'require-vault', recordId, caseId, personId, staffId: meta.actor.staffId, openedIn }];
  }
}
