import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Instrument } from '#config/instruments';
import { Directory, WriteDoor, type CommandMeta } from '#src/access/index';
import { INSTRUMENTS_ID, INSTRUMENTS_PLACE, instrumentConcept } from './instrument.concept.js';
import { Instruments } from './instruments.js';
import { readInstrumentFile } from './instrument-file.js';

export interface InstrumentImport {
  /** Agencies that hold the licence. */
  readonly agencies: readonly string[];
  readonly decision: string;
}

/** An instrument taken into use out of a file. */
export class ImportInstrument extends Command<Instrument> {
  constructor(
    readonly meta: CommandMeta,
    readonly file: string,
    readonly under: InstrumentImport,
  ) {
    super();
  }
}

@CommandHandler(ImportInstrument)
export class ImportInstrumentHandler implements ICommandHandler<ImportInstrument> {
  constructor(
    private readonly door: WriteDoor,
    private readonly directory: Directory,
    private readonly instruments: Instruments,
  ) {}

  /** @throws InstrumentFileFaults for a file that is no instrument; Error for an agency that is not in the register or a decision without words */
  async execute({ meta, file, under }: ImportInstrument): Promise<Instrument> {
    const instrument = readInstrumentFile(file);
    const { agencies, decision } = under;
    if (decision.trim().length < 10)
      throw new Error('Say who decided this and under which licence (--decision), in ten characters or more.');
    for (const id of agencies) if (!(await this.directory.agencyKind(id))) throw new Error(`There is no agency "${id}" in the register.`);
    await this.door.execute({
      concept: instrumentConcept,
      id: INSTRUMENTS_ID,
      operation: 'ImportInstrument',
      action: 'work',
      command: {
        type: 'ImportInstrument',
        data: {
          instrumentId: instrument.id,
          instrumentVersion: instrument.version,
          instrument: JSON.stringify(instrument),
          agencies: [...new Set(agencies)],
          decision,
        },
        free: instrument.licence.free,
      },
      meta,
      place: INSTRUMENTS_PLACE,
      creates: {},
    });
    await this.instruments.refresh();
    return instrument;
  }
}
