import type { FieldClass } from '#libs/shared-kernel';

/** A field of a shared row: its class, and its value (sealed until the door opens it). */
export interface ClassedField {
  readonly class: FieldClass;
  readonly value: unknown;
}
export type ClassedFields = Readonly<Record<string, ClassedField>>;

/** All classes for the owner; for a recipient the classes of the grants, and `reference`, which tells only that the row exists. */
export const visibleClasses = (
  row: { ownerAgency: string; grantedClasses: readonly string[] | null },
  viewerAgency: string,
): 'all' | ReadonlySet<string> => (row.ownerAgency === viewerAgency ? 'all' : new Set(['reference', ...(row.grantedClasses ?? [])]));

/** The fields of the visible classes, and only those. */
export const filterFields = (fields: ClassedFields, visible: 'all' | ReadonlySet<string>): ClassedFields =>
  visible === 'all' ? fields : Object.fromEntries(Object.entries(fields).filter(([, field]) => visible.has(field.class)));
