import { subject } from '@casl/ability';
import type { Actor, AgencyKind, FieldClass, GrantKind } from '#libs/shared-kernel';
import { policyFor, visibleClasses, type Facts } from '#src/access/index';

/** A disclosure that bears on an entry, as the grant has it. A grant that was narrowed stands in parts. */
export interface BearingGrant {
  readonly grantId: string;
  readonly kind: GrantKind;
  readonly recipientAgency: string;
  readonly recipientKind: AgencyKind;
  readonly recipientFunction: string;
  readonly classes: readonly FieldClass[];
  readonly personIds: readonly string[] | null;
  readonly ground: string;
  readonly ruleVersion: string;
  readonly factsFrom: Date;
  readonly validFrom: Date;
  readonly validUntil: Date | null;
  readonly closedAt: Date | null;
  /** A copy or a request: whether it took along what is asked about. */
  readonly took: boolean;
}
export interface ExplainedEntry {
  readonly ownerAgency: string;
  readonly class: FieldClass;
  readonly personId: string | null;
  readonly recordedAt: Date;
}
export interface Disclosed {
  readonly disclosureId: string;
  readonly kind: GrantKind;
  readonly ground: string;
  readonly ruleVersion: string;
  readonly from: string;
  readonly until: string | null;
}
/** Somebody who sees a field, and why: the policy's own words, and the disclosures behind it. */
export interface Sight {
  readonly agencyId: string;
  readonly functionId: string | null;
  readonly staffId: string | null;
  readonly because: string;
  readonly disclosures: readonly Disclosed[];
  /** Of the owner's own staff: how they have the record; null for a recipient. */
  readonly own: OwnWay | null;
  /** Whom a stand-in stands in for. */
  readonly insteadOf: readonly string[];
  /** When an own way ends; a disclosure has its own end. */
  readonly until: string | null;
}
export type OwnWay = 'assigned' | 'stand-in' | 'emergency' | 'vault';
/** A recipient that has, or had, a disclosure in the case and does not see the field: what stands in the way. */
export interface Blind {
  readonly agencyId: string;
  readonly functionId: string;
  readonly because:
    'ended' | 'not-yet' | 'class' | 'row-class' | 'person' | 'earlier-fact' | 'not-in-copy' | 'not-in-request' | 'entries-only';
}

const anyone = (agencyId: string, agencyKind: AgencyKind, functions: readonly string[]): Actor => ({
  staffId: 'anyone',
  agencyId,
  agencyKind,
  unitId: '',
  duty: agencyKind === 'police' ? 'police-officer' : 'caseworker',
  functions,
  standsInFor: [],
  onCall: false,
});

const told = ({ grantId, kind, ground, ruleVersion, validFrom, validUntil }: BearingGrant): Disclosed => ({
  disclosureId: grantId,
  kind,
  ground,
  ruleVersion,
  from: validFrom.toISOString(),
  until: validUntil?.toISOString() ?? null,
});

/** What keeps a standing disclosure from this entry now; undefined when it reaches it. The same conditions as access.granted_classes. */
const outOfReach = (grant: BearingGrant, entry: ExplainedEntry, now: Date): Blind['because'] | undefined => {
  if (grant.closedAt || (grant.validUntil && grant.validUntil <= now)) return 'ended';
  if (grant.validFrom > now) return 'not-yet';
  if (entry.personId !== null && grant.personIds !== null && !grant.personIds.includes(entry.personId)) return 'person';
  if (grant.factsFrom > entry.recordedAt) return 'earlier-fact';
  return undefined;
};

/** What keeps an open request from this class: it is not in it, or nothing of this went along. */
const notAsked = ({ classes }: BearingGrant, cls: FieldClass): Blind['because'] => (classes.includes(cls) ? 'not-in-request' : 'class');

/** The policy's reason why the function that a request is addressed to reads it: the liaison of the police, caseworkers elsewhere. */
const requestReason = (agencyId: string, agencyKind: AgencyKind, functionId: string): string | undefined => {
  const one = anyone(agencyId, agencyKind, [functionId]);
  const reader: Actor = { ...one, duty: agencyKind === 'police' ? 'police-liaison' : one.duty };
  const rule = policyFor(reader).relevantRuleFor(
    'read',
    subject('Referral', { recipientFunction: functionId, otherSide: false, locked: false }),
  );
  return rule && !rule.inverted ? (rule.reason ?? '') : undefined;
};

