import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { demoProvisioning } from '#config/demo';
import { parseSettings } from '#config/settings';
import { AppLog } from '#src/app/log';
import { start, type Started } from '#src/app/start';
import { Provisioning } from '#src/organisation/index';

export interface RealStart extends Started {
  readonly dataDir: string;
  /** Lines that the app logged. */
  readonly logged: readonly string[];
  remove(): Promise<void>;
}

/** The app as `npm start` brings it up, on its own embedded durable database: for tests that kill or starve it. */
export const realStart = async (dataDir = mkdtempSync(path.join(tmpdir(), 'insatskedja-real-'))): Promise<RealStart> => {
  const settings = parseSettings({ PORT: '0', DATA_DIR: dataDir });
  const logged: string[] = [];
  const log = new AppLog('warn', { write: (line: string) => void logged.push(line) });
  const started = await start({ settings, progress: () => undefined, log, rateLimit: 1_000_000 });
  await started.app.get(Provisioning, { strict: false }).run(demoProvisioning);
  return {
    ...started,
    dataDir,
    logged,
    remove: async () => {
      await started.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};
