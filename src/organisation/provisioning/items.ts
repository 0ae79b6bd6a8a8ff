import { isDeepStrictEqual } from 'node:util';
import type { ProvisioningFile } from '#config/county';
import type { Snapshot } from '../register-snapshot.js';
import { utcPeriod } from '../staff/utc-period.js';

export type Standing = 'added' | 'changed' | 'unchanged' | 'ended';

/** How an entry of the file stands against the register: nothing is sent for what is there already. */
const against = (entry: object, there: object | undefined): Standing =>
  !there ? 'added' : isDeepStrictEqual(tidy(entry), tidy(there)) ? 'unchanged' : 'changed';

/** Without what is left out, and with lists in one order. */
const tidy = (entry: object): object =>
  Object.fromEntries(
    Object.entries(entry)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([key, value]) => [key, Array.isArray(value) ? [...new Set(value as string[])].sort() : (value as unknown)]),
  );

export const agencyStanding = (entry: ProvisioningFile['agencies'][number], now: Snapshot): Standing =>
  against(entry, now.agencies.get(entry.id));
export const unitStanding = (entry: ProvisioningFile['units'][number], now: Snapshot): Standing => against(entry, now.units.get(entry.id));
export const functionStanding = (entry: ProvisioningFile['functions'][number], now: Snapshot): Standing =>
  against(entry, now.functions.get(entry.id));

/** Someone who has ended stays ended, whatever an old file says: their rights must not come back by accident. */
export const staffStanding = ({ personnummer: _, ...entry }: ProvisioningFile['staff'][number], now: Snapshot): Standing => {
  const there = now.staff.get(entry.id);
  if (there?.endedAt) return 'ended';
  if (!there) return 'added';
  const { identityId: __, endedAt: ___, ...known } = there;
  return against(entry, known);
};

const spells = (
  there: readonly { from: string; until: string | null }[],
  asked: { from: string; until?: string | undefined },
): Standing => {
  const { from, until } = utcPeriod(asked);
  const known = there.find((one) => one.from === from);
  return !known ? 'added' : (known.until ?? undefined) === until ? 'unchanged' : 'changed';
};
export const standInStanding = (entry: ProvisioningFile['standIns'][number], now: Snapshot): Standing =>
  now.staff.get(entry.standInStaffId)?.endedAt
    ? 'ended'
    : spells(
        now.standIns.filter((one) => one.absentStaffId === entry.absentStaffId && one.standInStaffId === entry.standInStaffId),
        entry,
      );
export const onCallStanding = (entry: ProvisioningFile['onCall'][number], now: Snapshot): Standing =>
  now.staff.get(entry.staffId)?.endedAt
    ? 'ended'
    : spells(
        now.onCall.filter((one) => one.staffId === entry.staffId && one.functionId === entry.functionId),
        entry,
      );
