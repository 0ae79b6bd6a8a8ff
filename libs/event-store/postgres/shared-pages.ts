import type { Page, Position } from '../event-store.js';

/** Together, of the pages that are kept: a few megabytes, and the largest page of a follower that lags. */
const KEPT_EVENTS = 8_000;

interface Kept {
  readonly after: bigint;
  readonly next: bigint;
  readonly page: Page;
}

/**
 * One read for many followers. Those at the same place, as all are who have caught up, share it; and one that stands within a page that was read a moment
 * ago gets the rest of that page, which brings it to where the others are. Without the second, followers that an outage has driven apart read every event
 * once each while others write on, and never catch up.
 */
export class SharedPages {
  private underWay: { readonly key: string; readonly page: Promise<Page> } | undefined;
  /** The newest last. What a page holds never changes: it ends below the horizon. */
  private kept: Kept[] = [];

  constructor(private readonly read: (after: Position, limit: number) => Promise<Page>) {}

  /** @param epoch a read that began in an earlier one may not know the newest */
  page(after: Position, limit: number, epoch: number): Promise<Page> {
    const rest = this.restOf(BigInt(after), limit);
    if (rest) return Promise.resolve(rest);
    const key = `${after}/${limit}/${epoch}`;
    if (this.underWay?.key !== key) {
      const page = this.read(after, limit);
      this.underWay = { key, page };
      page.then(
        (done) => this.keep({ after: BigInt(after), next: BigInt(done.next), page: done }),
        () => undefined, // whoever asked for it hears
      );
    }
    return this.underWay.page;
  }

  private keep(read: Kept): void {
    if (read.next === read.after) return;
    this.kept.push(read);
    let events = this.kept.reduce((sum, { page }) => sum + page.events.length, 0);
    while (events > KEPT_EVENTS && this.kept.length > 1) events -= this.kept.shift()!.page.events.length;
    // Pages without events (a horizon that moved) are worth nothing once there is a newer one.
    this.kept = this.kept.filter(({ page }, index) => page.events.length > 0 || index === this.kept.length - 1);
  }

  private restOf(after: bigint, limit: number): Page | undefined {
    const found = this.kept.findLast((one) => one.after <= after && after < one.next);
    if (!found) return undefined;
    const { events, next } = found.page;
    const begin = firstBeyond(events, after);
    const rest = events.slice(begin, begin + limit);
    return begin + limit < events.length ? { events: rest, next: rest.at(-1)!.position } : { events: rest, next };
  }
}

/** Index of the first event beyond a position, by halves. */
const firstBeyond = (events: Page['events'], after: bigint): number => {
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (BigInt(events[middle]!.position) > after) high = middle;
    else low = middle + 1;
  }
  return low;
};
