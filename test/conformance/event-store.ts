import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  BEGINNING,
  StoreUnavailable,
  WrongExpectedRevision,
  type EventStore,
  type NewEvent,
  type Page,
  type Position,
  type StoredEvent,
} from '#libs/event-store';

/** One engine on a log of its own, with the test's companion ("notes") registered. */
export interface Engine {
  readonly store: EventStore;
  /** Another instance on the same log. */
  another(): Promise<EventStore>;
  /** What the companion has written, in order. */
  notes(): Promise<string[]>;
  /** A store of this engine whose server isn't there. */
  unreachable(): Promise<EventStore>;
  end(): Promise<void>;
}

export const newEvent = (data: Record<string, unknown> = {}, id = randomUUID()): NewEvent => ({
  id,
  type: 'test.Happened',
  version: 2,
  data,
  metadata: { agency: 'a', case: '11111111-1111-4111-8111-111111111111' },
  occurredAt: new Date('2026-01-02T03:04:05.678Z'),
  recordedAt: new Date('2026-01-02T03:04:06.789Z'),
});
const note = (...texts: string[]) => [{ name: 'notes', rows: texts.map((text) => ({ text })) }];

/** Follows until it has seen so many events, or until no more than `patience` ms are left. */
export const collect = async (
  store: EventStore,
  after: Position,
  count: number,
  { limit, slow = 0, patience = 10_000 }: { limit?: number; slow?: number; patience?: number } = {},
): Promise<{ events: StoredEvent[]; pages: Page[]; next: Position }> => {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience);
  const pages: Page[] = [];
  const events: StoredEvent[] = [];
  let next = after;
  for await (const page of store.follow(after, { signal: stop.signal, ...(limit ? { limit } : {}) })) {
    pages.push(page);
    events.push(...page.events);
    next = page.next;
    if (slow > 0) await sleep(slow);
    if (events.length >= count) break;
  }
  clearTimeout(timer);
  return { events, pages, next };
};

/**
 * What every engine of the event store does, whatever it keeps events in.
 * @param make a fresh engine for each test
 */
