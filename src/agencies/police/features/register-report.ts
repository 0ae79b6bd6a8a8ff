import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { problems } from '#libs/http';
import { derivedId, swedishDate } from '#libs/shared-kernel';
import { Directory, WriteDoor, type CommandMeta, type CommandResult, type Made } from '#src/access/index';
import { OpenRecord } from '#src/coordination/index';
import { RegisterPerson } from '#src/people/index';
import { reportConcept } from '../report/report.concept.js';
import type { ReportCommand } from '../report/report.decider.js';
import { reportProblems, type RegisterReportInput } from '../report/report.input.js';

/**
 * A report with its persons, in a record of its own. One stream for each command: the record is opened, each person registered, then the report.
 * Each has a key of its own, derived from the request's, so that the same request sent again goes on where a crash stopped it and makes nothing twice.
 */
export class RegisterReport extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly input: RegisterReportInput,
  ) {
    super();
  }
}

const NOT_OURS = { sv: 'Välj en funktion som du arbetar i.', en: 'Choose a function that you work in.' };

@CommandHandler(RegisterReport)
export class RegisterReportHandler implements ICommandHandler<RegisterReport> {
  constructor(
    private readonly door: WriteDoor,
    private readonly commands: CommandBus,
    private readonly directory: Directory,
  ) {}

  async execute({ meta, input }: RegisterReport): Promise<CommandResult> {
    const { recordId, caseId, reportId, functionId, exposed, suspect, children } = input;
    const { agencyId, functions } = meta.actor;
    const found = reportProblems(input, swedishDate(meta.now));
    const own = functions.includes(functionId) && (await this.directory.functionById(functionId))?.agencyId === agencyId;
    if (!own) found.push({ path: 'functionId', message: NOT_OURS });
    if (found.length > 0) throw problems.invalid(found);

    const part = (...name: string[]): CommandMeta => ({ ...meta, idempotencyKey: derivedId(meta.idempotencyKey, ...name) });
    await this.commands.execute(new OpenRecord(part('record'), { recordId, caseId, functionId, source: 'report', sourceId: reportId }));
    const persons = [
      { ...exposed, role: 'exposed' as const },
      ...(suspect ? [{ ...suspect, role: 'violence-user' as const }] : []),
      ...children.map((child) => ({ ...child, role: 'child' as const })),
    ];
    for (const person of persons)
      await this.commands.execute(new RegisterPerson(part('person', person.personId), { recordId, caseId, ...person }));

    return this.door.execute({
      concept: reportConcept,
      id: reportId,
      operation: 'RegisterReport',
      action: 'work',
      command: async (): Promise<Made<ReportCommand>> => ({
        command: {
          type: 'RegisterReport',
          data: {
            reportId,
            recordId,
            caseId,
            agencyId,
            functionId,
            offence: input.offence,
            occurredOn: input.occurredOn,
            immediateRisk: input.immediateRisk,
            registeredAt: meta.now.toISOString(),
            exposedPersonId: exposed.personId,
            ...(suspect ? { suspectPersonId: suspect.personId } : {}),
            childPersonIds: children.map((child) => child.personId),
            reportNumber: input.reportNumber,
            summary: input.summary,
          },
        },
      }),
      input,
      meta,
      place: { recordId, caseId },
      creates: { ownerAgency: agencyId },
      personIds: persons.map((person) => person.personId),
    });
  }
}
