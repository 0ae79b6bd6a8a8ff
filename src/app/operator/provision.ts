import type { Settings } from '#config/settings';
import { Provisioning } from '#src/organisation/index';
import { start } from '../start.js';

/** Registers what the file holds, by the same commands that an administrator sends. The same file again changes nothing. */
export const provision = async (settings: Settings, file: unknown, say: (line: string) => void): Promise<void> => {
  const started = await start({ settings, progress: say, listen: false });
  try {
    const { added, changed, unchanged } = await started.app.get(Provisioning, { strict: false }).run(file);
    say(`Added ${added}, changed ${changed}, unchanged ${unchanged}.`);
  } finally {
    await started.stop();
  }
};
