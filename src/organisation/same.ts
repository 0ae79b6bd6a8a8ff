const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

/** Same content, whatever the order of the fields; a field left out equals undefined. */
export const same = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other);
