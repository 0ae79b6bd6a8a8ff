import { goesOn, triedLittle } from './goes-on.js';

const SHARE = 0.02;

describe('how long generated counties go on', () => {
  it('until as much as wanted has been asked', () => {
    expect(goesOn({ asked: 4_999, yes: 4_000 }, 5_000, SHARE)).toBe(true);
    expect(goesOn({ asked: 5_000, yes: 100 }, 5_000, SHARE)).toBe(false);
  });

  it('and longer while fewer than a fair share have been let in, but four times as long at most', () => {
    expect(goesOn({ asked: 5_000, yes: 80 }, 5_000, SHARE)).toBe(true);
    expect(goesOn({ asked: 20_000, yes: 80 }, 5_000, SHARE)).toBe(false);
    expect(triedLittle({ asked: 20_000, yes: 80 }, SHARE)).toBe(true);
    expect(triedLittle({ asked: 5_000, yes: 100 }, SHARE)).toBe(false);
  });
});
