import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { status } from '@grpc/grpc-js';
import { BEGINNING, KurrentLog, StoreUnavailable } from '#libs/event-store';
import { newEvent } from '../conformance/event-store.js';
import { KurrentDbStandIn } from '../support/kurrentdb-stand-in/index.js';

const follow = async (log: KurrentLog, signal = AbortSignal.timeout(10_000)): Promise<void> => {
  for await (const _ of log.follow(BEGINNING, { signal }));
};

/** Each thing that the engine asks of the server. */
const everything = (log: KurrentLog): [string, () => Promise<unknown>][] => [
  ['append', () => log.append({ stream: 's', expectedRevision: 0, events: [newEvent()] })],
  ['append again', () => log.append({ stream: 's', expectedRevision: 0, events: [newEvent()] })],
  ['readStream', () => log.readStream('s')],
  ['readAll', () => log.readAll(BEGINNING, 10)],
  ['head', () => log.head()],
  ['revision', () => log.revision('s')],
  ['follow', () => follow(log)],
];

const expectUnavailable = async (log: KurrentLog, most: number): Promise<void> => {
  for (const [name, ask] of everything(log)) {
    const begun = performance.now();
    const outcome = await ask().then(
      () => 'answered',
      (error: unknown) => error,
    );
    expect([name, outcome instanceof StoreUnavailable ? 'unavailable' : outcome]).toEqual([name, 'unavailable']);
    expect(performance.now() - begun).toBeLessThan(most);
  }
  await log.close();
};

