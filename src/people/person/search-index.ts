import { Injectable } from '@nestjs/common';
import { SearchTokens } from '#libs/privacy';
import type { RightsChange } from '#libs/shared-kernel';
import type { PersonProtection } from './person.events.js';

type Token = Extract<RightsChange, { op: 'index-person' }>['tokens'][number];

export interface Indexed {
  readonly agencyId: string;
  readonly personId: string;
  readonly recordId: string;
  readonly caseId: string;
  readonly protection: PersonProtection;
  readonly name?: string | undefined;
  readonly personNumber?: string | undefined;
}

/**
 * Blind tokens by which a person is found again, and staff who are kin are locked out. A fictitious identity has none: it is never matched nor
 * merged (foundation.md 12), and a kin lock on it would itself tell who she was. Where another record says that it is one, the commit writes none.
 */
@Injectable()
export class SearchIndex {
  constructor(private readonly tokens: SearchTokens) {}

  async rights({ agencyId, personId, recordId, caseId, protection, name, personNumber }: Indexed): Promise<RightsChange[]> {
    if (protection === 'fictitious') return [];
    const found: Token[] = [
      ...(personNumber === undefined ? [] : [{ kind: 'number' as const, token: await this.tokens.personNumber(agencyId, personNumber) }]),
      ...(name === undefined ? [] : (await this.tokens.name(agencyId, name)).map((token) => ({ kind: 'name' as const, token }))),
    ];
    return found.length === 0 ? [] : [{ op: 'index-person', agencyId, personId, recordId, caseId, tokens: found }];
  }

  /** After a correction: this record's old tokens go, so that a mistyped number neither finds her nor locks anyone out. */
  async replace(indexed: Indexed): Promise<RightsChange[]> {
    const { agencyId, personId, recordId, caseId } = indexed;
    return [{ op: 'forget-person', agencyId, personId, recordId, caseId, fictitious: false }, ...(await this.rights(indexed))];
  }
}
