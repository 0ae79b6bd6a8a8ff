/** What the trail says of what somebody sees, or sends under "Akut", because they opened the record in an emergency. */
export const EMERGENCY_GROUND = 'emergency-opening';

/**
 * Where a query finds the facts that the policy rests on: the columns of the row's door, by their own names, and what follows from the record alone.
 * @param names properties of the row
 */
export const factColumns = (names: readonly string[]): Record<string, string> => ({
  ...(names.includes('recordId') ? { emergency: 'access.emergency(row.recordId)' } : {}),
  ...Object.fromEntries(names.map((name) => [name, `row.${name}`])),
});

/** The row is shown on no other ground than that its record was opened in an emergency. */
export const isByEmergency = (row: object, opened: ReadonlySet<string>): boolean => {
  const { recordId, assigned } = row as { recordId?: unknown; assigned?: unknown };
  return assigned === false && typeof recordId === 'string' && opened.has(recordId);
};
