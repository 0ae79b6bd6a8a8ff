/** A proceeding whose time runs out: after the last day that a fact of it names, this status is that one, whoever has said so. */
export interface RunsOut {
  readonly from: string;
  /** The fact with the last day, all of which counts. */
  readonly after: string;
  readonly to: string;
}

/** The last day of what stands, when it has one. */
export const lastDayOf = (runsOut: RunsOut | undefined, status: string, facts: Readonly<Record<string, unknown>>): string | null => {
  const day = runsOut && status === runsOut.from ? facts[runsOut.after] : undefined;
  return typeof day === 'string' ? day : null;
};

/** How it stands on a day. What has run out has ended at once: its own event only records it. */
export const statusOn = (runsOut: RunsOut | undefined, status: string, facts: Readonly<Record<string, unknown>>, today: string): string => {
  const day = lastDayOf(runsOut, status, facts);
  return runsOut && day !== null && day < today ? runsOut.to : status;
};
