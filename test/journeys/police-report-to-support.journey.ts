import { Stage } from '#src/app/demo/journey/journey';
import { policeReportToSupport } from '#src/app/demo/journey/police-report-to-support/index';
import { createWorld, type World } from '../support/world.js';

describe('Från polisanmälan till stöd och hjälp', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.close());

  it('runs over HTTP, each person as themself, and every claim about what somebody sees holds', async () => {
    const lines: string[] = [];
    const stage = new Stage(
      (line) => void lines.push(line),
      () => world.clock.now(),
    );
    await policeReportToSupport.play(world.url, stage).catch((error: unknown) => {
      throw new Error(`${String(error)}\n${lines.join('\n')}`);
    });
    expect(lines.filter((line) => line.includes('✗'))).toEqual([]);
    expect(stage.outcome('x')).toEqual({ journey: 'x', steps: expect.any(Number) as number, ok: true });
    expect(world.logged.filter((line) => line.includes('"level":50'))).toEqual([]);
  });
});
