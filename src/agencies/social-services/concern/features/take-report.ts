import { Command, CommandBus, CommandHandler, QueryBus, type ICommandHandler } from '@nestjs/cqrs';
import { Problem, problems } from '#libs/http';
import { derivedId } from '#libs/shared-kernel';
import { Directory, ReadDoor, ViewsReached, type CommandMeta, type CommandResult, type RequestContext } from '#src/access/index';
import { OpenRecord, RecordRow } from '#src/coordination/index';
import { ReceiveCopy } from '#src/coordination/received/index';
import { ActOnReferral, copyOf, OneReferral, personsOf, type ReferralDetail } from '#src/coordination/referral/index';
import { PersonsOfRecord, RegisterPerson } from '#src/people/index';
import { part } from '../../process/features/moment.js';
import type { TakeReportInput } from '../../process/process.input.js';
import { requireSocialServices } from '../../process/own-kind.js';
import { WriteConcern } from './receive-concern.js';

/** A concern report that came by the system is taken in: for each child a record of its own, with its share of what was sent, and the concern. */
export class TakeReport extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly input: TakeReportInput,
  ) {
    super();
  }
}

type Person = ReturnType<typeof personsOf>[number];

@CommandHandler(TakeReport)
export class TakeReportHandler implements ICommandHandler<TakeReport> {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly reads: ReadDoor,
    private readonly directory: Directory,
    private readonly views: ViewsReached,
  ) {}

  /** Each act has a key of its own, derived from the report: done twice, or resumed after a crash, it makes nothing twice. */
  async execute({ meta, input }: TakeReport): Promise<CommandResult> {
    requireSocialServices(meta);
    const { referralId, worries, reporterAsks } = input;
    await this.views.waitForAll(); // it may have come a moment ago
    const report = await reportOf(this.queries, meta, referralId);
    const children = childrenOf(report);
    if (children.length === 0) throw noChild();
    if (report.status === 'new' || report.status === 'acknowledged')
      await this.commands.execute(new ActOnReferral(step(meta, referralId, 'accept'), referralId, { type: 'AcceptReferral', data: {} }));
    // Asked for after it was accepted and before it was taken in.
    const asks = reporterAsks || report.conversation.some(({ kind }) => kind === 'outcome-requested');
    const results: CommandResult[] = [];
    for (const child of children) {
      const place = await this.take(meta, report, child);
      const concernId = concernOf(referralId, meta.actor.agencyId, child.personId);
      const received = {
        ...{ concernId, ...place, functionId: report.to.functionId, personId: child.personId },
        ...{ source: 'referral' as const, channel: 'system' as const, referralId, worries, reporterProtected: false, reporterAsks: asks },
        // The clocks run from when it came in, not from when somebody had the time.
        at: report.sentAt,
      };
      results.push(await this.commands.execute(new WriteConcern(step(meta, referralId, 'concern', child.personId), received)));
    }
    return { ...results.at(-1)!, id: results[0]!.id };
  }

  /** The child's record, with the child, the grown-ups that were reported and the copy of what concerns them. */
  private async take(meta: CommandMeta, report: ReferralDetail, child: Person): Promise<{ recordId: string; caseId: string }> {
    const { referralId, caseId = '' } = report;
    const place = { recordId: await this.recordOf(meta, report, child), caseId };
    const concerned = personsOf(report).filter(({ personId, role }) => role !== 'child' || personId === child.personId);
    for (const person of concerned)
      await this.commands
        .execute(
          new RegisterPerson(
            step(meta, referralId, child.personId, person.personId),
            { ...person, ...place, receivedFrom: referralId },
            true,
          ),
        )
        .catch((error: unknown) => {
          // Known to the record already: what the agency itself has registered stands.
          if (!(error instanceof Problem && error.slug === 'person-exists')) throw error;
        });
    const sender = await this.directory.functionById(report.from.functionId);
    // A sibling's data is the sibling's: it does not follow into this record.
    const share = { ...report, persons: report.persons.filter(({ personId }) => concerned.some((person) => person.personId === personId)) };
    const to = { ...place, actor: meta.actor, fromKind: sender?.agencyKind ?? ('state-agency' as const), receivedAt: meta.now };
    const copy = { ...copyOf(share, to), receivedId: derivedId('received-of-referral', referralId, meta.actor.agencyId, child.personId) };
    await this.commands.execute(new ReceiveCopy(step(meta, referralId, 'copy', child.personId), copy));
    return place;
  }

  /** The own record where this child is, in the case; else a new one, the same whoever asks twice. */
  private async recordOf(meta: CommandMeta, report: ReferralDetail, child: Person): Promise<string> {
    const { agencyId } = meta.actor;
    const { referralId, caseId = '' } = report;
    const about = { action: 'read', operation: 'TakeReport', objectType: 'Record', caseId } as const;
    const records = await this.reads.read(meta, about, (tx) =>
      tx.find(RecordRow, 'Record', {
        where: { caseId, ownerAgency: agencyId, status: 'open', track: 'child' },
        order: { openedAt: 'ASC' },
      }),
    );
    for (const { recordId } of records) {
      const persons = await this.queries.execute(new PersonsOfRecord(meta, recordId));
      if (persons.some(({ personId, role }) => role === 'child' && personId === child.personId)) return recordId;
    }
    const recordId = derivedId('record-of-child', referralId, agencyId, child.personId);
    const input = {
      recordId,
      caseId,
      functionId: report.to.functionId,
      source: 'referral' as const,
      sourceId: referralId,
      track: 'child' as const,
    };
    await this.commands.execute(new OpenRecord(step(meta, referralId, 'record', child.personId), input));
    return recordId;
  }
}

/** The concern that a report becomes for one of its children. */
export const concernOf = (referralId: string, agencyId: string, personId: string): string =>
  derivedId('concern-of-referral', referralId, agencyId, personId);

/** A concern report to the reader's own board, with its content still open. @throws Problem not-found, not-a-concern-report, right-ended */
export const reportOf = async (queries: QueryBus, context: RequestContext, referralId: string): Promise<ReferralDetail> => {
  requireSocialServices(context);
  const referral = await queries.execute(new OneReferral(context, referralId, { operation: 'TakeReport', action: 'read', takesIn: true }));
  if (referral.side !== 'recipient' || referral.caseId === undefined) throw problems.notFound();
  if (referral.kind !== 'concern-report')
    throw new Problem(409, 'not-a-concern-report', {
      sv: 'Det är en förfrågan, ingen orosanmälan. Acceptera eller återsänd den.',
      en: 'This is a request, not a concern report. Accept it or return it.',
    });
  if (referral.classes.length === 0) throw problems.rightEnded();
  return referral;
};

export const childrenOf = (report: ReferralDetail): readonly Person[] => personsOf(report).filter(({ role }) => role === 'child');

const step = (meta: CommandMeta, referralId: string, ...names: readonly string[]): CommandMeta =>
  part({ ...meta, idempotencyKey: derivedId('take-report', referralId) }, ...names);
const noChild = (): Problem =>
  new Problem(422, 'no-child-in-report', {
    sv: 'Inget barn är namngivet i anmälan. Begär komplettering.',
    en: 'No child is named in the report. Ask for more information.',
  });
