import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { WriteDoor, type CommandMeta, type CommandResult } from '#src/access/index';
import { openingConcept } from '../opening.concept.js';
import type { OpeningCommand } from '../opening.decider.js';

type Change = Exclude<OpeningCommand, { type: 'OpenEmergency' | 'AskVault' | 'OpenVaultUrgently' | 'AcceptNeighbour' }>;

/** An opening that stands: approved or refused by the second person, ended by whoever opened, reviewed by the head. */
export class ChangeOpening extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly openingId: string,
    readonly change: Change,
  ) {
    super();
  }
}

const ACTION: Readonly<Record<Change['type'], string>> = {
  ApproveVault: 'approve',
  RefuseVault: 'approve',
  EndOpening: 'end',
  ReviewOpening: 'review',
  LiftStop: 'review',
};
/** Where the door looks when there is no such opening; the stream's own home prevails. */
const NOWHERE = { recordId: '00000000-0000-4000-8000-000000000000', caseId: '00000000-0000-4000-8000-000000000000' };

@CommandHandler(ChangeOpening)
export class ChangeOpeningHandler implements ICommandHandler<ChangeOpening> {
  constructor(private readonly door: WriteDoor) {}

  execute({ meta, openingId, change }: ChangeOpening): Promise<CommandResult> {
    return this.door.execute({
      concept: openingConcept,
      id: openingId,
      operation: change.type,
      action: ACTION[change.type],
      command: change,
      // Times are the server's own: the same request again is the same.
      input: change.type === 'ApproveVault' ? { type: change.type } : change,
      meta,
      place: NOWHERE,
    });
  }
}
