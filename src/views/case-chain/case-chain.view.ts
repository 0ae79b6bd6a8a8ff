import { wordsOf } from '#config/proceedings';
import { statusOn } from '#libs/proceeding';
import { swedishDate, type FieldClass } from '#libs/shared-kernel';
import type { Directory, RequestContext } from '#src/access/index';
import type { ClockView } from '#src/coordination/clocks/index';
import type { ConsentView } from '#src/coordination/consent/index';
import { limitsOf, type Limits } from '#src/coordination/disclosure/index';
import { findGaps, foldChain, type ChainLink, type Gap, type GapAcknowledgement, type VisibleEntry } from '#src/coordination/gaps/index';
import type { ReceivedView } from '#src/coordination/received/index';
import type { RecordRow, Track } from '#src/coordination/record/index';
import { eachPerson, keptOf, type PersonView } from '#src/people/index';
import type { CaseRows } from './case-rows.js';

export interface CaseReferral {
  readonly referralId: string;
  readonly status: string;
  readonly kind: string;
  readonly urgency: string;
  readonly from: { readonly agencyId: string; readonly name: string };
  readonly to: { readonly agencyId: string; readonly name: string };
  readonly sentAt: string;
  readonly answerBy: string;
  readonly outcome: string | null;
}

/** A record of the reader's own agency. */
export interface CaseRecord {
  readonly recordId: string;
  /** Whose record it is: the sides of a case are walled off from each other. */
  readonly track: Track;
  readonly functionId: string;
  readonly functionName: string;
  readonly status: 'open' | 'closed';
  readonly openedAt: string;
  /** The police report that the record was opened by, in the agency that registered it. */
  readonly reportId: string | null;
  /** Shown by an emergency opening: for reading alone, and reviewed. */
  readonly byEmergency: boolean;
}

export interface LinkLimits extends Limits {
  readonly ownerAgency: string;
  readonly ground: string;
  readonly ruleVersion: string;
}

/** A case as one reader sees it. */
export interface CaseChainView {
  readonly caseId: string;
  /** The own record that the page starts from: the first of them. */
  readonly record: CaseRecord;
  /** All of them that the reader works with: each child has one of its own. */
  readonly records: readonly CaseRecord[];
  /** The agencies that this reader sees something of, the own one first. */
  readonly lanes: readonly { readonly agencyId: string; readonly name: string; readonly own: boolean }[];
  readonly links: readonly (ChainLink & { readonly own: boolean })[];
  /** What binds the links that others disclose: once for each agency and ground, as the rule was when it was decided. */
  readonly limits: readonly LinkLimits[];
  readonly referrals: readonly CaseReferral[];
  /** Copies that are part of the own record, with the names of who sent them. */
  readonly received: readonly (ReceivedView & { readonly fromName: string })[];
  /** Of each own record; a person of several first as a record of their own has them. */
  readonly persons: readonly PersonView[];
  readonly consents: readonly ConsentView[];
  /** The own agency's time limits that run in the case, the first to end first. */
  readonly clocks: readonly ClockView[];
  readonly gaps: readonly Gap[];
  /** `avert`: no more than a call for help under "Akut", on an emergency opening. */
  readonly may: { readonly work: boolean; readonly send: boolean; readonly avert: boolean };
  /**
   * Closed by a mark of protection on the own side, whether or not the chain has anything of it: of what others disclosed, and of a record that the reader is
   * not assigned to. The vault is the way in.
   */
  readonly withheld?: readonly FieldClass[];
  /** Any of it is shown by an emergency opening. */
  readonly emergency: boolean;
  /** Opaque: from where a stream of news goes on. */
  readonly watch: string;
}

export interface CaseParts {
  readonly context: RequestContext;
  readonly rows: CaseRows;
  readonly entries: readonly VisibleEntry[];
  readonly persons: readonly PersonView[];
  readonly consents: readonly ConsentView[];
  readonly clocks: readonly ClockView[];
  readonly acknowledged: readonly GapAcknowledgement[];
  readonly received: readonly ReceivedView[];
  readonly may: CaseChainView['may'];
  readonly watch: string;
}

