import type { Erased, FieldClass } from '#libs/shared-kernel';
import { FORWARDING } from '#config/protected-identity';
import type { ClassedFields } from '#src/access/index';
import { isChild } from './is-child.js';
import { PERSON_FIELDS, type PersonFieldName, type PersonProtection, type PersonRole, type SafeContact } from './person.events.js';
import type { PersonRow } from './person.rows.js';

/** Opened values of a person; an erased one says so. */
export type PersonValues = { readonly [K in PersonFieldName]?: (K extends 'safeContact' ? SafeContact : string) | Erased };

/** A person as those see who work with the record. What is withheld for protection is named by class, so that it is never taken for missing. */
export interface PersonView {
  readonly personId: string;
  readonly recordId: string;
  readonly caseId: string;
  readonly role: PersonRole;
  /** The strongest mark in whichever of the agency's records on this side of the case, on whichever of the person's registrations. */
  readonly protection: PersonProtection;
  /** Under 18 today: by the number where it is known, else as it was ticked. */
  readonly minor: boolean;
  readonly registeredAt: string;
  readonly correctedAt: string | null;
  readonly receivedFrom: string | null;
  /** The registration of the same person that is kept: this one is hers too, and nothing new is about it. */
  readonly mergedInto: string | null;
  /** Opaque, for If-Match. */
  readonly version: string;
  readonly values: PersonValues;
  readonly withheld: readonly FieldClass[];
  /** For a protected person: where post reaches her without anybody knowing where she is. */
  readonly forwarding: { readonly sv: string; readonly en: string } | null;
}

/** What decides how much of a person is shown: see PersonRow. */
export type Shielding = Pick<PersonRow, 'mark' | 'shielded' | 'role'>;

/**
 * For a protected person everything that reveals where she is, or how she is reached, stays closed until it is revealed for a stated purpose. Of the others
 * on her side the same: a child's school tells where she is, and a child's number is often hers. Of the violence user it tells nothing of her, and is needed.
 */
export const withheldClasses = ({ mark, shielded, role }: Shielding): readonly FieldClass[] =>
  mark !== 'none' || (shielded && role !== 'violence-user') ? ['location', 'contact'] : [];

/** A reveal for a stated purpose opens the ways of contact. Where she is takes a second person. */
export const withheldWhenRevealed = (person: Shielding): readonly FieldClass[] =>
  withheldClasses(person).filter((cls) => cls === 'location');

/** The fields outside the withheld classes. A field that nobody has classed is withheld. */
export const withhold = (fields: ClassedFields, withheld: readonly FieldClass[]): ClassedFields =>
  Object.fromEntries(Object.entries(fields).filter(([name, field]) => name in PERSON_FIELDS && !withheld.includes(field.class)));

export const valuesOf = (fields: ClassedFields): PersonValues =>
  Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value])) as PersonValues;

const numberIn = ({ personNumber }: ClassedFields): { personNumber?: string } =>
  typeof personNumber?.value === 'string' ? { personNumber: personNumber.value } : {};

export const toPersonView = (
  row: Omit<PersonRow, 'fields' | 'assigned' | 'locked' | 'shielded'>,
  opened: ClassedFields,
  version: string,
  withheld: readonly FieldClass[],
  today: string,
): PersonView => ({
  personId: row.personId,
  recordId: row.recordId,
  caseId: row.caseId,
  role: row.role,
  protection: row.mark,
  minor: isChild({ minor: row.minor, ...numberIn(opened) }, today),
  registeredAt: row.registeredAt.toISOString(),
  correctedAt: row.correctedAt?.toISOString() ?? null,
  receivedFrom: row.receivedFrom,
  mergedInto: row.mergedInto,
  version,
  values: valuesOf(opened),
  withheld,
  forwarding: row.mark === 'none' ? null : FORWARDING[row.mark],
});
