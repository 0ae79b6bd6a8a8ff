import { demoProvisioning } from '#config/demo';
import { Provisioning } from '#src/organisation/index';
import type { Started } from '../start.js';
import { playCases } from './cases/index.js';
import { demoCases } from './cases/table/index.js';
import { presentTime, Stage } from './journey/journey.js';
import { waitingRequests } from './journey/waiting-requests.js';
import { policeReportFirstDay } from './journey/police-report-to-support/index.js';

/** Fills an empty demo store by the same commands that users send, over HTTP: the county, one case as far as a withdrawn
 * consent, and requests that wait. A store that holds anything is left alone. */
export const seedDemo = async (started: Started, progress: (line: string) => void): Promise<void> => {
  const { rows } = await started.database.app.query<{ empty: boolean }>('SELECT NOT EXISTS (SELECT 1 FROM es.events) AS empty');
  if (!rows[0]?.empty) return;
  progress('Registering the invented county …');
  await started.app.get(Provisioning, { strict: false }).run(demoProvisioning);
  progress('Playing an invented case …');
  const stage = new Stage(() => undefined, presentTime);
  for (const journey of [policeReportFirstDay, waitingRequests]) await journey.play(started.url, stage);
  if (!stage.outcome('demo').ok)
    throw new Error('The invented case could not be played as it should. Remove the data directory and start again.');
};

/**
 * Plays the many cases of the demo county while the app already serves: what an earlier start had not come to, then nothing more. One line when it is done.
 * @param ending stops it between two commands
 */
export const seedDemoCases = async (started: Started, progress: (line: string) => void, ending: AbortSignal): Promise<void> => {
  const { url, database } = started;
  const { played, sent, failed } = await playCases(demoCases, { url, database, now: () => new Date(), ending });
  if (sent > 0 && !ending.aborted) progress(`${played} of ${demoCases.length} invented cases have been played.`);
  for (const line of failed) progress(line);
};