/** What its last day has passed of has ended, whether or not its owner's machinery has said so yet: a peer does not rely on a ban that is over. */
const asOf = (link: ChainLink, today: string): ChainLink => {
  const { status } = link.fields;
  if (typeof status !== 'string') return link;
  return { ...link, fields: { ...link.fields, status: statusOn(wordsOf(link.thing)?.runsOut, status, link.fields, today) } };
};

const recordView = (row: RecordRow, functionName: string): CaseRecord => ({
  recordId: row.recordId,
  track: row.track,
  functionId: row.functionId,
  functionName,
  status: row.status,
  openedAt: row.openedAt.toISOString(),
  reportId: row.source === 'report' ? row.sourceId : null,
  byEmergency: !row.assigned,
});

/** Of the disclosures that show something, one for each agency, ground and version of its rule. */
const limitsOn = (
  links: readonly ChainLink[],
  grants: CaseRows['grants'],
  { agencyKind }: RequestContext['actor'],
): readonly LinkLimits[] => {
  const behind = grants.filter((grant) =>
    links.some(({ ownerAgency, grounds }) => ownerAgency === grant.owner_agency && grounds.includes(grant.ground)),
  );
  const each = new Map(behind.map((grant) => [[grant.owner_agency, grant.ground, grant.rule_version].join(' '), grant]));
  return [...each.values()].map(({ owner_agency: ownerAgency, ground, rule_version: ruleVersion }) => ({
    ...{ ownerAgency, ground, ruleVersion },
    ...limitsOf(ground, ruleVersion, agencyKind),
  }));
};

/** Puts together what the door has let through; adds only names of agencies and functions, which are public in the county. */
export const assembleCase = async (
  { context, rows, entries, persons, consents, clocks, acknowledged, received, may, watch }: CaseParts,
  directory: Pick<Directory, 'agencyName' | 'functionById'>,
): Promise<CaseChainView> => {
  const [record] = rows.records;
  const own = record.ownerAgency;
  // What is known of somebody who was registered twice is known of one person.
  const keptId = <T extends string | null>(id: T): T | string => persons.find(({ personId }) => personId === id)?.mergedInto ?? id;
  const today = swedishDate(context.now);
  const links = foldChain(entries).map((link) => ({
    ...asOf(link, today),
    personId: keptId(link.personId),
    own: link.ownerAgency === own,
  }));
  const nameOf = async (functionId: string): Promise<string> => (await directory.functionById(functionId))?.name ?? functionId;
  const agencies = new Set([own, ...links.map(({ ownerAgency }) => ownerAgency), ...rows.referrals.map(({ toAgency }) => toAgency)]);
  const records = await Promise.all(rows.records.map(async (row) => recordView(row, await nameOf(row.functionId))));
  const [head = recordView(record, record.functionId)] = records;
  return {
    caseId: record.caseId,
    record: head,
    records,
    lanes: await Promise.all(
      [...agencies].map(async (agencyId) => ({ agencyId, name: await directory.agencyName(agencyId), own: agencyId === own })),
    ),
    links,
    limits: limitsOn(links, rows.grants, context.actor),
    referrals: await Promise.all(
      rows.referrals.map(async (row) => ({
        referralId: row.referralId,
        status: row.status,
        kind: row.kind,
        urgency: row.urgency,
        from: { agencyId: row.senderAgency, name: await nameOf(row.senderFunction) },
        to: { agencyId: row.toAgency, name: await nameOf(row.toFunction) },
        sentAt: row.sentAt.toISOString(),
        answerBy: row.answerBy.toISOString(),
        outcome: row.outcome,
      })),
    ),
    received: await Promise.all(received.map(async (copy) => ({ ...copy, fromName: await directory.agencyName(copy.fromAgency) }))),
    persons,
    consents: consents.map((consent) => ({ ...consent, personId: keptId(consent.personId) })),
    clocks,
    gaps: findGaps({
      caseId: record.caseId,
      ownAgency: own,
      ownKind: context.actor.agencyKind,
      record,
      links,
      referrals: rows.referrals.map((row) => ({ ...row, recipientAgency: row.toAgency })),
      children: keptOf(eachPerson(persons)).filter(({ minor }) => minor),
      acknowledged,
      today,
      now: context.now,
    }),
    may,
    ...(persons.some((person) => person.withheld.length > 0) ? { withheld: ['location', 'contact'] as const } : {}),
    emergency: records.some(({ byEmergency }) => byEmergency),
    watch,
  };
};
