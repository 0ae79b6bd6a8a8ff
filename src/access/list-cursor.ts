import { problems } from '#libs/http';
import type { ServiceKeys } from '#libs/privacy';

/**
 * Where a page of a list ended, as an opaque token under a name of that list's own: the cursor of another list, or a position in the log, opens nothing
 * here. An unreadable one is never taken for "from the beginning".
 * @throws Problem invalid-input for a token that is not this list's
 */
export const readCursor = async (keys: ServiceKeys, list: string, cursor: string | undefined): Promise<string | undefined> => {
  if (cursor === undefined) return undefined;
  const place = await keys.decrypt(list, cursor);
  if (place !== undefined) return place;
  throw problems.invalid([
    { path: 'cursor', message: { sv: 'Sidan finns inte. Börja om från början.', en: 'No such page. Start from the beginning.' } },
  ]);
};
