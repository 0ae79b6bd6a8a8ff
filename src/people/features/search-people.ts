import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { SearchTokens } from '#libs/privacy';
import { ReadDoor, type ReadTransaction, type RequestContext } from '#src/access/index';
import { personalNumber } from '../personal-number.js';
import type { PersonProtection, PersonRole } from '../person/person.events.js';
import { valuesOf, withhold, type PersonValues } from '../person/person-view.js';
import { PersonRow } from '../person/person.rows.js';

export const searchPeopleInput = z
  .strictObject({ personNumber: personalNumber.optional(), name: z.string().trim().min(2).max(200).optional() })
  .refine(({ personNumber, name }) => personNumber !== undefined || name !== undefined, {
    path: ['name'],
    message: 'Skriv ett namn eller ett personnummer. | Write a name or a personal number.',
  });

export interface PersonHit {
  readonly personId: string;
  readonly recordId: string;
  readonly caseId: string;
  readonly role: PersonRole;
  readonly protection: PersonProtection;
  readonly name: PersonValues['name'];
  readonly match: 'number' | 'name';
}
export interface PersonSearchResult {
  readonly hits: readonly PersonHit[];
  /** The very number stands in a record of the own agency that the searcher is not assigned to. Nothing more is told. */
  readonly elsewhere: boolean;
  /** The records where it stands: what an emergency opening of one of them names. Ids alone, and only to whoever may open. */
  readonly closed: readonly { readonly recordId: string }[];
  /** The same, for someone on call, who may open what is needed to send help. */
  readonly onCall: readonly { readonly recordId: string; readonly personId: string }[];
}

/** Is this person known to the own agency already? By number, or by a name that sounds alike. Never in another agency's records. */
export class SearchPeople extends Query<PersonSearchResult> {
  constructor(
    readonly context: RequestContext,
    readonly input: z.infer<typeof searchPeopleInput>,
  ) {
    super();
  }
}

/** Withheld matches by name alone are noted when the name points at somebody, not when half the county bears it. */
const TELLING = 3;

interface Match {
  /** For the trail alone. */
  hidden: boolean;
  person_id: string;
  record_id: string;
  case_id: string;
  by_number: boolean;
}

/**
 * Row-level security keeps to the own agency's tokens. For the trail alone is a case that the searcher is a party to, or kin in, and a record on the other
 * side of a case that they work with: its id opens the record in an emergency (docs/decisions/0017). A fictitious identity has no token
 * (access.index_person), and is not there if it had.
 */
const MATCHES = `
  SELECT person_id, record_id, case_id, bool_or(kind = 'number') AS by_number, access.locked(case_id) OR access.across(record_id) AS hidden
    FROM access.person_tokens
   WHERE agency_id = access.agency() AND token = ANY ($1) AND record_id IS NOT NULL
   GROUP BY person_id, record_id, case_id
  HAVING (bool_or(kind = 'number') OR count(*) FILTER (WHERE kind = 'name') >= $2) AND access.mark_of(record_id, person_id) <> 'fictitious'
   ORDER BY hidden, bool_or(kind = 'number') DESC, person_id LIMIT 50`;

@QueryHandler(SearchPeople)
export class SearchPeopleHandler implements IQueryHandler<SearchPeople> {
  constructor(
    private readonly door: ReadDoor,
    private readonly tokens: SearchTokens,
  ) {}

  async execute({ context, input }: SearchPeople): Promise<PersonSearchResult> {
    const { agencyId } = context.actor;
    const number = input.personNumber ? [await this.tokens.personNumber(agencyId, input.personNumber)] : [];
    const name = input.name ? await this.tokens.name(agencyId, input.name) : [];
    return this.door.read(context, { action: 'search', operation: 'search-people', objectType: 'Person' }, async (tx) => {
      // Every part of the name must sound alike; without a name no number of name tokens is enough.
      const all = await tx.sql<Match>(MATCHES, [[...number, ...name], name.length || Number.MAX_SAFE_INTEGER]);
      noteHidden(tx, all);
      const matches = all.filter(({ hidden }) => !hidden);
      if (matches.length === 0) return { hits: [], elsewhere: false, closed: [], onCall: [] };
      const hits = await visibleHits(tx, matches);
      const unseen = tx.can('find', { ownerAgency: agencyId, __caslSubjectType__: 'Person' })
        ? matches.filter(
            (match) => match.by_number && !hits.some((hit) => hit.personId === match.person_id && hit.recordId === match.record_id),
          )
        : [];
      noteUnseen(tx, unseen);
      const opening = { ownerAgency: agencyId, assigned: false, locked: false, __caslSubjectType__: 'Opening' as const };
      return {
        hits,
        elsewhere: unseen.length > 0,
        closed: tx.can('open', opening) ? [...new Set(unseen.map(({ record_id }) => record_id))].map((recordId) => ({ recordId })) : [],
        onCall: tx.can('open-vault', opening)
          ? unseen.map(({ record_id, person_id }) => ({ recordId: record_id, personId: person_id }))
          : [],
      };
    });
  }
}

/** Whom a party, kin or the other side searched for stands in the trail, for the review of it; to the searcher it is as if there were nobody. */
const noteHidden = (tx: ReadTransaction, matches: readonly Match[]): void => {
  const closed = matches.filter(({ hidden }) => hidden);
  if (closed.some(({ by_number: byNumber }) => byNumber) || closed.length <= TELLING) noteUnseen(tx, closed);
};

/** Stands in the trail by person, and by case: a line that names persons of several cases is no one case's. */
const noteUnseen = (tx: ReadTransaction, matches: readonly Match[]): void => {
  const persons = matches.map((match) => match.person_id);
  tx.note({ hits: persons, persons, cases: matches.map((match) => match.case_id) });
};

/** The matches whose rows the policy lets this searcher see. */
const visibleHits = async (tx: ReadTransaction, matches: readonly Match[]): Promise<PersonHit[]> => {
  const ids = [...new Set(matches.map((match) => match.person_id))];
  const rows = await tx.find(PersonRow, 'Person', { where: { personId: ids } });
  const found = matches.flatMap((match) =>
    rows
      .filter((row) => row.personId === match.person_id && row.recordId === match.record_id && row.mark !== 'fictitious')
      .map((row) => ({ match, row })),
  );
  const opened = await tx.open(found.map(({ row }) => withhold(row.fields, ['location', 'contact'])));
  tx.note({
    hits: found.map(({ row }) => row.personId),
    persons: found.map(({ row }) => row.personId),
    owners: found.map(({ row }) => row.ownerAgency),
  });
  if (found.length > 0) tx.note({ classes: ['identity'] });
  return found.map(({ match, row: { personId, recordId, caseId, role, mark: protection } }, index): PersonHit => {
    const { name } = valuesOf(opened[index] ?? {});
    return { personId, recordId, caseId, role, protection, name, match: match.by_number ? 'number' : 'name' };
  });
};
