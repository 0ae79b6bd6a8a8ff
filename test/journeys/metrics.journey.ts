import { createWorld, type World } from '../support/world.js';

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
    const { status, text } = await read();
    expect(status).toBe(200);
    expect(text).toMatch(/^insatskedja_append_seconds_count \d+$/m);
    expect(text).toMatch(/^insatskedja_lag_events\{subscription="view:case-chain"\} 0$/m);
    expect(text).toMatch(/^insatskedja_parked_events\{subscription="view:case-chain"\} 0$/m);
    expect(text).toMatch(/^insatskedja_oldest_writer_seconds 0$/m);
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
  });

  it.each(['x-forwarded-for', 'forwarded', 'via'])('are not for what a proxy passed on (%s)', async (header) => {
    expect((await read({ [header]: '203.0.113.7' })).status).toBe(404);
  });
});
