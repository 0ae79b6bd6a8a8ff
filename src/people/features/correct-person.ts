import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { derivedId } from '#libs/shared-kernel';
import { WriteDoor, type CommandMeta, type CommandResult } from '#src/access/index';
import { personConcept, personStreamId } from '../person/person.concept.js';
import type { CorrectPersonInput } from '../person/person-input.js';
import { SearchIndex } from '../person/search-index.js';
import { CurrentIdentities } from './current-identity.js';

/** Something was wrong about a person, or the person was the wrong one. Needs the version that is corrected (If-Match). */
export class CorrectPerson extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly input: CorrectPersonInput,
  ) {
    super();
  }
}

const REMOVABLE = ['personNumber', 'address', 'municipality', 'school', 'workplace', 'phone'] as const;

@CommandHandler(CorrectPerson)
export class CorrectPersonHandler implements ICommandHandler<CorrectPerson> {
  constructor(
    private readonly door: WriteDoor,
    private readonly index: SearchIndex,
    private readonly identities: CurrentIdentities,
  ) {}

  async execute({ meta, input }: CorrectPerson): Promise<CommandResult> {
    const { recordId, caseId, personId, reason, role, minor, name } = input;
    const identityChanges = name !== undefined || input.personNumber !== undefined;
    const current = identityChanges && meta.expectedVersion ? await this.identities.at(meta, 'CorrectPerson', input) : null;
    const rights = current
      ? await this.index.replace({
          agencyId: meta.actor.agencyId,
          personId,
          recordId,
          caseId,
          protection: current.protection,
          name: name ?? current.name,
          personNumber: input.personNumber === undefined ? current.personNumber : (input.personNumber ?? undefined),
        })
      : [];
    return this.door.execute({
      concept: personConcept,
      id: personStreamId(recordId, personId),
      operation: 'CorrectPerson',
      action: 'work',
      command: {
        type: 'CorrectPerson',
        data: {
          personId,
          changeId: derivedId(meta.idempotencyKey, 'correction'),
          reason,
          ...(role === undefined ? {} : { role }),
          ...(minor === undefined ? {} : { minor }),
          ...(name === undefined ? {} : { name }),
          ...Object.fromEntries(REMOVABLE.flatMap((field) => (typeof input[field] === 'string' ? [[field, input[field]]] : []))),
          removed: REMOVABLE.filter((field) => input[field] === null),
        },
      },
      // Without the identity at that version the tokens could not follow: then the version counts as stale, and only a repetition is answered.
      meta: identityChanges && !current && meta.expectedVersion ? { ...meta, expectedVersion: 'not-current' } : meta,
      place: { recordId, caseId },
      needsVersion: true,
      personIds: [personId],
      rights,
    });
  }
}
