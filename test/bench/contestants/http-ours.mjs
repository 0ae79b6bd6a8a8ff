import { randomUUID } from 'node:crypto';
import { AppLog, loginAs, parseSettings, seedDemo, start } from '../lib/app.mjs';
import { recordSql, uuidsIn, withoutRepeats } from '../lib/recorded-sql.mjs';

/** The whole application as `npm start` runs it, on its embedded durable database, with the demonstration's county and case. */
const WORKER = 'demo-boden-caseworker';
let started;
let cookie;
let origin;
let caseId;

/** @param {{ dataDir: string, partitions?: number }} options */
export const open = async ({ dataDir, partitions = 1 }) => {
  const settings = parseSettings({ PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'error', EVENT_PARTITIONS: String(partitions) });
  started = await start({
    settings,
    progress: () => undefined,
    log: new AppLog('error', { write: (line) => void process.stderr.write(line) }),
    rateLimit: 1_000_000_000,
  });
  await seedDemo(started, () => undefined);
  ({ origin } = new URL(started.url));
  ({ cookie } = await loginAs(started.url, WORKER));
  const { items } = await get('/api/v1/cases');
  const views = await Promise.all(items.map((one) => get(`/api/v1/cases/${one.caseId}/chain`)));
  caseId = views.toSorted((a, b) => b.links.length - a.links.length)[0].caseId;
};
export const close = () => started.stop();

const get = async (address) => {
  const response = await fetch(started.url + address, { headers: { cookie } });
  if (!response.ok) throw new Error(`${address}: ${response.status} ${await response.text()}`);
  return response.json();
};

const command = (id) => ({
  address: '/api/v1/records',
  headers: { cookie, origin, 'content-type': 'application/json', 'idempotency-key': id },
  body: { recordId: id, caseId: id, functionId: 'boden-mottagning-vald', source: 'own' },
});
const send = async ({ address, headers, body }) => {
  const response = await fetch(started.url + address, { method: 'POST', headers, body: JSON.stringify(body) });
  if (response.status !== 201) throw new Error(`${address}: ${response.status} ${await response.text()}`);
};

/** Where and how to ask, and the SQL that a command and a view send. The ids that are new with each command stand in `fresh`. */
export const requests = async () => {
  ({ cookie } = await loginAs(started.url, WORKER)); // filling a large store takes longer than a session lives
  const { headers, address, body } = command('00000000-0000-4000-8000-000000000000');
  await send(command(randomUUID())); // warm
  await get(`/api/v1/cases/${caseId}/chain`);
  const id = randomUUID();
  const commandSql = await recordSql(() => send(command(id)));
  const viewSql = await recordSql(() => get(`/api/v1/cases/${caseId}/chain`));
  const view = await get(`/api/v1/cases/${caseId}/chain`);
  const known = new Set(uuidsIn(commandSql.slice(0, 3)));
  const auditId = viewSql.flatMap(({ values }) => values.flatMap((value) => /"auditId":"([^"]+)"/.exec(String(value))?.[1] ?? []));
  const { app, projector, superuser } = started.embedded.secrets;
  const as = (user, password) => `postgres://${user}:${password}@127.0.0.1:${started.embedded.port}/insatskedja`;
  return {
    url: started.url,
    command: { address, headers, body },
    view: { address: `/api/v1/cases/${caseId}/chain`, headers: { cookie } },
    answer: view,
    sql: {
      command: {
        sent: commandSql.length,
        statements: withoutRepeats(commandSql),
        fresh: [...new Set([id, ...uuidsIn(commandSql).filter((one) => !known.has(one))])],
      },
      view: { sent: viewSql.length, statements: withoutRepeats(viewSql), fresh: auditId },
    },
    urls: { appUrl: as('insatskedja_app', app), projectorUrl: as('insatskedja_projector', projector) },
    superuserUrl: as('postgres', superuser),
  };
};

/** CPU time of this process since the last call, in µs. */
let cpu = process.cpuUsage();
export const cpuUs = () => {
  const { user, system } = process.cpuUsage(cpu);
  cpu = process.cpuUsage();
  return user + system;
};

export { endProfile, startProfile } from '../lib/profile.mjs';
