import { subject } from '@casl/ability';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { FieldClass } from '#libs/shared-kernel';
import { Directory, ReadDoor, VersionTokens, type ReadTransaction, type RequestContext } from '#src/access/index';
import { clocksIn } from '#src/coordination/clocks/index';
import { consentsIn } from '#src/coordination/consent/index';
import { acknowledgedIn, type VisibleEntry } from '#src/coordination/gaps/index';
import { LegalRules } from '#src/coordination/legal-rules/index';
import { receivedIn } from '#src/coordination/received/index';
import { ownRegistrationFirst } from '#src/coordination/record/index';
import { personsIn, type PersonView } from '#src/people/index';
import { assembleCase, type CaseChainView } from './case-chain.view.js';
import { fingerprint, groundsOf, readCaseRows, type CaseRows } from './case-rows.js';

/** What streams of news about a case are called in the viewer's opaque tokens. */
export const watchName = (caseId: string, seen: string): string => `case-watch-${caseId}-${seen}`;

/** A case as one reader sees it: the own agency's part and what is disclosed to it at this moment, never that there is more. */
export class CaseChain extends Query<CaseChainView> {
  constructor(
    readonly context: RequestContext,
    readonly caseId: string,
    /** What the trail calls it: to look at, or to take with one. */
    readonly action: 'read' | 'export' = 'read',
  ) {
    super();
  }
}

@QueryHandler(CaseChain)
export class CaseChainHandler implements IQueryHandler<CaseChain> {
  constructor(
    private readonly door: ReadDoor,
    private readonly directory: Directory,
    private readonly versions: VersionTokens,
    private readonly rules: LegalRules,
  ) {}

  async execute({ context, caseId, action }: CaseChain): Promise<CaseChainView> {
    const about = { action, operation: 'case-chain', objectType: 'Case', objectId: caseId, caseId } as const;
    const read = await this.door.read(context, about, async (tx) => {
      const rows = await readCaseRows(tx, caseId);
      return {
        rows,
        entries: await openEntries(tx, rows),
        persons: await personsOf(tx, this.versions, rows),
        consents: await consentsIn(tx, { caseId }),
        clocks: await clocksIn(tx, { caseId }),
        acknowledged: await acknowledgedIn(
          tx,
          rows.records.map(({ recordId }) => recordId),
        ),
        received: await receivedIn(tx, this.rules, caseId),
        seen: await fingerprint(tx, rows),
        may: rightsOf(tx, rows),
      };
    });
    const { seen, ...parts } = read;
    const grants = parts.rows.grants.map(({ ground, rule_version: ruleVersion }) => ({ ground, ruleVersion }));
    await this.rules.know(grants);
    // What is taken along tells what binds it, or is not taken.
    if (action === 'export') for (const one of [...grants, ...parts.received]) await this.rules.require(one);
    const watch = await this.versions.version(context.actor, watchName(caseId, seen), 0);
    return assembleCase({ ...parts, context, watch }, this.directory);
  }
}

/** Whom the own records are about. */
const personsOf = async (tx: ReadTransaction, versions: VersionTokens, { records }: CaseRows): Promise<PersonView[]> => {
  const persons: PersonView[] = [];
  for (const { recordId } of records) persons.push(...(await personsIn(tx, versions, recordId)));
  return ownRegistrationFirst(records, persons);
};

/** The visible fields of each visible row, opened; with what is shown noted for the audit record. */
const openEntries = async (tx: ReadTransaction, { records, chain, referrals, grants }: CaseRows): Promise<VisibleEntry[]> => {
  const { agencyId } = tx.context.actor;
  tx.note({
    hits: [...records.map(({ recordId }) => recordId), ...referrals.map(({ referralId }) => referralId)],
    owners: [agencyId, ...referrals.map(({ senderAgency }) => senderAgency)],
    classes: ['reference'],
  });
  return Promise.all(
    chain.map(async (row): Promise<VisibleEntry> => {
      const grounds = row.ownerAgency === agencyId && row.assigned ? [] : groundsOf(row, grants);
      tx.note({
        hits: [row.entryId],
        owners: [row.ownerAgency],
        persons: row.personId ? [row.personId] : [],
        classes: [row.class as FieldClass, ...Object.values(row.fields).map((field) => field.class)],
        grounds,
      });
      const opened = await tx.open(Object.fromEntries(Object.entries(row.fields).map(([name, { value }]) => [name, value])));
      return {
        entryId: row.entryId,
        type: row.type,
        thing: row.thing,
        thingId: row.thingId,
        ownerAgency: row.ownerAgency,
        recordId: row.recordId,
        personId: row.personId,
        occurredAt: row.occurredAt.toISOString(),
        grounds,
        fields: opened,
      };
    }),
  );
};

/** What the page may offer; each command is judged anew when it comes. */
const rightsOf = (tx: ReadTransaction, { records: [record] }: CaseRows): CaseChainView['may'] => {
  const { agencyId } = tx.context.actor;
  const known = { assigned: record.assigned, joined: true, locked: record.locked };
  const open = record.status === 'open';
  return {
    work: open && tx.can('work', subject('Record', { ownerAgency: agencyId, functionId: record.functionId, ...known })),
    send: open && tx.can('send', subject('Referral', { senderAgency: agencyId, senderFunction: record.functionId, ...known })),
    avert: !record.assigned && tx.can('avert', subject('Disclosure', { ownerAgency: agencyId, ...known, emergency: true })),
  };
};
