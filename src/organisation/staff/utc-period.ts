const utc = (moment: string): string => new Date(moment).toISOString();

/** A spell in UTC, so that the same moment is written in one way only. */
export const utcPeriod = ({ from, until }: { from: string; until?: string | undefined }): { from: string; until?: string } => ({
  from: utc(from),
  ...(until === undefined ? {} : { until: utc(until) }),
});
