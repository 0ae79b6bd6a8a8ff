import type { Snapshot } from '../register-snapshot.js';

/** Where nobody would look at what is opened and read: each is put right by naming a head. */
export type MissingHead =
  /** The agency has staff who work with cases, and no head. */
  | { readonly kind: 'none' }
  /** One head alone: of what that head opens there is nobody to review. */
  | { readonly kind: 'alone'; readonly name: string }
  /** A unit whose staff work with cases has no head of its own. */
  | { readonly kind: 'unit'; readonly unitId: string };

/** Who reviews openings and the log in an agency (PDL 4:3; docs/decisions/0016, 0017), and where that is nobody. */
export const missingHeads = ({ staff }: Pick<Snapshot, 'staff'>, agencyId: string): readonly MissingHead[] => {
  const present = [...staff.values()].filter((one) => one.agencyId === agencyId && one.endedAt === null);
  const working = present.filter(({ duties }) => duties.includes('caseworker') || duties.includes('police-officer'));
  if (working.length === 0) return [];
  const heads = present.filter(({ duties }) => duties.includes('supervisor'));
  if (heads.length === 0) return [{ kind: 'none' }];
  const headed = new Set(heads.map(({ unitId }) => unitId));
  const units = [...new Set(working.map(({ unitId }) => unitId))].filter((unitId) => !headed.has(unitId));
  const [only, another] = heads;
  return [
    ...(only && !another ? [{ kind: 'alone' as const, name: only.name }] : []),
    ...units.toSorted().map((unitId) => ({ kind: 'unit' as const, unitId })),
  ];
};
