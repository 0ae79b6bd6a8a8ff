import { demoProvisioning } from '#config/demo';
import { Provisioning } from '#src/organisation/index';
import type { Started } from '../start.js';
import { Stage } from './journey/journey.js';
import { policeReportToSupport } from './journey/police-report-to-support.js';

/** Fills an empty demo store by the same commands that users send, over HTTP: the county, and one case. A store that holds anything is left alone. */
export const seedDemo = async (started: Started, progress: (line: string) => void): Promise<void> => {
  const { rows } = await started.database.app.query<{ empty: boolean }>('SELECT NOT EXISTS (SELECT 1 FROM es.events) AS empty');
  if (!rows[0]?.empty) return;
  progress('Registering the invented county …');
  await started.app.get(Provisioning, { strict: false }).run(demoProvisioning);
  progress('Playing an invented case …');
  await policeReportToSupport.play(
    started.url,
    new Stage(
      () => undefined,
      () => new Date(),
    ),
  );
};
