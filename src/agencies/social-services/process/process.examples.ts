const id = (number: number): string => `0d8f0a1e-0000-4000-8000-${String(number).padStart(12, '0')}`;
/** Ids and moments that the specs of the child's processes share. */
export const ids = { concern: id(1), inquiry: id(2), placement: id(3), followUp: id(4), extension: id(5), record: id(6), case: id(7) };
export const child = id(8);
export const head = id(9);
export const other = id(10);

export const day = (count: number, hour = 8): string => new Date(Date.UTC(2026, 2, 2 + count, hour)).toISOString();
export const begun = {
  ownerAgency: 'our-board',
  functionId: 'our-reception',
  recordId: ids.record,
  caseId: ids.case,
  personId: child,
  at: day(0),
};
/** The stamp of a step taken on that day: a different step each day. */
export const on = (count: number) => ({ stepId: id(1_000 + Math.round(count * 24)), at: day(count) });
/** What the event of that step carries. */
export const told = (count: number) => ({ personId: child, ...on(count) });
