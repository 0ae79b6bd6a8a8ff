import { tokenFor } from '#src/login/index';
import { createWorld, METRICS_TOKEN, type World } from '../support/world.js';

describe('metrics', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world?.close());
  const read = async (headers: Record<string, string> = {}) => {
    const response = await fetch(`${world.url}/metrics`, { headers });
    return { status: response.status, text: await response.text() };
  };

  it('tell an operator how the store does, and name nothing of a case', async () => {
    const { status, text } = await read({ authorization: `Bearer ${METRICS_TOKEN}` });
    expect(status).toBe(200);
    expect(text).toMatch(/^insatskedja_append_seconds_count \d+$/m);
    expect(text).toMatch(/^insatskedja_lag_events\{subscription="view:case-chain"\} 0$/m);
    expect(text).toMatch(/^insatskedja_parked_events\{subscription="view:case-chain"\} 0$/m);
    expect(text).toMatch(/^insatskedja_oldest_writer_seconds 0$/m);
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
  });

  it('are for nobody else: how much is written tells something of what is hidden', async () => {
    expect((await read()).status).toBe(404);
    expect((await read({ authorization: `Bearer ${METRICS_TOKEN.slice(0, -1)}x` })).status).toBe(404);
    expect((await read({ authorization: `Bearer ${await tokenFor(world.url, 'demo-boden-caseworker')}` })).status).toBe(404);
  });
});