/** Needs no KurrentDB: what stands at the other end is nothing, a mute, or a stand-in. */
describe('the connection to KurrentDB', () => {
  it('is refused: everything says unavailable, soon', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port } = closed.address() as { port: number };
    await new Promise((resolve) => closed.close(resolve));
    await expectUnavailable(new KurrentLog({ url: `kurrentdb://127.0.0.1:${port}?tls=false`, deadline: 3_000 }), 3_500);
  });

  it(
    'leads nowhere by its name: everything says unavailable',
    () => expectUnavailable(new KurrentLog({ url: 'kurrentdb://nowhere.invalid:2113?tls=false', deadline: 3_000 }), 3_500),
    60_000,
  );

  it(
    'finds no node of a cluster: everything says unavailable',
    () =>
      expectUnavailable(
        new KurrentLog({ url: 'kurrentdb+discover://127.0.0.1:9?tls=false&maxDiscoverAttempts=2&discoveryInterval=50', deadline: 3_000 }),
        3_500,
      ),
    60_000,
  );

  it('is taken by something that never answers: everything gives up in time', async () => {
    const sockets: Socket[] = [];
    const mute: Server = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await once(mute, 'listening');
    const { port } = mute.address() as { port: number };
    await expectUnavailable(new KurrentLog({ url: `kurrentdb://127.0.0.1:${port}?tls=false`, deadline: 500 }), 1_500);
    sockets.forEach((socket) => socket.destroy());
    await new Promise((resolve) => mute.close(resolve));
  });

  it('is open but nobody answers any more: everything gives up in time', async () => {
    const standIn = await KurrentDbStandIn.start();
    const log = new KurrentLog({ url: standIn.url, deadline: 500 });
    await log.append({ stream: 's', expectedRevision: 0, events: [newEvent()] });
    standIn.faults.deaf = true;
    await expectUnavailable(log, 1_500);
    await standIn.stop();
  });

  it.each([
    ['UNAVAILABLE', status.UNAVAILABLE],
    ['RESOURCE_EXHAUSTED', status.RESOURCE_EXHAUSTED],
    ['DEADLINE_EXCEEDED', status.DEADLINE_EXCEEDED],
  ])('answers %s: everything says unavailable, and works again afterwards', async (_, code) => {
    for (const batch of [true, false]) {
      const standIn = await KurrentDbStandIn.start({ batch });
      const log = new KurrentLog({ url: standIn.url, deadline: 2_000 });
      standIn.faults.refuse = code;
      for (const [name, ask] of everything(log))
        expect([name, await ask().catch((error: unknown) => error)]).toEqual([name, expect.any(StoreUnavailable)]);
      standIn.faults.refuse = undefined;
      expect((await log.append({ stream: 's', expectedRevision: 0, events: [newEvent()] })).revision).toBe(1);
      expect(await log.readStream('s')).toHaveLength(1);
      await log.close();
      await standIn.stop();
    }
  });

  it('has an address that cannot be read: says so at once', () => {
    expect(() => new KurrentLog({ url: 'kurrentdb://h:2113?tls=perhaps' })).toThrow(/true or false/);
  });

  describe('over TLS', () => {
    const openssl = ((): boolean => {
      try {
        return execFileSync('openssl', ['version']).length > 0;
      } catch {
        return false;
      }
    })();
    const withOpenssl = openssl ? it : it.skip;
    let folder: string;
    let standIn: KurrentDbStandIn;

    beforeAll(async () => {
      if (!openssl) return;
      folder = mkdtempSync(path.join(tmpdir(), 'kurrentdb-tls-'));
      const made = makeCertificates(folder);
      standIn = await KurrentDbStandIn.start({ tls: made, login: 'insats:ordet' });
    });
    afterAll(async () => {
      if (!openssl) return;
      await standIn.stop();
      rmSync(folder, { recursive: true, force: true });
    });
    const url = (login: string, options: string): string => `kurrentdb://${login}127.0.0.1:${standIn.address.port}?${options}`;
    const trusted = (): string => `tls=true&tlsCAFile=${encodeURIComponent(path.join(folder, 'authority.pem'))}`;

    withOpenssl('to a certificate that nobody vouches for: refused, and nothing is sent', async () => {
      await expectUnavailable(new KurrentLog({ url: url('insats:ordet@', 'tls=true'), deadline: 2_000 }), 2_500);
      expect(standIn.seen.appends).toBe(0);
    });

    withOpenssl('with a plain text client: unavailable', async () => {
      await expectUnavailable(new KurrentLog({ url: url('', 'tls=false'), deadline: 2_000 }), 2_500);
    });

    withOpenssl('with the wrong login: unavailable, with a word about the login for the operator', async () => {
      await expectUnavailable(new KurrentLog({ url: url('insats:fel@', trusted()), deadline: 2_000 }), 2_500);
      const log = new KurrentLog({ url: url('insats:fel@', trusted()), deadline: 2_000 });
      await expect(log.append({ stream: 's', expectedRevision: 0, events: [newEvent()] })).rejects.toThrow('refuses the login');
      await log.close();
    });

    withOpenssl('with the right authority and login: works', async () => {
      const log = new KurrentLog({ url: url('insats:ordet@', trusted()), deadline: 3_000 });
      await log.append({ stream: 's', expectedRevision: 0, events: [newEvent(), newEvent()] });
      expect(await log.readStream('s')).toHaveLength(2);
      const page = (await log.follow(BEGINNING, { signal: AbortSignal.timeout(5_000) }).next()).value;
      expect(page?.events.length).toBeGreaterThan(0);
      await log.close();
    });
  });
});

/** An authority of our own in authority.pem, and a server's certificate that it vouches for. */
const makeCertificates = (folder: string): { key: Buffer; cert: Buffer } => {
  const file = (name: string): string => path.join(folder, name);
  const openssl = (...options: string[]): void => void execFileSync('openssl', options, { stdio: 'ignore', cwd: folder });
  const fresh = ['-newkey', 'rsa:2048', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...fresh,
    '-days',
    '2',
    '-subj',
    '/CN=Test authority',
    '-keyout',
    file('authority.key'),
    '-out',
    file('authority.pem'),
  );
  openssl('req', ...fresh, '-subj', '/CN=localhost', '-keyout', file('server.key'), '-out', file('server.csr'));
  writeFileSync(file('names'), 'subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:FALSE\n');
  const authority = ['-CA', file('authority.pem'), '-CAkey', file('authority.key'), '-CAcreateserial'];
  openssl('x509', '-req', '-in', file('server.csr'), ...authority, '-days', '2', '-extfile', file('names'), '-out', file('server.pem'));
  return { key: readFileSync(file('server.key')), cert: readFileSync(file('server.pem')) };
};
