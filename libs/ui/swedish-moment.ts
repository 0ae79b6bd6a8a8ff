const PARTS = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Stockholm',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});
/** What a clock on a Swedish wall shows, as a form's field writes it: 2026-11-02T08:30. */
export const wallClock = (moment: Date): string => PARTS.format(moment).replace(' ', 'T');

/** The moment that a Swedish wall clock shows so, in UTC; what is no such text comes back as it is, for the schema to refuse. */
export const swedishMoment = (text: string): string => {
  const asUtc = new Date(`${text}:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text) || Number.isNaN(asUtc.getTime())) return text;
  // Sweden is one or two hours ahead. In the hour that is repeated in autumn the first one is meant; one that spring leaves out becomes the next.
  for (const ahead of [2, 1]) {
    const moment = new Date(asUtc.getTime() - ahead * 3_600_000);
    if (wallClock(moment) === text) return moment.toISOString();
  }
  return new Date(asUtc.getTime() - 3_600_000).toISOString();
};
