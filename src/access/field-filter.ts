import type { FieldClass } from '#libs/shared-kernel';

/** A field of a shared row: its class, and its value (sealed until the door opens it). */
export interface ClassedField {
  readonly class: FieldClass;
  readonly value: unknown;
}
export type ClassedFields = Readonly<Record<string, ClassedField>>;

interface Shared {
  readonly ownerAgency: string;
  readonly grantedClasses: readonly string[] | null;
  /** Seen by a disclosure, and whether the reader works with the record: in one agency the two sides of a case disclose to each other too. */
  readonly granted?: boolean;
  readonly assigned?: boolean;
}

/** All classes for the owner; for a recipient the classes of the grants, and `reference`, which tells only that the row exists. */
export const visibleClasses = (row: Shared, viewerAgency: string): 'all' | ReadonlySet<string> => {
  const fromOtherSide = row.granted === true && row.assigned === false;
  return row.ownerAgency === viewerAgency && !fromOtherSide ? 'all' : new Set(['reference', ...(row.grantedClasses ?? [])]);
};

/** The fields of the visible classes, and only those. */
export const filterFields = (fields: ClassedFields, visible: 'all' | ReadonlySet<string>): ClassedFields =>
  visible === 'all' ? fields : Object.fromEntries(Object.entries(fields).filter(([, field]) => visible.has(field.class)));

/** Days on which somebody is to be met again, by the names that facts and the lines in them have for such. */
const DAYS: ReadonlySet<string> = new Set(['followUpOn', 'next']);
const withoutIn = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutIn);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, DAYS.has(name) ? null : (inner as unknown)]));
};
/**
 * A peer's fact without the days on which she is to be met: they follow the plan or the support that they belong to, and are whereabouts once somebody on the
 * owner's side of the case is protected (docs/decisions/0033). In a line it is `null`, so that nobody takes it for a line that nobody follows up.
 */
export const withoutDays = (fields: ClassedFields): ClassedFields =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => !DAYS.has(name))
      .map(([name, field]) => [name, { ...field, value: withoutIn(field.value) }]),
  );
