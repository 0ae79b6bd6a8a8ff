import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { z } from 'zod';
import { WriteDoor, type CommandMeta, type CommandResult } from '#src/access/index';
import { personConcept, personStreamId } from '../person/person.concept.js';
import type { changeProtectionInput } from '../person/person-input.js';
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
    private readonly identities: CurrentIdentities,
  ) {}

  async execute({ meta, input: { recordId, caseId, personId, protection } }: ChangeProtection): Promise<CommandResult> {
    const current = meta.expectedVersion ? await this.identities.at(meta, 'ChangeProtection', { recordId, personId }) : null;
    const { agencyId } = meta.actor;
    return this.door.execute({
      concept: personConcept,
      id: personStreamId(recordId, personId),
      operation: 'ChangeProtection',
      action: 'work',
      command: { type: 'ChangeProtection', data: { personId, protection } },
      meta: !current && meta.expectedVersion ? { ...meta, expectedVersion: 'not-current' } : meta,
      place: { recordId, caseId },
      needsVersion: true,
      personIds: [personId],
      // Once a fictitious identity has ended, the person is found again; the concept takes the tokens away when one begins.
      rights: current ? await this.index.rights({ ...current, agencyId, personId, recordId, caseId, protection }) : [],
    });
  }
}