export const describeEventStore = (name: string, make: () => Promise<Engine>): void => {
  describe(`the event store on ${name}`, () => {
    let engine: Engine;
    let store: EventStore;
    beforeEach(async () => {
      engine = await make();
      ({ store } = engine);
    });
    afterEach(() => engine.end());

    const append = (stream: string, expectedRevision: number, count = 1) =>
      store.append({
        stream,
        expectedRevision,
        events: Array.from({ length: count }, (_, n) => newEvent({ n: expectedRevision + n + 1 })),
      });

    describe('append', () => {
      it('gives back what was stored, in order, with ids, versions, times and metadata', async () => {
        const first = newEvent({ text: 'Å "quoted" \n', list: [1, { deep: null }], n: 1 });
        await store.append({ stream: 's-1', expectedRevision: 0, events: [first, newEvent({ n: 2 })] });
        const { revision, position } = await append('s-1', 2);
        const read = await store.readStream('s-1');
        expect(revision).toBe(3);
        expect(read.map((event) => [event.revision, event.data['n']])).toEqual([
          [1, 1],
          [2, 2],
          [3, 3],
        ]);
        expect(read[0]).toEqual({ ...first, stream: 's-1', revision: 1, position: read[0]!.position });
        expect(read[2]!.position).toBe(position);
      });

      it.each([
        ['behind', 1],
        ['ahead', 5],
        ['new although it exists', 0],
      ])('refuses a writer that is %s', async (_, expectedRevision) => {
        await append('s-1', 0, 2);
        await expect(append('s-1', expectedRevision)).rejects.toBeInstanceOf(WrongExpectedRevision);
        expect(await store.readStream('s-1')).toHaveLength(2);
      });

      it('refuses a writer that expects a stream that is not there', async () => {
        await expect(append('s-none', 3)).rejects.toBeInstanceOf(WrongExpectedRevision);
        expect(await store.readStream('s-none')).toEqual([]);
      });

      it('answers the same ids at the same place with the first result, also when the stream has gone on, and others with a conflict', async () => {
        const events = [newEvent({ n: 1 }), newEvent({ n: 2 })];
        const first = await store.append({ stream: 's-1', expectedRevision: 0, events });
        expect(await store.append({ stream: 's-1', expectedRevision: 0, events })).toEqual(first);
        await append('s-1', 2);
        expect(await store.append({ stream: 's-1', expectedRevision: 0, events })).toEqual(first);
        await expect(store.append({ stream: 's-1', expectedRevision: 0, events: [events[0]!, newEvent()] })).rejects.toBeInstanceOf(
          WrongExpectedRevision,
        );
        await expect(store.append({ stream: 's-1', expectedRevision: 1, events })).rejects.toBeInstanceOf(WrongExpectedRevision);
        expect(await store.readStream('s-1')).toHaveLength(3);
      });

      it('lets exactly one of many racing writers through', async () => {
        const other = await engine.another();
        const outcomes = await Promise.allSettled(
          Array.from({ length: 20 }, (_, n) =>
            (n % 2 ? store : other).append({ stream: 's-1', expectedRevision: 0, events: [newEvent({ n })] }),
          ),
        );
        expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(WrongExpectedRevision);
        expect(await store.readStream('s-1')).toHaveLength(1);
        await other.close();
      });

      it('is all or nothing', async () => {
        await append('s-1', 0, 2);
        await expect(append('s-1', 1, 5)).rejects.toBeInstanceOf(WrongExpectedRevision);
        expect((await store.readStream('s-1')).map(({ data }) => data['n'])).toEqual([1, 2]);
      });

      it('says that it is unavailable when the server is not there', async () => {
        const gone = await engine.unreachable();
        await expect(gone.append({ stream: 's', expectedRevision: 0, events: [newEvent()] })).rejects.toBeInstanceOf(StoreUnavailable);
        await expect(gone.readStream('s')).rejects.toBeInstanceOf(StoreUnavailable);
        await expect(gone.readAll(BEGINNING, 10)).rejects.toBeInstanceOf(StoreUnavailable);
        await expect(collect(gone, BEGINNING, 1)).rejects.toBeInstanceOf(StoreUnavailable);
        await gone.close();
      });
    });

    describe('companions', () => {
      it('are written with the events', async () => {
        await store.append({ stream: 's-1', expectedRevision: 0, events: [newEvent()], companions: note('one', 'two') });
        expect(await engine.notes()).toEqual(['one', 'two']);
        expect(await store.readStream('s-1')).toHaveLength(1);
      });

      it('that fail leave no event, and none of the others', async () => {
        const companions = [...note('kept?'), ...note('refuse')];
        await expect(store.append({ stream: 's-1', expectedRevision: 0, events: [newEvent()], companions })).rejects.toMatchObject({
          code: 'TE409',
        });
        expect(await store.readStream('s-1')).toEqual([]);
        expect(await engine.notes()).toEqual([]);
        await store.append({ stream: 's-1', expectedRevision: 0, events: [newEvent()], companions: note('after') });
        expect(await engine.notes()).toEqual(['after']);
      });

      it('of a refused append are not written', async () => {
        await append('s-1', 0);
        await expect(
          store.append({ stream: 's-1', expectedRevision: 0, events: [newEvent()], companions: note('never') }),
        ).rejects.toBeInstanceOf(WrongExpectedRevision);
        expect(await engine.notes()).toEqual([]);
      });

      it('of one append are written once, however many ask for it', async () => {
        const other = await engine.another();
        const outcomes = await Promise.allSettled(
          Array.from({ length: 12 }, (_, n) =>
            (n % 2 ? store : other).append({ stream: 's-1', expectedRevision: 0, events: [newEvent()], companions: note(`writer ${n}`) }),
          ),
        );
        expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        expect(await engine.notes()).toHaveLength(1);
        await other.close();
      });

      it('are written alone where there is no event', async () => {
        await store.record(note('alone'));
        expect(await engine.notes()).toEqual(['alone']);
        await expect(store.record(note('refuse'))).rejects.toMatchObject({ code: 'TE409' });
      });
    });

    describe('reading', () => {
      it('gives a stream from a revision on, and nothing for one that is not there', async () => {
        await append('s-1', 0, 5);
        expect((await store.readStream('s-1', 4)).map(({ revision }) => revision)).toEqual([4, 5]);
        expect(await store.readStream('s-1', 6)).toEqual([]);
        expect(await store.readStream('s-none')).toEqual([]);
      });

      it('gives everything in one order, in pages that meet', async () => {
        for (let n = 0; n < 7; n++) await append(`s-${n % 3}`, Math.floor(n / 3));
        const seen: StoredEvent[] = [];
        let at = BEGINNING;
        for (;;) {
          const { events, next } = await store.readAll(at, 3);
          if (events.length === 0) break;
          expect(events.length).toBeLessThanOrEqual(3);
          seen.push(...events);
          at = next;
        }
        expect(seen.map(({ stream, revision }) => `${stream}/${revision}`)).toEqual(
          Array.from({ length: 7 }, (_, n) => `s-${n % 3}/${Math.floor(n / 3) + 1}`),
        );
        expect((await store.readAll(at, 3)).events).toEqual([]);
        expect(store.reached(at, await store.head())).toBe(true);
      });

      it('orders positions: a reader has reached what it has seen, and not what came after', async () => {
        expect(store.reached(await store.head(), await store.head())).toBe(true);
        const first = await append('s-1', 0);
        const second = await append('s-2', 0);
        expect(store.reached(first.position, second.position)).toBe(false);
        expect(store.reached(second.position, first.position)).toBe(true);
        expect(store.reached(BEGINNING, first.position)).toBe(false);
        expect(store.reached(await store.head(), second.position)).toBe(true);
      });

      it('knows its own positions, and takes nothing else for one', async () => {
        const { position } = await append('s-1', 0);
        expect([position, await store.head(), BEGINNING].map((own) => store.knows(own))).toEqual([true, true, true]);
        const others = ['', '-1', '1/', '/1', '1/2/3', '1 2', '2026-11-02T08:00:00.000Z 0a8f0a1e', position.includes('/') ? '17' : '17/17'];
        expect(others.filter((other) => store.knows(other))).toEqual([]);
      });

      it('loads a stream of 5,000 events', async () => {
        for (let n = 0; n < 10; n++) await append('s-long', n * 500, 500);
        const read = await store.readStream('s-long');
        expect(read.map(({ revision }) => revision)).toEqual(Array.from({ length: 5_000 }, (_, n) => n + 1));
      }, 60_000);
    });

    describe('following', () => {
      it('catches up and goes on with what comes, in order', async () => {
        await append('s-1', 0, 3);
        const following = collect(store, BEGINNING, 6);
        await sleep(100);
        await append('s-2', 0, 2);
        await append('s-1', 3);
        const { events, next } = await following;
        expect(events.map(({ stream, revision }) => `${stream}/${revision}`)).toEqual([
          's-1/1',
          's-1/2',
          's-1/3',
          's-2/1',
          's-2/2',
          's-1/4',
        ]);
        expect(store.reached(next, await store.head())).toBe(true);
      });

      it('begins after a place', async () => {
        const { position } = await append('s-1', 0, 2);
        await append('s-1', 2, 2);
        expect((await collect(store, position, 2)).events.map(({ revision }) => revision)).toEqual([3, 4]);
      });

      it('never misses, repeats or reorders, from eight writers, for two followers, of whom one is another instance', async () => {
        const other = await engine.another();
        const following = [
          collect(store, BEGINNING, 320, { limit: 20, patience: 30_000 }),
          collect(other, BEGINNING, 320, { patience: 30_000 }),
        ];
        await Promise.all(
          Array.from({ length: 8 }, async (_, writer) => {
            for (let n = 0; n < 40; n++) {
              const companions = n % 3 === 0 ? { companions: note(`${writer}/${n}`) } : {};
              await store.append({ stream: `w-${writer}`, expectedRevision: n, events: [newEvent({ n })], ...companions });
              if (n % 7 === writer % 7) await sleep(Math.random() * 10);
            }
          }),
        );
        const [mine, others] = await Promise.all(following);
        expect(mine!.events.map(({ id }) => id)).toEqual(others!.events.map(({ id }) => id));
        expect(new Set(mine!.events.map(({ id }) => id)).size).toBe(320);
        for (let writer = 0; writer < 8; writer++)
          expect(mine!.events.filter(({ stream }) => stream === `w-${writer}`).map(({ revision }) => revision)).toEqual(
            Array.from({ length: 40 }, (_, n) => n + 1),
          );
        await other.close();
      }, 60_000);

      it('goes at the pace of a slow consumer, in pages no larger than it asked for', async () => {
        await append('s-1', 0, 200);
        const { events, pages } = await collect(store, BEGINNING, 200, { limit: 10, slow: 5 });
        expect(events.map(({ revision }) => revision)).toEqual(Array.from({ length: 200 }, (_, n) => n + 1));
        expect(Math.max(...pages.map((page) => page.events.length))).toBeLessThanOrEqual(10);
      });

      it('ends when it is told to, also while it waits', async () => {
        const stop = new AbortController();
        const following = (async () => {
          for await (const _ of store.follow(await store.head(), { signal: stop.signal }));
        })();
        await sleep(50);
        stop.abort();
        await following;
        for await (const _ of store.follow(BEGINNING, { signal: stop.signal })) throw new Error('it goes on');
      });

      it('shows an event only with what belongs to its commit', async () => {
        const following = (async () => {
          const stop = new AbortController();
          let seen = 0;
          for await (const { events } of store.follow(BEGINNING, { signal: stop.signal, limit: 5 })) {
            const notes = new Set(await engine.notes());
            for (const event of events) expect(notes).toContain(event.data['note']);
            seen += events.length;
            if (seen >= 40) stop.abort();
          }
        })();
        for (let n = 0; n < 40; n++)
          await store.append({
            stream: `s-${n % 4}`,
            expectedRevision: Math.floor(n / 4),
            events: [newEvent({ note: `n${n}` })],
            companions: note(`n${n}`),
          });
        await following;
      });

      it('is hinted at by waitForAppend', async () => {
        const waiting = store.waitForAppend(5_000);
        const begun = Date.now();
        await sleep(20);
        await append('s-1', 0);
        await waiting;
        expect(Date.now() - begun).toBeLessThan(4_000);
        await store.waitForAppend(10);
        await store.waitForAppend(5_000, AbortSignal.abort());
      });
    });
  });
};
