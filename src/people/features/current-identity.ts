import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { problems } from '#libs/http';
import { COMMAND_PATIENCE_MS, ReadDoor, VersionTokens, type CommandMeta } from '#src/access/index';
import type { PersonProtection } from '../person/person.events.js';
import { valuesOf, withhold } from '../person/person-view.js';
import { PersonRow } from '../person/person.rows.js';

export interface CurrentIdentity {
  /** Of whichever of the agency's records in the case marks the person. */
  readonly protection: PersonProtection;
  /** It is another record than this one that does. */
  readonly elsewhere: boolean;
  readonly name?: string | undefined;
  readonly personNumber?: string | undefined;
}

/**
 * Name and number as they stand at the version that the client changes: a correction of one of them must write the search tokens of both anew.
 * Asked for when the write door has judged that version to be the latest, so a view that is not there yet is only late.
 * @throws Problem `unavailable` when it stays late
 */
@Injectable()
export class CurrentIdentities {
  constructor(
    private readonly door: ReadDoor,
    private readonly versions: VersionTokens,
  ) {}

  async at(meta: CommandMeta, operation: string, place: { recordId: string; personId: string }): Promise<CurrentIdentity> {
    const deadline = Date.now() + COMMAND_PATIENCE_MS;
    for (;;) {
      const found = await this.read(meta, operation, place);
      if (found) return found;
      if (Date.now() > deadline) throw problems.unavailable();
      await sleep(25);
    }
  }

  private read(meta: CommandMeta, operation: string, { recordId, personId }: { recordId: string; personId: string }) {
    const about = { action: 'read', operation, objectType: 'Person', objectId: personId, recordId } as const;
    return this.door.read<CurrentIdentity | null>(meta, about, async (tx) => {
      const row = await tx.one(PersonRow, 'Person', { recordId, personId });
      if ((await this.versions.version(meta.actor, `person-${row.streamId}`, row.revision)) !== meta.expectedVersion) return null;
      const { name, personNumber } = valuesOf(await tx.open(withhold(row.fields, ['location', 'contact'])));
      tx.note({ persons: [personId], owners: [row.ownerAgency], classes: ['identity'] });
      return { protection: row.mark, elsewhere: row.mark !== row.protection, name: text(name), personNumber: text(personNumber) };
    });
  }
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
