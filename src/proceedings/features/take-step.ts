import { Command, CommandHandler, QueryBus, type ICommandHandler } from '@nestjs/cqrs';
import { fieldProblems, newId, problems, type FieldProblem } from '#libs/http';
import { askedBy, type Proceeding, type ProceedingCommand, type StepInput } from '#libs/proceeding';
import { swedishDate } from '#libs/shared-kernel';
import { ReadDoor, WriteDoor, type CommandMeta, type CommandResult, type Made, type Place } from '#src/access/index';
import { RecordRow } from '#src/coordination/record/index';
import { PersonsInRecord, PersonsOfRecord } from '#src/people/index';
import { Proceedings } from '../own-proceedings.js';

const NOWHERE: Place = { recordId: '00000000-0000-0000-0000-000000000000', caseId: '00000000-0000-0000-0000-000000000000' };
const TEXTS = {
  future: { sv: 'Det som registreras kan inte ha hänt i framtiden.', en: 'What is registered cannot have happened in the future.' },
  role: { sv: 'Det kan inte gälla den personen.', en: 'It cannot be about that person.' },
  side: {
    sv: 'Det hör hemma i våldsutövarens egen akt. Öppna en sådan först.',
    en: 'It belongs in the violence user’s own record. Open one first.',
  },
} as const;

/** One step of an agency's own proceeding: the first opens it. Each step is an act of its own in the audit trail. */
export class TakeStep extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    /** Name of the proceeding's table. */
    readonly proceeding: string,
    readonly proceedingId: string,
    readonly input: StepInput,
  ) {
    super();
  }
}

@CommandHandler(TakeStep)
export class TakeStepHandler implements ICommandHandler<TakeStep> {
  constructor(
    private readonly door: WriteDoor,
    private readonly reads: ReadDoor,
    private readonly queries: QueryBus,
    private readonly persons: PersonsInRecord,
    private readonly proceedings: Proceedings,
  ) {}

  async execute({ meta, proceeding, proceedingId, input }: TakeStep): Promise<CommandResult> {
    const { table, concept } = this.proceedings.named(proceeding, meta);
    const step = table.steps[input.step];
    if (!step) throw problems.notFound();
    const { recordId, caseId, personId, note } = input;
    const opens = recordId !== undefined && caseId !== undefined && personId !== undefined ? { recordId, caseId, personId } : undefined;
    const ownerAgency = meta.actor.agencyId;
    return this.door.execute({
      concept,
      id: proceedingId,
      operation: step.operation,
      action: 'work',
      command: async ({ place }): Promise<Made<ProceedingCommand>> => {
        const found: FieldProblem[] = input.on > swedishDate(meta.now) ? [{ path: 'on', message: TEXTS.future }] : [];
        if (opens && !place) found.push(...notNew(proceedingId), ...(await this.misplaced(table, opens, meta)));
        if (found.length > 0) throw problems.invalid(found);
        const facts = Object.fromEntries(askedBy(step).map(({ name }) => [name, input[name]]));
        const whose = place?.personId ?? personId;
        return {
          command: {
            step: input.step,
            facts,
            today: swedishDate(meta.now),
            ...(opens ? { place: { proceedingId, ownerAgency, ...opens } } : {}),
            ...(note ? { note } : {}),
          },
          ...(whose ? { personIds: [whose] } : {}),
        };
      },
      input: { proceeding, proceedingId, ...input },
      meta,
      place: opens ?? NOWHERE,
      ...(opens ? { creates: { ownerAgency } } : {}),
      ...(personId ? { personIds: [personId] } : {}),
      occurredAt: occurredOn(input.on, meta.now),
    });
  }

  /** Whom it cannot be about, and where it does not belong, each at its field. */
  private async misplaced(
    { about, track }: Proceeding,
    { recordId, caseId, personId }: Place & { readonly personId: string },
    meta: CommandMeta,
  ): Promise<FieldProblem[]> {
    await this.persons.requires(recordId, [{ path: 'personId', personId }]);
    const found: FieldProblem[] = [];
    const person = (await this.queries.execute(new PersonsOfRecord(meta, recordId))).find((one) => one.personId === personId);
    if (person && !about.includes(person.role)) found.push({ path: 'personId', message: TEXTS.role });
    if (track !== undefined) {
      const asked = { action: 'list', operation: 'own-records', objectType: 'Record', caseId } as const;
      const [record] = await this.reads.read(meta, asked, (tx) => tx.find(RecordRow, 'Record', { where: { recordId }, limit: 1 }));
      if (record?.track !== track) found.push({ path: 'recordId', message: TEXTS.side });
    }
    return found;
  }
}

/** The id that a client opens a proceeding under stands in its address, which later steps have too. */
const notNew = (proceedingId: string): readonly FieldProblem[] =>
  fieldProblems(newId.safeParse(proceedingId).error?.issues.map((issue) => ({ ...issue, path: ['proceedingId'] })) ?? []);

/** Only the day is known, unless it is today. */
const occurredOn = (day: string, now: Date): Date => (day < swedishDate(now) ? new Date(`${day}T12:00:00Z`) : now);
