import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Problem } from '#libs/http';
import { derivedId } from '#libs/shared-kernel';
import type { CommandMeta, RequestContext } from '#src/access/index';
import { RegisterPerson } from '#src/people/index';
import { OpenRecord } from '../record/index.js';
import type { ImportRecord } from './import-lines.js';

/** What came of one record of the file. */
export interface Imported {
  readonly reference: string;
  readonly caseId: string;
  readonly outcome: 'made' | 'there-already' | 'refused';
  readonly why?: { readonly sv: string; readonly en: string };
}

const keyOf = (recordId: string, ...key: string[]): string => derivedId('import', recordId, ...key);
/** The keys of all that one record of a file is made by: when all were used, it is there already. */
export const keysOf = ({ recordId, persons }: ImportRecord): readonly string[] => [
  keyOf(recordId),
  ...persons.map(({ personId }) => keyOf(recordId, personId)),
];

/**
 * Makes the records of a file, by the hand of whoever imports them: each is opened and its persons registered by the ordinary commands, in that person's name
 * and under that person's rights. Keys follow from the file, so that an import that was broken off goes on where it stopped and makes nothing twice.
 */
@Injectable()
export class ImportRecords {
  constructor(private readonly commands: CommandBus) {}

  async make(context: RequestContext, functionId: string, records: readonly ImportRecord[]): Promise<readonly Imported[]> {
    const results: Imported[] = [];
    for (const record of records) results.push(await this.makeOne(context, functionId, record));
    return results;
  }

  async makeOne(
    context: RequestContext,
    functionId: string,
    { reference, recordId, caseId, track, persons }: ImportRecord,
  ): Promise<Imported> {
    const meta = (...key: string[]): CommandMeta => ({ ...context, idempotencyKey: keyOf(recordId, ...key) });
    try {
      const opened = await this.commands.execute(new OpenRecord(meta(), { recordId, caseId, functionId, source: 'own', track }));
      let made = !opened.replayed;
      for (const person of persons) {
        const { replayed } = await this.commands.execute(new RegisterPerson(meta(person.personId), { recordId, caseId, ...person }));
        made ||= !replayed;
      }
      return { reference, caseId, outcome: made ? 'made' : 'there-already' };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return { reference, caseId, outcome: 'refused', why: error.title };
    }
  }
}
