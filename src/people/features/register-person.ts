import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { swedishDate, type RightsChange } from '#libs/shared-kernel';
import { ReadDoor, WriteDoor, type CommandMeta, type CommandResult, type Made } from '#src/access/index';
import { isChild, ofAge } from '../person/is-child.js';
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
    /** The role is its sender's word, in the request that is taken in. */
    readonly roleWasTold = false,
  ) {
    super();
  }
}

/** Where nobody says: a child is under 18, and so is whoever the number says is. What is judged later asks the number anew (isChild). */
const minorAtFirst = ({ role, personNumber }: RegisterPersonInput, now: Date): boolean =>
  role === 'child' || isChild({ personNumber, minor: false }, swedishDate(now));

const KNOWN = 'SELECT access.stands_otherwise_in($1, $2) AS records, access.told_of($1, $3, $2) AS told';
interface Known {
  readonly records: readonly string[];
  readonly told: boolean;
}

@CommandHandler(RegisterPerson)
export class RegisterPersonHandler implements ICommandHandler<RegisterPerson> {
  constructor(
    private readonly door: WriteDoor,
    private readonly index: SearchIndex,
    private readonly locks: RecipientLocks,
    private readonly reads: ReadDoor,
  ) {}

  async execute({ meta, input, roleWasTold }: RegisterPerson): Promise<CommandResult> {
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
          ...(await this.violenceUser(meta, input, roleWasTold)),
          ...(await this.index.rights({ ...input, agencyId })),
          ...(await this.locks.rights(meta, input)),
          ofAge(input, { personNumber: input.personNumber, minor }, meta.now),
        ],
      }),
      input,
      meta,
      place: { recordId, caseId },
      creates: { ownerAgency: agencyId },
      personIds: [personId],
    });
  }

  /**
   * As for a correction (correct-person.ts), where the person stands in another record of the agency as somebody else: a child, or the exposed one. And where
   * only what came from others tells of the person: nobody there can have opened the vault, so they are registered as somebody else first.
   */
  private async violenceUser(meta: CommandMeta, input: RegisterPersonInput, roleWasTold: boolean): Promise<RightsChange[]> {
    const { recordId, caseId, personId, role } = input;
    if (role !== 'violence-user') return [];
    // Nothing of it is shown, and it names nobody but whom the command names.
    const [known] = await this.reads.lookAgain(meta, (tx) => tx.sql<Known>(KNOWN, [recordId, personId, caseId]));
    const openedIn = known?.records ?? [];
    const told = known?.told === true && !roleWasTold;
    if (openedIn.length === 0 && !told) return [];
    return [{ op: 'require-vault', recordId, caseId, personId, staffId: meta.actor.staffId, openedIn }];
  }
}
