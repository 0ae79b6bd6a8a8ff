import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { demoProvisioning } from '#config/demo';
import { parseSettings } from '#config/settings';
import { startOfSwedishDay, swedishDate, TestClock } from '#libs/shared-kernel';
import { Provisioning } from '#src/organisation/index';
import { journeys } from '../demo/journey/index.js';
import { movedTime } from '../demo/journey/journey-time.js';
import { Stage, type Outcome } from '../demo/journey/journey.js';
import { AppLog } from '../log.js';
import { start } from '../start.js';

/** Plays a scenario over HTTP on a fresh store of its own, which is removed afterwards. @throws when no scenario has that name */
export const playJourney = async (name: string, say: (line: string) => void): Promise<Outcome> => {
  const journey = journeys.find((one) => one.name === name);
  if (!journey) throw new Error(`No scenario is called ${name}. Choose among: ${journeys.map((one) => one.name).join(', ')}`);
  const dataDir = mkdtempSync(path.join(tmpdir(), 'insatskedja-journey-'));
  try {
    const settings = parseSettings({ PORT: '0', DATA_DIR: dataDir });
    const clock = new TestClock(thisMorning());
    const started = await start({ settings, progress: () => undefined, log: new AppLog('error'), clock });
    try {
      await started.app.get(Provisioning, { strict: false }).run(demoProvisioning);
      const stage = new Stage(say, movedTime(started.app, clock, started.database));
      await journey.play(started.url, stage);
      return stage.outcome(name);
    } finally {
      await started.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
};

/** Nine o'clock today: a story is the same at whatever hour it is played. */
const thisMorning = (): Date => new Date(startOfSwedishDay(swedishDate(new Date())).getTime() + 9 * 3_600_000);
