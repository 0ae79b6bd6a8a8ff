import { Injectable } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { requireFreshLogin, WriteDoor, type CommandMeta, type CommandResult, type Made } from '#src/access/index';
import { PersonsInRecord } from '../../person/persons-in-record.js';
import { openingConcept } from '../opening.concept.js';
import type { OpeningCommand } from '../opening.decider.js';
import { after, ASKING_MINUTES, reviewBy, VAULT_MINUTES, type AskVaultInput } from '../opening-input.js';
import { OwnRecords } from './own-record.js';

/** Somebody who works with the record needs to know where a protected person is. A second person decides; until then everyone has the forwarding address. */
export class AskVault extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly input: AskVaultInput,
  ) {
    super();
  }
}

/** "Akut": somebody on call sends help now. Never blocked (BrB 24:4), only recorded, told and reviewed. */
export class OpenVaultUrgently extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly input: AskVaultInput,
  ) {
    super();
  }
}

type Asked = Extract<OpeningCommand, { type: 'AskVault' }>['data'];
interface Way {
  readonly action: 'ask' | 'open-vault';
  readonly operation: string;
  readonly auditAs?: 'break-glass';
  toCommand(asked: Asked): OpeningCommand;
}

/** What asking and opening in one have in common: whose record it is, and that the person stands in it. */
@Injectable()
export class Vault {
  constructor(
    private readonly door: WriteDoor,
    private readonly records: OwnRecords,
    private readonly persons: PersonsInRecord,
  ) {}

  async open(meta: CommandMeta, input: AskVaultInput, { toCommand, ...way }: Way): Promise<CommandResult> {
    const { openingId, recordId, personId, reason } = input;
    const { staffId, agencyId } = meta.actor;
    const { across, ...found } = await this.records.find(meta, recordId);
    const { place, functionId, unitId } = found;
    // To who works on the other side there is no such record, nor anybody in it: help for her is sent by somebody else on call.
    const ownerAgency = across ? '' : found.ownerAgency;
    return this.door.execute({
      concept: openingConcept,
      id: openingId,
      ...way,
      command: async (): Promise<Made<OpeningCommand>> => {
        await this.persons.requires(recordId, [{ path: 'personId', personId }]);
        return { command: toCommand({ openingId, ...place, agencyId, functionId, unitId, staffId, personId, reason }) };
      },
      input,
      meta,
      place,
      creates: { ownerAgency, functionId, unitId, staffId },
      personIds: [personId],
    });
  }
}

@CommandHandler(AskVault)
export class AskVaultHandler implements ICommandHandler<AskVault> {
  constructor(private readonly vault: Vault) {}

  execute({ meta, input }: AskVault): Promise<CommandResult> {
    const answerBy = after(meta.now, ASKING_MINUTES);
    return this.vault.open(meta, input, {
      action: 'ask',
      operation: 'AskVault',
      toCommand: (asked) => ({ type: 'AskVault', data: { ...asked, answerBy } }),
    });
  }
}

@CommandHandler(OpenVaultUrgently)
export class OpenVaultUrgentlyHandler implements ICommandHandler<OpenVaultUrgently> {
  constructor(private readonly vault: Vault) {}

  /** @throws Problem fresh-login-needed */
  async execute({ meta, input }: OpenVaultUrgently): Promise<CommandResult> {
    requireFreshLogin(meta);
    const times = { until: after(meta.now, VAULT_MINUTES), reviewBy: reviewBy(meta.now) };
    return this.vault.open(meta, input, {
      action: 'open-vault',
      operation: 'OpenVaultUrgently',
      auditAs: 'break-glass',
      toCommand: (asked) => ({ type: 'OpenVaultUrgently', asked, ...times }),
    });
  }
}
