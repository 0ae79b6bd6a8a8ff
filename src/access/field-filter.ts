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