const OWN_FACTS: Readonly<Record<OwnWay, { readonly action: string; readonly facts: Facts }>> = {
  assigned: { action: 'read', facts: { assigned: true, joined: true } },
  'stand-in': { action: 'read', facts: { assigned: true, joined: true } },
  emergency: { action: 'read', facts: { assigned: false, joined: false, emergency: true } },
  vault: { action: 'locate', facts: { released: true } },
};

/** The policy's reason why staff of the owner's see what is in the own record, each in their way: the rule that decides, in its own words. */
export const ownReason = (
  agencyId: string,
  agencyKind: AgencyKind,
  own: OwnWay,
  about: 'ChainEntry' | 'Person' = 'ChainEntry',
): string | undefined => {
  const { action, facts } = OWN_FACTS[own];
  const row = subject(about, { ownerAgency: agencyId, locked: false, granted: false, ...facts });
  const rule = policyFor(anyone(agencyId, agencyKind, [])).relevantRuleFor(action, row);
  return rule && !rule.inverted ? (rule.reason ?? '') : undefined;
};
/** What every sight by a disclosure says of the owner's own ways: none. */
const BY_DISCLOSURE = { staffId: null, own: null, insteadOf: [], until: null } as const;

/**
 * Who else sees a field of this class in an entry, and who does not, each with why. Asked of the same policy and the same field filter as every
 * read, about staff of the recipient who work with their own record in the case. Pure.
 */
export const sightsOf = (
  entry: ExplainedEntry,
  cls: FieldClass,
  grants: readonly BearingGrant[],
  now: Date,
): { readonly sees: readonly Sight[]; readonly blind: readonly Blind[] } => {
  const sees: Sight[] = [];
  const blind: Blind[] = [];
  for (const functionId of new Set(grants.map(({ recipientFunction }) => recipientFunction))) {
    const theirs = grants.filter(({ recipientFunction }) => recipientFunction === functionId);
    const [{ recipientAgency: agencyId, recipientKind }] = theirs as [BearingGrant, ...BearingGrant[]];
    const copied = theirs.filter((grant) => grant.kind === 'copy' && grant.took && (cls === 'reference' || grant.classes.includes(cls)));
    if (copied.length > 0)
      sees.push({
        ...BY_DISCLOSURE,
        agencyId,
        functionId,
        because: 'a copy is part of the recipient’s own record',
        disclosures: copied.map(told),
      });

    const asked = theirs.filter(
      (grant) => grant.kind === 'referral' && grant.took && grant.classes.includes(cls) && !outOfReach(grant, entry, now),
    );
    const because = asked.length > 0 ? requestReason(agencyId, recipientKind, functionId) : undefined;
    if (because !== undefined) sees.push({ ...BY_DISCLOSURE, agencyId, functionId, because, disclosures: asked.map(told) });

    const standing = theirs.filter(({ kind }) => kind === 'standing');
    const open = standing.filter((grant) => !outOfReach(grant, entry, now));
    const classes = [...new Set(open.flatMap((grant) => grant.classes))];
    const facts = subject('ChainEntry', {
      ownerAgency: entry.ownerAgency,
      assigned: false,
      joined: true,
      locked: false,
      granted: classes.includes(entry.class),
    });
    const rule = policyFor(anyone(agencyId, recipientKind, [functionId])).relevantRuleFor('read', facts);
    const row = rule !== null && !rule.inverted;
    // In the own agency too the other side sees what was disclosed to it, and no more.
    const visible = visibleClasses({ ownerAgency: entry.ownerAgency, grantedClasses: classes, granted: row, assigned: false }, agencyId);
    if (row && (visible === 'all' || visible.has(cls))) {
      const needed = cls === 'reference' ? entry.class : cls;
      const behind = open.filter((grant) => grant.classes.includes(needed));
      sees.push({ ...BY_DISCLOSURE, agencyId, functionId, because: rule.reason ?? '', disclosures: behind.map(told) });
    } else if (copied.length === 0 && because === undefined) {
      const [first] = standing.length > 0 ? standing : theirs;
      const reach = first && first.kind !== 'copy' ? outOfReach(first, entry, now) : 'not-in-copy';
      const left = row ? 'class' : 'row-class';
      const why = first?.kind === 'referral' ? notAsked(first, cls) : left;
      blind.push({ agencyId, functionId, because: (open.length === 0 ? reach : undefined) ?? why });
    }
  }
  return { sees, blind };
};
