import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { demoProvisioning } from '#config/demo';
import { parseSettings } from '#config/settings';
import { Provisioning } from '#src/organisation/index';
import { Stage, type Journey, type Outcome } from '../demo/journey/journey.js';
import { policeReportToSupport } from '../demo/journey/police-report-to-support/index.js';
import { AppLog } from '../log.js';
import { start } from '../start.js';

const JOURNEYS: readonly Journey[] = [policeReportToSupport];

/** Plays a scenario over HTTP on a fresh store of its own, which is removed afterwards. @throws when no scenario has that name */
export const playJourney = async (name: string, say: (line: string) => void): Promise<Outcome> => {
  const journey = JOURNEYS.find((one) => one.name === name);
  if (!journey) throw new Error(`No scenario is called ${name}. Choose among: ${JOURNEYS.map((one) => one.name).join(', ')}`);
  const dataDir = mkdtempSync(path.join(tmpdir(), 'insatskedja-journey-'));
  try {
    const settings = parseSettings({ PORT: '0', DATA_DIR: dataDir });
    const started = await start({ settings, progress: () => undefined, log: new AppLog('error') });
    try {
      await started.app.get(Provisioning, { strict: false }).run(demoProvisioning);
      const stage = new Stage(say, () => new Date());
      await journey.play(started.url, stage);
      return stage.outcome(name);
    } finally {
      await started.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
};
