import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { isErased, isSealed } from '#libs/shared-kernel';
import { WriteDoor, type CommandMeta, type CommandResult, type Concept, type ReadTransaction } from '#src/access/index';
import { gapDecider, type GapCommand, type GapRefusal, type GapState } from './acknowledge-gap.decider.js';
import { gapEvents, type GapEvent } from './acknowledge-gap.events.js';
import { GapAcknowledgementRow } from './gap.rows.js';
import type { Gap, GapAcknowledgement } from './gap.types.js';

export const acknowledgeGapInput = z.strictObject({ reason: z.string().trim().min(3).max(4_000) });

const gapConcept: Concept<GapCommand, GapState, GapEvent, GapRefusal> = {
  name: 'gap',
  subject: 'Record',
  decider: gapDecider,
  events: gapEvents,
  refusals: {
    'gap-not-open': { sv: 'Luckan finns inte längre.', en: 'The gap is there no longer.' },
    'gap-acknowledged': { sv: 'Luckan är redan kvitterad.', en: 'The gap is acknowledged already.' },
  },
  facts: (state) => (state.status === 'none' ? null : { ownerAgency: state.ownerAgency }),
  home: (state) => (state.status === 'none' ? null : { recordId: state.recordId, caseId: state.caseId }),
};

/** The own agency knows of a gap, and says why it stays. */
export class AcknowledgeGap extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly place: { readonly recordId: string; readonly caseId: string },
    readonly gapId: string,
    /** As the reader sees it now; undefined when there is none by that id. */
    readonly gap: Gap | undefined,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(AcknowledgeGap)
export class AcknowledgeGapHandler implements ICommandHandler<AcknowledgeGap> {
  constructor(private readonly door: WriteDoor) {}

  execute({ meta, place, gapId, gap, reason }: AcknowledgeGap): Promise<CommandResult> {
    const ownerAgency = meta.actor.agencyId;
    const data = { gapId, ownerAgency, ...place, kind: gap?.kind ?? '', thingId: gap?.thingId ?? gapId, reason };
    return this.door.execute({
      concept: gapConcept,
      id: gapId,
      operation: 'AcknowledgeGap',
      action: 'work',
      command: { type: 'AcknowledgeGap', data, open: gap !== undefined },
      input: { gapId, reason },
      meta,
      place,
      creates: { ownerAgency },
    });
  }
}

/** What the own agency has said of the gaps of its records, opened. For other readers inside the door. */
export const acknowledgedIn = async (tx: ReadTransaction, recordId: string[]): Promise<GapAcknowledgement[]> => {
  const rows = await tx.find(GapAcknowledgementRow, 'Record', { where: { recordId } });
  tx.note({ hits: rows.map(({ gapId }) => gapId), classes: rows.length > 0 ? ['free-text'] : [] });
  return (await tx.open(rows)).map(({ gapId, at, byStaff, reason }) => ({
    gapId,
    at: at.toISOString(),
    by: byStaff,
    reason: isSealed(reason) || isErased(reason) ? null : reason,
  }));
};
