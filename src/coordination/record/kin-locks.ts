import { Injectable } from '@nestjs/common';
import { SearchTokens } from '#libs/privacy';
import type { RightsChange } from '#libs/shared-kernel';
import { ReadDoor, systemActor, type RequestContext } from '#src/access/index';
import { PersonRow } from '#src/people/index';

/** A number of somebody in one of the agency's records, held only until the lock is made of it. */
interface Lockable {
  readonly personId: string;
  readonly number: string;
}

/** Locks the recipient's own staff out of the case if they are a party or kin, before anything of it can be read there. */
@Injectable()
export class KinLocks {
  constructor(
    private readonly reads: ReadDoor,
    private readonly tokens: SearchTokens,
  ) {}

  /** The owner's numbers under the recipient's key: blind rows that lock, and are found by no search. Asked once the actor was let into the record. */
  async at(context: RequestContext, agencyId: string, caseId: string): Promise<RightsChange[]> {
    const owner = context.actor.agencyId;
    return Promise.all(
      (await this.lockableIn(context, caseId)).map(async ({ personId, number }): Promise<RightsChange> => {
        const token = await this.tokens.personNumber(agencyId, number);
        const of = { agencyId: owner, token: await this.tokens.personNumber(owner, number) };
        return { op: 'index-person', agencyId, personId, recordId: null, caseId, tokens: [{ kind: 'number', token }], of };
      }),
    );
  }

  /**
   * Everyone who can be told by number in all that the agency has in the case, also those who are not disclosed: whoever used the violence may work where the
   * request goes, and his record is walled from whoever sends out of hers. So it is the agency's machinery that looks. Nothing of it is shown to anybody, so
   * nothing is noted. Not a fictitious identity: a lock on it would itself tell who she was.
   */
  private async lockableIn({ actor, ...context }: RequestContext, caseId: string): Promise<Lockable[]> {
    const machinery = { ...context, actor: systemActor(actor.agencyId, actor.agencyKind, []) };
    return this.reads.lookAgain(machinery, async (tx) => {
      const rows = await tx.find(PersonRow, 'Person', { where: { caseId, ownerAgency: actor.agencyId } });
      const numbers = await tx.open(
        rows
          .filter(({ mark }) => mark !== 'fictitious')
          .map(({ personId, fields }) => ({ personId, number: fields['personNumber']?.value })),
      );
      return numbers.flatMap(({ personId, number }) => (typeof number === 'string' ? [{ personId, number }] : []));
    });
  }
}
