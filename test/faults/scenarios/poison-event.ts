import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Scenario, Stage } from '../scenario.js';
import { operate, startApp } from '../support/app-process.js';
import { Caseworkers } from '../support/caseworkers.js';
import { asSuperuser } from '../support/connect.js';
import { headOf, untilTrue } from '../support/shares.js';
import { viewsEqualRebuild } from '../support/views.js';

/** The fault in the view: it can't take this role. As a mistake in a projection would be, found only when such an event comes. */
const POISON = "ALTER TABLE views.persons ADD CONSTRAINT faults_poison CHECK (role <> 'violence-user') NOT VALID";
const MEND = 'ALTER TABLE views.persons DROP CONSTRAINT faults_poison';

const play = async ({ lab, tally, say }: Stage): Promise<void> => {
  const dataDir = await lab.home('poison');
  const app = await startApp({ dataDir, env: lab.issuer.environment });
  const client = await asSuperuser(dataDir);
  const people = new Caseworkers({ url: () => app.url, token: () => lab.issuer.token('demo-boden-caseworker'), count: 3 });
  await client.query(POISON);
  people.start();
  const place = { recordId: randomUUID(), caseId: randomUUID() };
  const personId = randomUUID();
  const send = async (path: string, body: object): Promise<void> => {
    const { status, problem } = await people.send(`/api/v1/${path}`, { ...place, ...body }, randomUUID());
    if (status !== 201) throw new Error(`${path} was answered ${status} ${problem ?? ''}`);
  };
  await send('records', { functionId: 'boden-mottagning-vald', source: 'own' });
  await send('people', { personId, role: 'violence-user', name: 'Påhittad Person' });
  await send(`people/${personId}/safe-contact`, { safeContact: { number: '070-1740605', hours: 'vardagar', language: 'svenska' } });

  const ms = await untilTrue(client, "SELECT count(*) = 2 FROM es.parked WHERE subscription = 'view:persons'");
  const { rows: parked } = await client.query<{ stream: string; error: string }>('SELECT stream, error FROM es.parked ORDER BY revision');
  if (new Set(parked.map(({ stream }) => stream)).size !== 1)
    tally.failures.push(`more was parked than one stream: ${JSON.stringify(parked)}`);
  say(`parked after ${Math.round(ms)} ms: ${parked.map(({ error }) => error).join(', ')}`);
  await people.untilMore(20);
  await people.pause();
  tally.acks += people.acknowledged.length + 3;
  tally.failures.push(...people.wrong);
  tally.recoveries.push((await untilTrue(client, ALL_AT, [await headOf(client)])) / 1000);
  const shown = async (): Promise<number> =>
    Number(
      (await client.query<{ n: string }>('SELECT coalesce(max(revision), 0) AS n FROM views.persons WHERE person_id = $1', [personId]))
        .rows[0]!.n,
    );
  tally.control('the poisoned view lacks the person', (await shown()) === 0);
  const { rows: others } = await client.query<{ n: number }>('SELECT count(*)::int AS n FROM views.persons WHERE stream_id = ANY ($1)', [
    streamIds(people),
  ]);
  const expected = streamIds(people).length;
  tally.missed += expected - others[0]!.n;
  say(`meanwhile ${others[0]!.n} of ${expected} other people came into the view`);

  const early = await operate(['projection:replay'], { DATA_DIR: dataDir }).then(
    () => false,
    () => true,
  );
  tally.control('a replay before the mend says that it failed', early && (await shown()) === 0);
  await client.query(MEND);
  await operate(['projection:replay'], { DATA_DIR: dataDir });
  await sleep(200);
  if ((await shown()) !== 2) tally.failures.push('the replay did not bring the stream into the view');
  await viewsEqualRebuild(client, app.url, { DATA_DIR: dataDir }, tally);
  await client.end();
  await app.stop();
};

const ALL_AT = 'SELECT bool_and(position::bigint >= $1::bigint) FROM es.checkpoints';
const streamIds = (people: Caseworkers): string[] =>
  people.acknowledged
    .filter(({ stream, n }) => stream.startsWith('person-') && n === 1)
    .map(({ stream }) => stream.slice('person-'.length));

export const poisonEvent: Scenario = {
  name: 'poison-event',
  title: 'an event that a view cannot handle: its stream is parked, all others go on, and after the mend a replay brings it in',
  play,
};
