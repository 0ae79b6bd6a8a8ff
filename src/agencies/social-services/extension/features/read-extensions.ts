import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadDoor, type RequestContext } from '#src/access/index';
import { requireSocialServices } from '../../process/own-kind.js';
import { ExtensionRow } from '../../process/process.rows.js';

export interface ExtensionView {
  readonly extensionId: string;
  readonly deadline: 'preliminary-assessment' | 'child-inquiry';
  readonly recordId: string;
  readonly until: string;
  readonly askedBy: string;
  readonly askedAt: string;
  /** Why, in the words of whoever asks; left out once erased. */
  readonly reason?: string;
  readonly verdict: 'waits' | 'granted' | 'refused';
}

/** Requests for more time that wait in the units that the reader heads, or in records that they work with; the oldest first. */
export class WaitingExtensions extends Query<readonly ExtensionView[]> {
  constructor(readonly context: RequestContext) {
    super();
  }
}

@QueryHandler(WaitingExtensions)
export class WaitingExtensionsHandler implements IQueryHandler<WaitingExtensions> {
  constructor(private readonly door: ReadDoor) {}

  async execute({ context }: WaitingExtensions): Promise<readonly ExtensionView[]> {
    requireSocialServices(context);
    return this.door.read(context, { action: 'list', operation: 'extensions', objectType: 'Extension' }, async (tx) => {
      const rows = await tx.find(ExtensionRow, 'Extension', { where: { verdict: 'waits' }, order: { askedAt: 'ASC' }, limit: 200 });
      tx.note({
        hits: rows.map(({ extensionId }) => extensionId),
        persons: rows.map(({ personId }) => personId),
        owners: rows.map(({ ownerAgency }) => ownerAgency),
        classes: rows.length > 0 ? ['reference', 'free-text'] : [],
      });
      return (await tx.open(rows)).map(({ extensionId, deadline, recordId, until, askedBy, askedAt, reason, verdict }) => ({
        ...{ extensionId, deadline, recordId, until: until.toISOString(), askedBy, askedAt: askedAt.toISOString(), verdict },
        ...(typeof reason === 'string' ? { reason } : {}),
      }));
    });
  }
}
