import { journeys } from '#src/app/demo/journey/index';
import { movedTime } from '#src/app/demo/journey/journey-time';
import { Stage } from '#src/app/demo/journey/journey';
import { createWorld, type World } from '../support/world.js';

describe.each(journeys)('the scenario $name', (journey) => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world?.close());

  it('runs over HTTP, each person as themself, and every claim about what somebody sees holds', async () => {
    const lines: string[] = [];
    const stage = new Stage((line) => void lines.push(line), movedTime(world.app, world.clock, world.database));
    await journey.play(world.url, stage).catch((error: unknown) => {
      throw new Error(`${String(error)}\n${lines.join('\n')}`);
    });
    expect(lines.filter((line) => line.includes('✗'))).toEqual([]);
    expect(stage.outcome('x')).toEqual({ journey: 'x', steps: expect.any(Number) as number, ok: true });
    expect(world.logged.filter((line) => line.includes('"level":50'))).toEqual([]);
  });
});

it('a claim that does not hold fails its story (control)', () => {
  const stage = new Stage(() => undefined, { now: () => new Date(), later: () => Promise.resolve(), settle: () => Promise.resolve() });
  stage.check('that holds', true);
  stage.check('that does not', false);
  expect(stage.outcome('x')).toEqual({ journey: 'x', steps: 2, ok: false });
});
