const CLOCK = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Stockholm', weekday: 'short', hour: '2-digit', hourCycle: 'h23' });

/** Outside the ordinary hours, by the clock on a Swedish wall. @param hours first hour that is inside, and first that is not any longer */
export const isOutsideHours = (at: number, hours: { readonly from: number; readonly to: number }): boolean => {
  const parts = CLOCK.formatToParts(at);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  const hour = Number(part('hour'));
  return ['Sat', 'Sun'].includes(part('weekday')) || hour < hours.from || hour >= hours.to;
};
