import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { movedByItsProcess } from '#config/clocks';
import { deadline } from '#config/deadlines';
import { ReadDoor, ViewsReached, WriteDoor, type CommandMeta, type CommandResult, type ReadTransaction } from '#src/access/index';
import { clockConcept } from '../clock.concept.js';
import type { ClockCommand } from '../clock.decider.js';
import { ClockRow } from '../clock.rows.js';
import { clockState, extensionLimit } from '../clock.times.js';
import { worksAs } from '../clock.view.js';

export const extendClockInput = z.strictObject({
  /** The new last day. */
  until: z.iso.date(),
  /** Why the ground that the law names is there. */
  reason: z.string().trim().min(3).max(4_000),
});
export type ExtendClockInput = z.infer<typeof extendClockInput>;

/** Förlängning: by the duty, for the reasons and no longer than the deadline says (config/deadlines.ts). */
export class ExtendClock extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly clockId: string,
    readonly input: ExtendClockInput,
  ) {
    super();
  }
}

@CommandHandler(ExtendClock)
export class ExtendClockHandler implements ICommandHandler<ExtendClock> {
  constructor(
    private readonly door: WriteDoor,
    private readonly reads: ReadDoor,
    private readonly views: ViewsReached,
  ) {}

  /** @throws 404 unless the clock is in a record that the actor may see; the decider's refusals for what the deadline does not allow */
  async execute({ meta, clockId, input }: ExtendClock): Promise<CommandResult> {
    await this.views.waitForAll(); // what stopped it a moment ago has stopped it
    const about = { action: 'read', operation: 'ExtendClock', objectType: 'Clock', objectId: clockId } as const;
    const row = await this.reads.read(meta, about, async (tx) => {
      const found = await one(tx, clockId);
      tx.note({ hits: [clockId], owners: [found.ownerAgency], classes: ['reference'] });
      return found;
    });
    const { ownerAgency, functionId, recordId, caseId } = row;
    return this.door.execute({
      concept: clockConcept,
      id: clockId,
      operation: 'ExtendClock',
      // A head extends for the unit's records, whoever works with a record for that one; which of them may is the deadline's to say.
      action: meta.actor.duty === 'supervisor' ? 'extend' : 'work',
      command: async () => ({ command: commandOf(await this.asItStands(meta, clockId), meta, input) }),
      input: { clockId, ...input },
      meta,
      place: { recordId, caseId },
      creates: { ownerAgency, functionId },
    });
  }

  /** What was read and audited once, as it stands at each attempt. */
  private asItStands(meta: CommandMeta, clockId: string): Promise<ClockRow> {
    return this.reads.lookAgain(meta, (tx) => one(tx, clockId));
  }
}

const one = (tx: ReadTransaction, clockId: string): Promise<ClockRow> =>
  tx.one(ClockRow, 'Record', { clockId, status: ['running', 'stopped'] });

const commandOf = (row: ClockRow, { actor, now }: CommandMeta, input: ExtendClockInput): ClockCommand => {
  const { clockId, deadlineId, ownerAgency, recordId, caseId, functionId } = row;
  const { extension, counting, atEnd } = deadline(deadlineId);
  const dueOn = row.dueOn!;
  return {
    type: 'ExtendClock',
    data: {
      clockId,
      roundId: row.roundId!,
      deadline: deadlineId,
      ownerAgency,
      recordId,
      caseId,
      functionId,
      dueOn,
      startedAt: row.startedAt!.toISOString(),
      ...input,
    },
    clock: {
      running: row.status === 'running',
      ended: clockState({ dueAt: row.dueAt!, firstAt: row.firstAt! }, atEnd, now) === 'ended',
      extensionBy: movedByItsProcess(deadlineId) ? null : (extension?.by ?? null),
      atMost: extensionLimit(extension?.atMost, counting, dueOn) ?? null,
    },
    by: worksAs(actor.duty),
  };
};
