import type { Settings } from '#config/settings';
import { withDatabase } from './with-database.js';

/** Opening the database brings it up to date. */
export const migrate = (settings: Settings, say: (line: string) => void): Promise<void> =>
  withDatabase(settings, say, async () => say('The database is up to date.'));
