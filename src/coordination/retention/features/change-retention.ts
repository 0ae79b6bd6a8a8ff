import { Command, CommandHandler, QueryBus, type ICommandHandler } from '@nestjs/cqrs';
import { problems } from '#libs/http';
import { WriteDoor, type CommandMeta, type CommandResult, type Made } from '#src/access/index';
import { retentionConcept } from '../retention.concept.js';
import type { RetentionCommand } from '../retention.decider.js';
import type { RetentionChange } from '../retention-input.js';
import { RetentionRules } from '../retention-rules.js';
import { OneRetention, type RecordKept } from './read-retention.js';

/** What is decided about a record whose time is up, or which must be kept beyond it. */
export class ChangeRetention extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly recordId: string,
    readonly change: RetentionChange,
  ) {
    super();
  }
}

const ACTION: Readonly<Record<RetentionChange['act'], string>> = {
  hold: 'hold',
  lift: 'hold',
  decide: 'decide',
  confirm: 'confirm',
  withdraw: 'decide',
};
const OPERATION: Readonly<Record<RetentionChange['act'], RetentionCommand['type']>> = {
  hold: 'PlaceHold',
  lift: 'LiftHold',
  decide: 'DecideErasure',
  confirm: 'ConfirmErasure',
  withdraw: 'WithdrawErasure',
};

@CommandHandler(ChangeRetention)
export class ChangeRetentionHandler implements ICommandHandler<ChangeRetention> {
  constructor(
    private readonly door: WriteDoor,
    private readonly queries: QueryBus,
    private readonly rules: RetentionRules,
  ) {}

  /** @throws 404 unless the actor may see the record's retention; Problem invalid-input for a ground or an end that a hold cannot have */
  async execute({ meta, recordId, change }: ChangeRetention): Promise<CommandResult> {
    const kept = await this.queries.execute(new OneRetention(meta, recordId));
    const { caseId, ownerAgency, functionId } = kept.row;
    const command = this.command(meta, kept, change);
    return this.door.execute({
      concept: retentionConcept,
      id: recordId,
      operation: OPERATION[change.act],
      action: ACTION[change.act],
      command: (): Promise<Made<RetentionCommand>> => Promise.resolve(command),
      input: change,
      meta,
      place: { recordId, caseId },
      creates: { ownerAgency, functionId },
    });
  }

  private command({ actor }: CommandMeta, kept: RecordKept, change: RetentionChange): Made<RetentionCommand> {
    const { row, judged, today } = kept;
    const place = { recordId: row.recordId, caseId: row.caseId, agencyId: row.ownerAgency, functionId: row.functionId };
    const { rule } = judged;
    switch (change.act) {
      case 'hold': {
        const { ground: id, until, ...rest } = change.input;
        const ground = this.rules.holdGrounds(today).find((one) => one.id === id);
        if (!ground) throw problems.invalid([{ path: 'ground', message: NO_GROUND }]);
        if (until < today || until > monthsAfter(today, ground.longestMonths))
          throw problems.invalid([{ path: 'until', message: badEnd(ground.longestMonths) }]);
        const data = { ...place, ...rest, ground: id, source: ground.source, placedBy: actor.staffId, from: today, until };
        return { command: { type: 'PlaceHold', data }, ground: id };
      }
      case 'lift':
        return { command: { type: 'LiftHold', data: { ...change.input, liftedBy: actor.staffId } } };
      case 'decide': {
        const byRule = rule ? { ruleId: rule.id, ruleVersion: rule.version, source: rule.source } : {};
        const data = { ...place, ...change.input, ...byRule, ...(judged.dueOn ? { dueOn: judged.dueOn } : {}), decidedBy: actor.staffId };
        return { command: { type: 'DecideErasure', data, judged, today }, ...(rule ? { ground: rule.id } : {}) };
      }
      case 'confirm': {
        const data = { ...change.input, confirmedBy: actor.staffId };
        return { command: { type: 'ConfirmErasure', data, judged, today }, ...(rule ? { ground: rule.id } : {}) };
      }
      case 'withdraw':
        return { command: { type: 'WithdrawErasure', data: { ...change.input, withdrawnBy: actor.staffId } } };
    }
  }
}

/** The same day so many months later, at most; the last of a shorter month. */
export const monthsAfter = (day: string, months: number): string => {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
};

const NO_GROUND = { sv: 'Välj en grund för stoppet.', en: 'Choose a ground for the hold.' };
const badEnd = (months: number) => ({
  sv: `Välj ett slutdatum från i dag till högst ${months} månader fram. Förnya stoppet om grunden står kvar då.`,
  en: `Choose an end from today to ${months} months ahead at most. Renew the hold if its ground still stands then.`,
});
