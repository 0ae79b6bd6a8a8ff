import { Command, CommandHandler, QueryBus, type ICommandHandler } from '@nestjs/cqrs';
import { problems } from '#libs/http';
import { addDays, startOfSwedishDay, swedishDate } from '#libs/shared-kernel';
import { Directory, ReadDoor, ViewsReached, WriteDoor, type CommandMeta, type CommandResult } from '#src/access/index';
import type { LifeAct, LifeChange } from '../life-input.js';
import { recordConcept } from '../record.concept.js';
import type { RecordCommand } from '../record.decider.js';
import { fictitiousIn, OneLife, type RecordLife } from './read-life.js';

/** An act of a record's life: closing by two, reopening on purpose, hand-over, what it belongs with, who leads. */
export class ChangeLife extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly recordId: string,
    readonly change: LifeChange,
  ) {
    super();
  }
}

const LONGEST_HANDOVER_DAYS = 14;
const DAY_MS = 86_400_000;
/** What the head of the function may do beside those who work with the record. */
const APPROVALS: readonly LifeAct[] = ['close', 'decline-closing'];

@CommandHandler(ChangeLife)
export class ChangeLifeHandler implements ICommandHandler<ChangeLife> {
  constructor(
    private readonly door: WriteDoor,
    private readonly reads: ReadDoor,
    private readonly queries: QueryBus,
    private readonly directory: Directory,
    private readonly views: ViewsReached,
  ) {}

  /** @throws 404 unless the actor may see the record; Problem unavailable while the views are far behind; Problem invalid-input for a colleague, a moment or another record that cannot be */
  async execute({ meta, recordId, change }: ChangeLife): Promise<CommandResult> {
    // A record that was opened a moment ago is there for whoever opened it.
    if (!(await this.views.waitForAll())) throw problems.unavailable();
    const life = await this.queries.execute(new OneLife(meta, recordId));
    const command = await this.command(meta, life, change);
    return this.door.execute({
      concept: recordConcept,
      id: recordId,
      operation: command.type,
      action: APPROVALS.includes(change.act) && meta.actor.duty === 'supervisor' ? 'approve' : 'work',
      command,
      input: change,
      meta,
      place: { recordId, caseId: life.caseId },
    });
  }

  private async command(meta: CommandMeta, life: RecordLife, change: LifeChange): Promise<RecordCommand> {
    const { staffId } = meta.actor;
    const on = swedishDate(meta.now);
    const { recordId, functionId } = life;
    switch (change.act) {
      case 'propose-closing':
        return { type: 'ProposeClosing', data: { ...change.input, proposedBy: staffId } };
      case 'decline-closing':
        return { type: 'DeclineClosing', data: { ...change.input, declinedBy: staffId } };
      case 'close':
        return { type: 'CloseRecord', data: { ...change.input, approvedBy: staffId } };
      case 'reopen':
        return { type: 'ReopenRecord', data: change.input };
      case 'hand-over': {
        const { toStaff } = change.input;
        await this.requireColleague(toStaff, meta);
        const until = change.input.until === undefined ? await this.endFor(toStaff, meta) : new Date(change.input.until);
        if (until <= meta.now || until.getTime() > meta.now.getTime() + LONGEST_HANDOVER_DAYS * DAY_MS)
          throw problems.invalid([{ path: 'until', message: BAD_END }]);
        return { type: 'HandOver', data: { ...change.input, until: until.toISOString() }, now: meta.now.toISOString() };
      }
      case 'hand-back':
        return { type: 'HandBack', data: change.input, now: meta.now.toISOString() };
      case 'relate': {
        const { otherRecordId, relation } = change.input;
        const other = await this.queries.execute(new OneLife(meta, otherRecordId));
        const fictitious = relation === 'same-person' && (await this.anyFictitious(meta, recordId, otherRecordId));
        return { type: 'RelateRecord', data: { otherRecordId, otherCaseId: other.caseId, relation }, fictitious };
      }
      case 'unrelate':
        return { type: 'UnrelateRecord', data: change.input };
      case 'take-lead':
        return { type: 'TakeLead', data: { recordId, functionId, on } };
      case 'leave-lead': {
        const { toFunction } = change.input;
        if (toFunction !== undefined && !(await this.directory.functionById(toFunction)))
          throw problems.invalid([{ path: 'toFunction', message: NO_FUNCTION }]);
        return { type: 'LeaveLead', data: { recordId, on, ...(toFunction === undefined ? {} : { toFunction }) } };
      }
    }
  }

  /** Of two records that the reader works with. */
  private anyFictitious(meta: CommandMeta, recordId: string, otherRecordId: string): Promise<boolean> {
    const about = { action: 'read', operation: 'RelateRecord', objectType: 'Record', objectId: recordId, recordId } as const;
    return this.reads.read(meta, about, async (tx) => {
      tx.note({ hits: [recordId, otherRecordId], owners: [meta.actor.agencyId], classes: ['reference'] });
      return (await fictitiousIn(tx, [recordId, otherRecordId])).size > 0;
    });
  }

  /** Where no end is chosen: that of the colleague's duty period, if one is under way; else when the office opens again. */
  private async endFor(staffId: string, { now }: CommandMeta): Promise<Date> {
    const dutyEnds = await this.directory.onCallUntil(staffId, now);
    return dutyEnds && dutyEnds.getTime() <= now.getTime() + LONGEST_HANDOVER_DAYS * DAY_MS ? dutyEnds : nextMorning(now);
  }

  private async requireColleague(staffId: string, { actor }: CommandMeta): Promise<void> {
    const colleagues = await this.directory.staffOf(actor.agencyId);
    if (staffId !== actor.staffId && colleagues.some(({ id }) => id === staffId)) return;
    throw problems.invalid([{ path: 'toStaff', message: NO_COLLEAGUE }]);
  }
}

const MORNING_MS = 8 * 3_600_000;
/** Eight o'clock in Sweden, the next time it comes. */
const nextMorning = (now: Date): Date => {
  const today = new Date(startOfSwedishDay(swedishDate(now)).getTime() + MORNING_MS);
  return today > now ? today : new Date(startOfSwedishDay(addDays(swedishDate(now), 1)).getTime() + MORNING_MS);
};
const NO_COLLEAGUE = { sv: 'Välj en kollega i den egna verksamheten.', en: 'Choose a colleague in your own agency.' };
const NO_FUNCTION = { sv: 'Funktionen finns inte.', en: 'There is no such function.' };
const BAD_END = {
  sv: `Välj en tid framåt, högst ${LONGEST_HANDOVER_DAYS} dagar.`,
  en: `Choose a time ahead, ${LONGEST_HANDOVER_DAYS} days at most.`,
};
