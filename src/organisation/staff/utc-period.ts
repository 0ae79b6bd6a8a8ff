import { z } from 'zod';

const moment = z.iso.datetime({ offset: true });
/** From a moment, until another or until further notice. An end at the beginning calls the spell off. */
export const spellInput = { from: moment, until: moment.optional() };

const utc = (moment: string): string => new Date(moment).toISOString();

/** A spell in UTC, so that the same moment is written in one way only. */
export const utcPeriod = ({ from, until }: { from: string; until?: string | undefined }): { from: string; until?: string } => ({
  from: utc(from),
  ...(until === undefined ? {} : { until: utc(until) }),
});
