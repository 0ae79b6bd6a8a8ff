import { Injectable } from '@nestjs/common';
import { SearchTokens } from '#libs/privacy';
import type { RightsChange } from '#libs/shared-kernel';
import { ReadDoor, type RequestContext } from '#src/access/index';
import type { PersonProtection } from './person.events.js';

export interface Numbered {
  readonly recordId: string;
  readonly caseId: string;
  readonly personId: string;
  /** As this record says, or is about to. */
  readonly protection: PersonProtection;
  readonly personNumber?: string | undefined;
}

/**
 * Row-level security keeps to grants that the own agency gives or gets. Only those it gives count, and those that are closed too: what was copied is still
 * read. Nobody, where another record says that she is fictitious.
 */
const RECIPIENTS = `
  SELECT DISTINCT recipient_agency FROM access.grants
   WHERE owner_agency = access.agency() AND case_id = $1 AND recipient_agency <> access.agency()
     AND access.mark_of($2, $3, true) <> 'fictitious'`;

/**
 * Whoever becomes known by number after something was shared may work where it was sent: each recipient's own staff who are that person, or kin,
 * are locked out in the commit that makes the number known. Whoever was known when it was sent is locked then (coordination).
 * What is sent between this look and the commit is seen by the commit itself, which is then tried anew (access.apply_rights).
 * Blind rows under the recipient's key that no search finds. Never for a fictitious identity: a lock on it would itself tell who she was.
 */
@Injectable()
export class RecipientLocks {
  constructor(
    private readonly reads: ReadDoor,
    private readonly tokens: SearchTokens,
  ) {}

  async rights(context: RequestContext, { recordId, caseId, personId, protection, personNumber }: Numbered): Promise<RightsChange[]> {
    if (personNumber === undefined || protection === 'fictitious') return [];
    // Names no person and shows no fact: nothing to audit beyond the command itself.
    const recipients = await this.reads.lookAgain(context, (tx) =>
      tx.sql<{ recipient_agency: string }>(RECIPIENTS, [caseId, recordId, personId]),
    );
    const owner = context.actor.agencyId;
    const of = { agencyId: owner, token: await this.tokens.personNumber(owner, personNumber) };
    return Promise.all(
      recipients.map(async ({ recipient_agency: agencyId }): Promise<RightsChange> => {
        const token = await this.tokens.personNumber(agencyId, personNumber);
        return { op: 'index-person', agencyId, personId, recordId: null, caseId, tokens: [{ kind: 'number', token }], of };
      }),
    );
  }
}
