import { Injectable } from '@nestjs/common';
import { Directory, ReadDoor, type DirectoryFunction, type RequestContext } from '#src/access/index';
import { RecordRow } from '../../record/index.js';
import { recipientOf, type DisclosureInput } from './disclosure-input.js';

/**
 * To whom something may be disclosed: functions of other agencies. And, out of the violence user's record, a function of one's own that works with the other
 * side: between the sides of a case nothing passes but by a decision (docs/decisions/0017), also where one agency has both.
 */
@Injectable()
export class Recipients {
  constructor(
    private readonly directory: Directory,
    private readonly reads: ReadDoor,
  ) {}

  /** @throws Problem as recipientOf */
  async of(context: RequestContext, input: DisclosureInput): Promise<DirectoryFunction> {
    const { agencyId } = context.actor;
    const own = (await this.directory.functionById(input.recipientFunction))?.agencyId === agencyId;
    return recipientOf(this.directory, input, own && (await this.fromHisSide(context, input)) ? null : agencyId);
  }

  /** A record that the actor does not work with is nobody's side. */
  private async fromHisSide(context: RequestContext, { recordId, caseId, recipientFunction }: DisclosureInput): Promise<boolean> {
    const about = { action: 'read', operation: 'side-of-record', objectType: 'Record', caseId, recordId } as const;
    const [record] = await this.reads.read(context, about, async (tx) => {
      const rows = await tx.find(RecordRow, 'Record', { where: { recordId, caseId }, limit: 1 });
      tx.note({ hits: rows.map((row) => row.recordId), classes: ['reference'], owners: rows.map((row) => row.ownerAgency) });
      return rows;
    });
    return record?.track === 'violence-user' && record.functionId !== recipientFunction;
  }
}
