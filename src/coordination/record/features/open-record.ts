import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { newId } from '#libs/http';
import { WriteDoor, type CommandMeta, type CommandResult } from '#src/access/index';
import { TRACKS } from '../record.events.js';
import { recordConcept } from '../record.concept.js';

export const openRecordInput = z.strictObject({
  recordId: newId,
  caseId: z.uuid(),
  functionId: z.string().min(1),
  source: z.enum(['report', 'referral', 'own']),
  sourceId: z.uuid().optional(),
  track: z.enum(TRACKS).optional(),
});

/** The actor's agency takes part in a case by opening a record of its own; whoever opens it is assigned. */
export class OpenRecord extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly input: z.infer<typeof openRecordInput>,
  ) {
    super();
  }
}

@CommandHandler(OpenRecord)
export class OpenRecordHandler implements ICommandHandler<OpenRecord> {
  constructor(private readonly door: WriteDoor) {}

  execute({ meta, input }: OpenRecord): Promise<CommandResult> {
    const { agencyId, staffId } = meta.actor;
    return this.door.execute({
      concept: recordConcept,
      id: input.recordId,
      operation: 'OpenRecord',
      action: 'open',
      command: { type: 'OpenRecord', data: { ...input, agencyId, openedBy: staffId } },
      meta,
      place: { recordId: input.recordId, caseId: input.caseId },
      creates: { ownerAgency: agencyId, functionId: input.functionId },
    });
  }
}
