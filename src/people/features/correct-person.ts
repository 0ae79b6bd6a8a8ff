import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { derivedId, type RightsChange } from '#libs/shared-kernel';
import { WriteDoor, type CommandMeta, type CommandResult, type Made } from '#src/access/index';
import { ofAge } from '../person/is-child.js';
import { personConcept, personStreamId } from '../person/person.concept.js';
import type { PersonCommand, PersonState } from '../person/person.decider.js';
import type { CorrectPersonInput } from '../person/person-input.js';
import { RecipientLocks } from '../person/recipient-locks.js';
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
    private readonly locks: RecipientLocks,
    private readonly identities: CurrentIdentities,
  ) {}

  execute({ meta, input }: CorrectPerson): Promise<CommandResult> {
    const { recordId, caseId, personId } = input;
    return this.door.execute({
      concept: personConcept,
      id: personStreamId(recordId, personId),
      operation: 'CorrectPerson',
      action: 'work',
      command: async (state: PersonState): Promise<Made<PersonCommand>> => ({
        command: toCommand(input, derivedId(meta.idempotencyKey, 'correction')),
        rights: [...violenceUser(meta, input, state), ...(await this.known(meta, { ...input, ...homeOf(state) }, state))],
      }),
      input,
      meta,
      place: { recordId, caseId },
      needsVersion: true,
      personIds: [personId],
    });
  }

  /** What finds the person, and how old they are, by all that is known of them now. */
  private async known(meta: CommandMeta, input: CorrectPersonInput, state: PersonState): Promise<RightsChange[]> {
    const { recordId, caseId, personId, name, personNumber } = input;
    const minor = input.minor ?? (state.status !== 'none' && state.minor);
    if (name === undefined && personNumber === undefined && input.minor === undefined) return [];
    const current = await this.identities.at(meta, 'CorrectPerson', { recordId, personId });
    const known = {
      personId,
      recordId,
      caseId,
      protection: current.protection,
      name: name ?? current.name,
      personNumber: personNumber === undefined ? current.personNumber : (personNumber ?? undefined),
    };
    const age = ofAge(known, { personNumber: known.personNumber, minor }, meta.now);
    if (name === undefined && personNumber === undefined) return [age];
    return [...(await this.index.replace({ ...known, agencyId: meta.actor.agencyId })), ...(await this.locks.rights(meta, known)), age];
  }
}

/** Of a violence user everything shows also where somebody is protected: whoever is made one there takes two persons. */
const violenceUser = ({ actor }: CommandMeta, { recordId, personId, role }: CorrectPersonInput, state: PersonState): RightsChange[] =>
  role !== 'violence-user' || state.status === 'none' || state.role === 'violence-user'
    ? []
    : [{ op: 'require-vault', recordId, caseId: state.caseId, personId, staffId: actor.staffId, openedIn: [recordId] }];

/** Where the person is, by the record itself: whatever case the client names. */
const homeOf = (state: PersonState) => (state.status === 'none' ? {} : { caseId: state.caseId });

const toCommand = (input: CorrectPersonInput, changeId: string): PersonCommand => {
  const { personId, reason, role, minor, name } = input;
  return {
    type: 'CorrectPerson',
    data: {
      personId,
      changeId,
      reason,
      ...(role === undefined ? {} : { role }),
      ...(minor === undefined ? {} : { minor }),
      ...(name === undefined ? {} : { name }),
      ...Object.fromEntries(REMOVABLE.flatMap((field) => (typeof input[field] === 'string' ? [[field, input[field]]] : []))),
      removed: REMOVABLE.filter((field) => input[field] === null),
    },
  };
};
