import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FileSigner, originOf } from '#src/audit/index';
import { proofOf, type Proof } from '#src/app/operator/audit';
import { SmallTrail } from './support/small-trail.js';

const VERIFIER = path.resolve('scripts/verify-proof.mjs');

/** The proof of one record, checked by the program that stands alone. */
describe('a proof', () => {
  let folder: string;
  let trail: SmallTrail;
  let key: Record<'events' | 'audit', string>;

  const check = (proof: Proof | object, ...options: string[]): Promise<{ code: number; said: string }> => {
    const file = path.join(folder, 'proof.json');
    writeFileSync(file, JSON.stringify(proof));
    return new Promise((resolve) =>
      execFile(process.execPath, [VERIFIER, file, ...options], (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, said: stdout + stderr }),
      ),
    );
  };
  const idOf = async (log: 'events' | 'audit', n: number): Promise<string> => {
    const text =
      log === 'events'
        ? 'SELECT event_id AS id FROM es.events ORDER BY position OFFSET $1 LIMIT 1'
        : 'SELECT audit_id AS id FROM audit.records ORDER BY number OFFSET $1 LIMIT 1';
    return (await trail.superuser.query<{ id: string }>(text, [n])).rows[0]!.id;
  };

  beforeAll(async () => {
    folder = mkdtempSync(path.join(process.env['TEST_RUN_DIR']!, 'proof-'));
    trail = await SmallTrail.open(process.env['TEST_SUPERUSER_URL']!, folder);
    await trail.fill(75);
    const keeper = trail.keeper();
    await keeper.tick();
    await keeper.stop();
    const signer = new FileSigner(trail.settings.keyFile);
    const { rows } = await trail.superuser.query<{ id: string }>('SELECT id FROM tree.installation');
    const of = async (log: 'events' | 'audit') => (await signer.verifier(originOf(rows[0]!.id, log, 1))).toString();
    key = { events: await of('events'), audit: await of('audit') };
  });
  afterAll(async () => {
    await trail.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([0, 1, 37, 63, 64, 74])('of record %i of each log holds, with the witness’s word', async (n) => {
    for (const log of ['events', 'audit'] as const) {
      const proof = await proofOf(trail, trail.settings.folder, await idOf(log, n));
      expect(proof).toMatchObject({ log, index: n });
      const { code, said } = await check(proof, '--key', key[log], '--witness', trail.witness.witness.vkey);
      expect([code, said]).toEqual([
        0,
        expect.stringMatching(new RegExp(`Record ${n} of 75 in .+/${log} is what was sealed there[.]\\nwitness[.]test has witnessed`)),
      ]);
    }
  });

  it('does not hold for anything else', async () => {
    const proof = await proofOf(trail, trail.settings.folder, await idOf('events', 20));
    const other = new FileSigner(path.join(folder, 'other.pem'));
    const wrong: [object, string][] = [
      [{ ...proof, record: proof.record.replace('Anteckning', 'anteckning') }, key.events],
      [{ ...proof, index: 21 }, key.events],
      [{ ...proof, index: 75 }, key.events],
      [{ ...proof, path: proof.path.slice(1) }, key.events],
      [{ ...proof, path: [...proof.path, proof.path[0]] }, key.events],
      [{ ...proof, checkpoint: proof.checkpoint.replace('\n75\n', '\n76\n') }, key.events],
      [proof, key.audit],
      [proof, (await other.verifier(key.events.split('+')[0]!)).toString()],
      [{ ...proof, format: 'x' }, key.events],
    ];
    for (const [forged, with_] of wrong)
      expect(await check(forged, '--key', with_)).toMatchObject({ code: 1, said: expect.stringContaining('NOT PROVEN') });
    expect(await check(proof, '--key', key.events, '--witness', key.events)).toMatchObject({ code: 1 });
    expect((await check(proof, '--key', key.events)).code).toBe(0); // control
  });

  it('is not made for what is not there', () =>
    expect(proofOf(trail, trail.settings.folder, '6c4cbf0e-9a1f-4f5e-a2e1-000000000001')).rejects.toThrow('No record has this id'));
});
