import type { Page, Position, StoredEvent } from '../event-store.js';
import { SharedPages } from './shared-pages.js';

/** A log of so many events at positions 10, 20, 30 …, that counts how many it is asked for. */
const log = (length: number) => {
  const state = { length, reads: 0, events: 0 };
  const at = (position: number) => ({ position: String(position) }) as StoredEvent;
  const read = async (after: Position, limit: number): Promise<Page> => {
    state.reads += 1;
    const first = Math.floor(Number(after) / 10) + 1;
    const events = Array.from({ length: Math.min(limit, state.length - first + 1) }, (_, n) => at((first + n) * 10));
    state.events += events.length;
    return { events, next: first + events.length > state.length ? String(state.length * 10 + 5) : events.at(-1)!.position };
  };
  return { state, pages: new SharedPages(read) };
};
const positions = ({ events }: Page): number[] => events.map(({ position }) => Number(position));

describe('pages of the log that followers share', () => {
  it('are read once for those who stand at the same place, and anew when something was committed since', async () => {
    const { state, pages } = log(3);
    const both = await Promise.all([pages.page('35', 10, 1), pages.page('35', 10, 1)]);
    expect([both.map(positions), state.reads]).toEqual([[[], []], 1]);
    state.length = 4;
    expect(positions(await pages.page('35', 10, 2))).toEqual([40]);
    expect(state.reads).toBe(2);
  });

  it('are read on where one ended: what was committed after a page is in no kept one', async () => {
    const { state, pages } = log(3);
    const first = await pages.page('0', 10, 1);
    expect([positions(first), first.next]).toEqual([[10, 20, 30], '35']);
    state.length = 5;
    expect(positions(await pages.page(first.next, 10, 1))).toEqual([40, 50]);
  });

  it('bring one that stands within them to where the others are, whole and in order, without a read', async () => {
    const { state, pages } = log(100);
    await pages.page('0', 100, 1);
    for (const [after, expected] of [
      ['0', 10],
      ['10', 20],
      ['985', 990],
      ['990', 1000],
    ] as const) {
      const page = await pages.page(after, 100, 2);
      expect([positions(page)[0], page.events.length, page.next]).toEqual([expected, 100 - Math.floor(Number(after) / 10), '1005']);
    }
    expect(state.reads).toBe(1);
    // Between the last event and the horizon there is nothing, and the place is told all the same.
    expect(await pages.page('1000', 100, 2)).toEqual({ events: [], next: '1005' });
  });

  it('are never longer than was asked for, and go on where they were cut', async () => {
    const { state, pages } = log(100);
    await pages.page('0', 100, 1);
    const cut = await pages.page('200', 30, 1);
    expect([positions(cut).length, cut.next]).toEqual([30, '500']);
    expect(positions(await pages.page(cut.next, 100, 1))[0]).toBe(510);
    expect(state.reads).toBe(1);
  });

  it('are forgotten after some thousand events, the oldest first', async () => {
    const { state, pages } = log(20_000);
    for (let n = 0; n < 20; n++) await pages.page(String(n * 10_000), 1_000, 1);
    expect(state.reads).toBe(20);
    await pages.page('190000', 1_000, 1);
    expect(state.reads).toBe(20);
    await pages.page('5000', 1_000, 1);
    expect(state.reads).toBe(21);
  });

  it('serve thirty followers that were driven apart with hardly more events than one reads', async () => {
    const { state, pages } = log(2_000);
    const follow = async (from: number): Promise<number> => {
      let at = String(from);
      let seen = 0;
      while (Number(at) < 200_000 && seen < 60_000) {
        const { events, next } = await pages.page(at, 500, 1);
        // Somebody writes on, so that nobody ever waits at the end.
        state.length = Math.min(20_000, state.length + 20);
        seen += events.length;
        at = next;
        await new Promise((later) => setImmediate(later));
      }
      return seen;
    };
    const seen = await Promise.all(Array.from({ length: 30 }, (_, n) => follow(n * 600)));
    expect(seen.every((count, n) => count === 20_000 - n * 60)).toBe(true);
    // Without sharing it would be all that was seen: half a million.
    expect(state.events).toBeLessThan(60_000);
  });

  it('fail for those who asked, and are read again by the next', async () => {
    let broken = true;
    const pages = new SharedPages(async (after) => {
      if (broken) throw new Error('away');
      return { events: [], next: after };
    });
    await expect(pages.page('5', 10, 1)).rejects.toThrow('away');
    broken = false;
    expect(await pages.page('5', 10, 2)).toEqual({ events: [], next: '5' });
  });
});
