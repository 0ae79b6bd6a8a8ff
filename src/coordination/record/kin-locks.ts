import { Injectable } from '@nestjs/common';
import { SearchTokens } from '#libs/privacy';
import type { RightsChange } from '#libs/shared-kernel';
import type { Place, ReadTransaction } from '#src/access/index';
import { PersonRow } from '#src/people/index';

/** A number of somebody in the own record, held only until the lock is made of it. */
export interface Lockable {
  readonly personId: string;
  readonly number: string;
  /** Whose record it stands in. */
  readonly agencyId: string;
}

/**
 * Everyone in the own record who can be told by number, also those who are not disclosed: whoever used the violence may work where the request goes.
 * Not a fictitious identity: a lock on it would itself tell who she was. Nothing of it is shown, so nothing is noted.
 */
export const lockableIn = async (tx: ReadTransaction, { recordId, caseId }: Place): Promise<Lockable[]> => {
  const rows = await tx.find(PersonRow, 'Person', { where: { recordId, caseId } });
  const numbers = await tx.open(
    rows
      .filter(({ mark }) => mark !== 'fictitious')
      .map(({ personId, ownerAgency, fields }) => ({ personId, agencyId: ownerAgency, number: fields['personNumber']?.value })),
  );
  return numbers.flatMap(({ personId, agencyId, number }) => (typeof number === 'string' ? [{ personId, agencyId, number }] : []));
};

/** Locks the recipient's own staff out of the case if they are a party or kin, before anything of it can be read there. */
@Injectable()
export class KinLocks {
  constructor(private readonly tokens: SearchTokens) {}

  /** The owner's numbers under the recipient's key: blind rows that lock, and are found by no search. */
  at(agencyId: string, caseId: string, persons: readonly Lockable[]): Promise<RightsChange[]> {
    return Promise.all(
      persons.map(async ({ personId, agencyId: owner, number }): Promise<RightsChange> => {
        const token = await this.tokens.personNumber(agencyId, number);
        const of = { agencyId: owner, token: await this.tokens.personNumber(owner, number) };
        return { op: 'index-person', agencyId, personId, recordId: null, caseId, tokens: [{ kind: 'number', token }], of };
      }),
    );
  }
}
