import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { requireFreshLogin, WriteDoor, type CommandMeta, type CommandResult } from '#src/access/index';
import { openingConcept } from '../opening.concept.js';
import { after, reviewBy, type OpenEmergencyInput } from '../opening-input.js';
import { OwnRecords } from './own-record.js';

/**
 * Nödöppning: a record of the own agency that one is not assigned to, for reading, an hour at most. A fresh login and a reason; the heads are told
 * in the same moment, and review it within 72 hours, else the next one is refused. A party or kin is answered as if there were no such record.
 */
export class OpenEmergency extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly input: OpenEmergencyInput,
  ) {
    super();
  }
}

@CommandHandler(OpenEmergency)
export class OpenEmergencyHandler implements ICommandHandler<OpenEmergency> {
  constructor(
    private readonly door: WriteDoor,
    private readonly records: OwnRecords,
  ) {}

  /** @throws Problem fresh-login-needed, opening-not-reviewed, not-found */
  async execute({ meta, input }: OpenEmergency): Promise<CommandResult> {
    requireFreshLogin(meta);
    const { openingId, recordId, reason, minutes } = input;
    const { staffId, agencyId } = meta.actor;
    const { place, functionId, unitId, ownerAgency } = await this.records.find(meta, recordId);
    const data = { openingId, ...place, agencyId, functionId, unitId, staffId, reason };
    return this.door.execute({
      concept: openingConcept,
      id: openingId,
      operation: 'OpenEmergency',
      auditAs: 'break-glass',
      action: 'open',
      command: { type: 'OpenEmergency', data: { ...data, until: after(meta.now, minutes), reviewBy: reviewBy(meta.now) } },
      input,
      meta,
      place,
      creates: { ownerAgency, functionId, unitId, staffId },
    });
  }
}
