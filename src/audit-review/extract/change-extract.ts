import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { derivedId, swedishDate } from '#libs/shared-kernel';
import { Directory, ReadDoor, WriteDoor, type CommandMeta, type CommandResult } from '#src/access/index';
import { startOfDay } from '../draw/period.js';
import { logExtractConcept } from './extract.concept.js';
import type { LogExtractCommand } from './extract.decider.js';
import type { DelayInput, HandOverInput } from './extract.input.js';
import { extractLines, extractSince, extractSubject, type LogExtract } from './read-extract.js';

export interface HandedOver extends CommandResult {
  readonly extract: LogExtract;
}

/** The extract leaves the agency: to whom, how identity was checked, and that it is safe. */
export class HandOverExtract extends Command<HandedOver> {
  constructor(
    readonly meta: CommandMeta,
    readonly personId: string,
    readonly input: HandOverInput,
  ) {
    super();
  }
}
/** It waits, until a date, on a ground; or no longer. */
export class DelayExtract extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly personId: string,
    readonly input: { readonly recordId: string; readonly delay: DelayInput | null },
  ) {
    super();
  }
}

const extractId = (recordId: string, personId: string): string => derivedId('log-extract', recordId, personId);

@CommandHandler(HandOverExtract)
export class HandOverExtractHandler implements ICommandHandler<HandOverExtract> {
  constructor(
    private readonly reads: ReadDoor,
    private readonly writes: WriteDoor,
    private readonly directory: Directory,
  ) {}

  /** Recorded before it is read: what leaves has always been handed over to somebody. @throws Problem not-found, or the refusal */
  async execute({ meta, personId, input }: HandOverExtract): Promise<HandedOver> {
    const { recordId, to, identity, format, appointment } = input;
    const { agencyId } = meta.actor;
    const whose = { objectType: 'LogExtract', objectId: personId, recordId } as const;
    const subject = await this.reads.read(meta, { action: 'read', operation: 'log-extract-subject', ...whose }, (tx) => {
      tx.note({ hits: [personId], persons: [personId], owners: [agencyId], classes: ['reference'] });
      return extractSubject(tx, recordId, personId, input.guardianId ?? null);
    });
    const place = { recordId, caseId: subject.case_id };
    const id = extractId(recordId, personId);
    const command: LogExtractCommand = {
      type: 'HandOverExtract',
      data: {
        ...{ extractId: id, ...place, agencyId, functionId: subject.function_id, personId },
        ...{ handOverId: derivedId('hand-over', meta.actor.staffId, meta.idempotencyKey), to, identity, format },
        ...(to === 'special-representative' && appointment ? { appointment } : {}),
      },
      subject: { minor: subject.minor, protected: subject.protected, guardianIsDanger: subject.guardian_is_danger },
      safe: input.safe === 'yes',
      mature: input.mature === 'yes',
      now: meta.now.toISOString(),
      today: swedishDate(meta.now),
    };
    const result = await this.writes.execute({
      concept: logExtractConcept,
      id,
      operation: 'HandOverExtract',
      action: 'hand-over',
      command,
      input,
      meta,
      place,
      personIds: [personId],
      creates: { ownerAgency: agencyId, functionId: subject.function_id },
    });
    const exported = { action: 'export', operation: 'log-extract', ...whose } as const;
    const lines = await this.reads.read({ ...meta, purpose: `${to}: ${identity}` }, exported, (tx) => {
      tx.note({ hits: [personId], persons: [personId], owners: [agencyId], classes: ['reference'], cases: [subject.case_id] });
      return extractLines(tx, this.directory, recordId, personId);
    });
    const extract: LogExtract = {
      agencyName: await this.directory.agencyName(agencyId),
      since: extractSince(meta.now).toISOString(),
      until: meta.now.toISOString(),
      withOthers: !subject.other_side,
      lines,
    };
    return { ...result, extract };
  }
}

@CommandHandler(DelayExtract)
export class DelayExtractHandler implements ICommandHandler<DelayExtract> {
  constructor(
    private readonly reads: ReadDoor,
    private readonly writes: WriteDoor,
  ) {}

  async execute({ meta, personId, input: { recordId, delay } }: DelayExtract): Promise<CommandResult> {
    const { agencyId } = meta.actor;
    const about = { action: 'read', operation: 'log-extract', objectType: 'LogExtract', objectId: personId, recordId } as const;
    const subject = await this.reads.read(meta, about, async (tx) => {
      tx.note({ hits: [personId], persons: [personId], owners: [agencyId], classes: ['reference'] });
      return extractSubject(tx, recordId, personId);
    });
    const place = { recordId, caseId: subject.case_id };
    const id = extractId(recordId, personId);
    const whose = { extractId: id, ...place, agencyId, functionId: subject.function_id, personId };
    const command: LogExtractCommand =
      delay === null
        ? { type: 'LiftDelay' }
        : {
            type: 'DelayExtract',
            data: { ...whose, ground: delay.ground, until: startOfDay(delay.until).toISOString(), reason: delay.reason },
            now: meta.now.toISOString(),
          };
    return this.writes.execute({
      concept: logExtractConcept,
      id,
      operation: command.type,
      action: 'delay',
      command,
      input: delay ?? { recordId },
      meta,
      place,
      personIds: [personId],
      creates: { ownerAgency: agencyId, functionId: subject.function_id },
    });
  }
}
