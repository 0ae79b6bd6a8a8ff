import { Command, CommandBus, CommandHandler, QueryBus, type ICommandHandler } from '@nestjs/cqrs';
import { newId, Problem, problems } from '#libs/http';
import type { DataOf } from '#libs/shared-kernel';
import { Directory, WriteDoor, type CommandMeta, type CommandResult } from '#src/access/index';
import { OpenRecord } from '#src/coordination/index';
import { PersonsInRecord, PersonsOfRecord, RegisterPerson } from '#src/people/index';
import { momentOf, part } from '../../process/features/moment.js';
import type { ReceiveConcernInput } from '../../process/process.input.js';
import { requireSocialServices } from '../../process/own-kind.js';
import { concernConcept } from '../concern.concept.js';
import type { concernEvents } from '../concern.events.js';

type Received = DataOf<(typeof concernEvents)['received']['fields']>;

/** Writes a concern into the record where its child is. The last act of receiving one, by whichever way it came. */
export class WriteConcern extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly received: Omit<Received, 'ownerAgency'>,
  ) {
    super();
  }
}

@CommandHandler(WriteConcern)
export class WriteConcernHandler implements ICommandHandler<WriteConcern> {
  constructor(
    private readonly door: WriteDoor,
    private readonly queries: QueryBus,
    private readonly persons: PersonsInRecord,
  ) {}

  async execute({ meta, received }: WriteConcern): Promise<CommandResult> {
    requireSocialServices(meta);
    const { concernId, recordId, caseId, personId } = received;
    const ownerAgency = meta.actor.agencyId;
    return this.door.execute({
      concept: concernConcept,
      id: concernId,
      operation: 'ReceiveConcern',
      action: 'work',
      command: async () => {
        await this.persons.requires(recordId, [{ path: 'personId', personId }]);
        await requireOwnRecord(this.queries, meta, recordId, personId);
        return { command: { step: 'receive' as const, data: { ...received, ownerAgency } } };
      },
      input: { concernId, recordId, caseId, personId },
      meta,
      place: { recordId, caseId },
      creates: { ownerAgency, functionId: received.functionId },
      personIds: [personId],
    });
  }
}

/** A sibling has a record of their own: what is decided of one child is not the other's to be seen with. @throws Problem child-needs-own-record */
const requireOwnRecord = async (queries: QueryBus, meta: CommandMeta, recordId: string, personId: string): Promise<void> => {
  const persons = await queries.execute(new PersonsOfRecord(meta, recordId));
  if (persons.some((person) => person.role === 'child' && person.personId !== personId))
    throw new Problem(422, 'child-needs-own-record', {
      sv: 'Varje barn har en egen akt. Öppna en ny akt för barnet.',
      en: 'Each child has a record of its own. Open a new record for the child.',
    });
};

/** A concern that came by telephone, by a visit or in a letter, written down by hand; the child's record is opened with it. */
export class ReceiveConcern extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly input: ReceiveConcernInput,
  ) {
    super();
  }
}

const NOT_OURS = { sv: 'Välj en funktion som du arbetar i.', en: 'Choose a function that you work in.' };

@CommandHandler(ReceiveConcern)
export class ReceiveConcernHandler implements ICommandHandler<ReceiveConcern> {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly directory: Directory,
  ) {}

  /**
   * One stream for each command: the record, the child, the concern. The same request sent again goes on where a crash stopped it.
   * @throws Problem not-found for a record under a derived id that the actor does not work with
   */
  async execute({ meta, input }: ReceiveConcern): Promise<CommandResult> {
    requireSocialServices(meta);
    const { child, at, ...reported } = input;
    const { concernId, recordId, caseId, functionId } = reported;
    const { agencyId, functions } = meta.actor;
    const own = functions.includes(functionId) && (await this.directory.functionById(functionId))?.agencyId === agencyId;
    if (!own) throw problems.invalid([{ path: 'functionId', message: NOT_OURS }]);
    const moment = momentOf(meta, at);
    const record = { recordId, caseId, functionId, source: 'own' as const, sourceId: concernId, track: 'child' as const };
    // Under an id that the system derives nobody opens a record: it is one's own that is there already, or nothing (docs/decisions/0037).
    if (newId.safeParse(recordId).success) await this.commands.execute(new OpenRecord(part(meta, 'record'), record));
    // Before anything is written of this child: a refusal afterwards would leave them in their sibling's record.
    await requireOwnRecord(this.queries, meta, recordId, child.personId);
    const person = { ...child, recordId, caseId, role: 'child' as const };
    await this.commands.execute(new RegisterPerson(part(meta, 'person'), person));
    return this.commands.execute(new WriteConcern(meta, { ...reported, personId: child.personId, at: moment }));
  }
}
