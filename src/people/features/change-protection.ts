import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { z } from 'zod';
import { WriteDoor, type CommandMeta, type CommandResult, type Made } from '#src/access/index';
import { personConcept, personStreamId } from '../person/person.concept.js';
import type { PersonCommand } from '../person/person.decider.js';
import type { changeProtectionInput } from '../person/person-input.js';
import { RecipientLocks } from '../person/recipient-locks.js';
import { SearchIndex } from '../person/search-index.js';
import { CurrentIdentities } from './current-identity.js';

/** Protected personal data began, changed or ended (OSL 22:1–2, folkbokföringslagen 16 §, lag 1991:483). Needs the version (If-Match). */
export class ChangeProtection extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly input: z.infer<typeof changeProtectionInput>,
  ) {
    super();
  }
}

@CommandHandler(ChangeProtection)
export class ChangeProtectionHandler implements ICommandHandler<ChangeProtection> {
  constructor(
    private readonly door: WriteDoor,
    private readonly index: SearchIndex,
    private readonly locks: RecipientLocks,
    private readonly identities: CurrentIdentities,
  ) {}

  execute({ meta, input }: ChangeProtection): Promise<CommandResult> {
    const { recordId, caseId, personId, protection } = input;
    return this.door.execute({
      concept: personConcept,
      id: personStreamId(recordId, personId),
      operation: 'ChangeProtection',
      action: 'work',
      command: async (): Promise<Made<PersonCommand>> => {
        const { elsewhere, ...current } = await this.identities.at(meta, 'ChangeProtection', { recordId, personId });
        const known = { ...current, personId, recordId, caseId, protection };
        return {
          command: { type: 'ChangeProtection', data: { personId, protection }, elsewhere },
          // Once a fictitious identity has ended, the person is found again; the concept takes the tokens away when one begins.
          rights: [...(await this.index.rights({ ...known, agencyId: meta.actor.agencyId })), ...(await this.locks.rights(meta, known))],
        };
      },
      input,
      meta,
      place: { recordId, caseId },
      needsVersion: true,
      personIds: [personId],
    });
  }
}
