import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { CheckpointSigner, serveSigner, Witness } from '#libs/merkle';
import { signerOf, verifyTrees, witnessesOf, type TreeSettings } from '#src/audit/index';
import { SmallTrail } from './support/small-trail.js';

const listen = async (server: Server, where: string | number): Promise<number> => {
  await new Promise<void>((done) => (typeof where === 'string' ? server.listen(where, done) : server.listen(where, '127.0.0.1', done)));
  const address = server.address();
  return typeof address === 'object' ? (address as AddressInfo).port : 0;
};

/** Keys and witnesses that are not ours, or not here. */
describe('the tree with its key and its witness elsewhere', () => {
  let folder: string;
  let trail: SmallTrail;
  const servers: Server[] = [];

  const round = async (settings: TreeSettings): Promise<void> => {
    await trail.fill(10);
    const keeper = trail.keeper(settings);
    try {
      await keeper.tick();
    } finally {
      await keeper.stop();
    }
  };
  const faults = async (settings: TreeSettings): Promise<string[]> => {
    const { findings } = await verifyTrees({
      client: trail.superuser,
      folder: settings.folder,
      signer: signerOf(settings),
      witnesses: witnessesOf(settings),
    });
    return findings.map(({ log, fault, shownBy }) => `${log} ${fault} ${shownBy}`);
  };
  const cosigned = async (): Promise<{ witness: string; size: string; failure: string | null }[]> =>
    (await trail.superuser.query("SELECT witness, size, failure FROM tree.cosignatures WHERE log = 'events' ORDER BY 1")).rows as never;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(process.env['TEST_RUN_DIR']!, 'elsewhere-'));
    trail = await SmallTrail.open(process.env['TEST_SUPERUSER_URL']!, folder);
  });
  afterAll(async () => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
    await trail.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is signed over a socket, and over a port by who shows the token', async () => {
    const signer = new CheckpointSigner(path.join(folder, 'signer'));
    const socket = path.join(folder, 'signer.sock');
    const [bySocket, byPort] = [serveSigner(signer, undefined), serveSigner(signer, 'let-me-in')];
    servers.push(bySocket, byPort);
    await listen(bySocket, socket);
    const url = `http://127.0.0.1:${await listen(byPort, 0)}`;
    const local = { ...trail.settings, witnesses: [], signer: `unix:${socket}` };
    await round(local);
    expect(await faults(local)).toEqual([]);
    const remote = { ...local, signer: url, signerToken: 'let-me-in' };
    await round(remote);
    expect(await faults(remote)).toEqual([]);
    // Whoever can't show it gets nothing signed; the records wait.
    await expect(round({ ...remote, signerToken: 'another' })).rejects.toThrow('the signer refused (401)');
    expect(await faults(remote)).toEqual([]);
    // What was signed holds by the key that was kept, while the signer is away.
    expect(await faults({ ...remote, signer: 'http://127.0.0.1:9' })).toEqual([]);
    await round(local);
  });

  it('is witnessed by one that speaks C2SP’s protocol only, by proofs of consistency', async () => {
    const signer = signerOf({ ...trail.settings, signer: `unix:${path.join(folder, 'signer.sock')}` });
    const { rows } = await trail.superuser.query<{ id: string }>('SELECT id FROM tree.installation');
    const keys = await Promise.all(['events', 'audit'].map((log) => signer.verifier(`insatskedja.${rows[0]!.id}/${log}`)));
    const witness = new Witness({ dir: path.join(folder, 'plain'), name: 'plain.example', logs: keys.map(String), say: () => undefined });
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const answer =
          request.url === '/add-checkpoint' ? witness.addCheckpoint(Buffer.concat(parts).toString()) : { status: 404, body: '' };
        response.writeHead(answer.status).end(answer.body);
      });
    });
    servers.push(server);
    const settings = {
      ...trail.settings,
      signer: `unix:${path.join(folder, 'signer.sock')}`,
      witnesses: [{ url: `http://127.0.0.1:${await listen(server, 0)}`, vkey: witness.vkey }],
    };
    for (let n = 0; n < 3; n++) await round(settings);
    const [{ size }] = (await trail.superuser.query<{ size: string }>("SELECT size FROM tree.logs WHERE log = 'events'")).rows as [
      { size: string },
    ];
    expect(await cosigned()).toEqual([{ witness: 'plain.example', size, failure: null }]);
    expect(await faults(settings)).toEqual([]);
    witness.close();
  });

  it('is refused by a witness that has seen something else, and goes on all the same', async () => {
    await round(trail.settings); // the file's key, which the witness of the trail now knows
    const other = { ...trail.settings, keyFile: path.join(folder, 'another-key.pem') };
    await round(other);
    expect((await cosigned()).find(({ witness }) => witness === 'witness.test')).toMatchObject({ failure: 'refused' });
    await round(trail.settings);
    expect((await cosigned()).find(({ witness }) => witness === 'witness.test')).toMatchObject({ failure: null });
  });
});
