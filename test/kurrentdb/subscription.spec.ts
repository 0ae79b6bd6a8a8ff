import { setTimeout as sleep } from 'node:timers/promises';
import { KurrentDBClient, END, streamNameFilter } from '@kurrent/kurrentdb-client';
import { BEGINNING, KurrentLog, StoreUnavailable, Subscription, type Position, type StoredEvent } from '#libs/event-store';
import { newEvent } from '../conformance/event-store.js';
import { KurrentDbStandIn } from '../support/kurrentdb-stand-in/index.js';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.js';

/** The real client, over a way that can be cut, to a stand-in of the server (not KurrentDB itself). */
describe('a subscription to KurrentDB', () => {
  let standIn: KurrentDbStandIn;
  let proxy: TcpProxy;
  let writer: KurrentLog;
  let reader: KurrentLog;
  const seen: StoredEvent[] = [];

  beforeEach(async () => {
    seen.length = 0;
    standIn = await KurrentDbStandIn.start();
    proxy = await startTcpProxy(standIn.address);
    writer = new KurrentLog({ url: standIn.url });
    reader = new KurrentLog({ url: `kurrentdb://127.0.0.1:${proxy.port}?tls=false`, deadline: 1_000 });
  });
  afterEach(async () => {
    await Promise.all([writer.close(), reader.close()]);
    await proxy.close();
    await standIn.stop();
  });

  const write = async (from: number, count: number): Promise<void> => {
    for (let n = from; n < from + count; n++)
      await writer.append({ stream: `s-${n % 5}`, expectedRevision: Math.floor(n / 5), events: [newEvent({ n })] });
  };
  /** Events of 20 kB. */
  const writeBig = async (count: number): Promise<void> => {
    const big = 'x'.repeat(20_000);
    for (let n = 0; n < count; n += 30)
      await writer.append({
        stream: 'big',
        expectedRevision: n,
        events: Array.from({ length: 30 }, (_, m) => newEvent({ n: n + m, big })),
      });
  };
  const until = async (condition: () => boolean, patience = 20_000): Promise<void> => {
    for (const deadline = Date.now() + patience; !condition() && Date.now() < deadline;) await sleep(10);
  };
  const numbers = (): unknown[] => seen.map(({ data }) => data['n']);
  const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

  /** As the app subscribes: a durable checkpoint of its own, moved together with what it does. */
  const subscribe = (faults: string[]): Subscription => {
    let checkpoint: Position = BEGINNING;
    return new Subscription({
      store: reader as never,
      name: 'test',
      load: async () => checkpoint,
      handle: async (events, from, next) => {
        expect(from).toBe(checkpoint);
        seen.push(...events);
        checkpoint = next;
      },
      onError: (_, error) => void faults.push((error as Error).constructor.name),
    });
  };

  it('is cut nine times while events come, and loses, repeats and reorders nothing', async () => {
    const faults: string[] = [];
    const subscription = subscribe(faults);
    subscription.start();
    const cutting = (async () => {
      for (let cut = 0; cut < 9; cut++) {
        await until(() => seen.length >= (cut + 1) * 30);
        proxy.cut();
      }
    })();
    await write(0, 400);
    await cutting;
    await write(400, 20);
    await until(() => seen.length >= 420);
    await subscription.stop();
    expect(numbers()).toEqual(upTo(420));
    expect(faults.length).toBeGreaterThanOrEqual(1);
    expect(new Set(faults)).toEqual(new Set(['StoreUnavailable']));
    expect(standIn.seen.subscriptions).toBeGreaterThan(1);
  });

  it('control: a follower that goes on from the end after a cut loses what came meanwhile', async () => {
    const client = KurrentDBClient.connectionString(`kurrentdb://127.0.0.1:${proxy.port}?tls=false`);
    const naive: unknown[] = [];
    const filter = streamNameFilter({ prefixes: ['insatskedja.'] });
    const first = client.subscribeToAll({ filter }).on('data', ({ event }) => naive.push((event!.data as { n: number }).n));
    const broken = new Promise((resolve) => first.once('error', resolve));
    await write(0, 50);
    await until(() => naive.length >= 50);
    proxy.cut();
    await broken;
    await write(50, 30);
    const second = client
      .subscribeToAll({ filter, fromPosition: END })
      .on('data', ({ event }) => naive.push((event!.data as { n: number }).n));
    second.on('error', () => undefined);
    await new Promise((resolve) => second.once('confirmation', resolve));
    await write(80, 20);
    await until(() => naive.includes(99));
    expect(naive).not.toEqual(upTo(100));
    expect(naive).toHaveLength(70);
    await second.unsubscribe();
    await client.dispose();
    await (client as unknown as { getChannel(): Promise<{ close(): void }> }).getChannel().then((channel) => channel.close());
  });

  it('finds the server away and takes up when it is back', async () => {
    const faults: string[] = [];
    proxy.refusing = true;
    const subscription = subscribe(faults);
    subscription.start();
    await write(0, 10);
    await until(() => faults.length >= 2);
    expect(seen).toEqual([]);
    proxy.refusing = false;
    await until(() => seen.length >= 10);
    await subscription.stop();
    expect(numbers()).toEqual(upTo(10));
  });

  it('that the server refuses to begin is given up in time', async () => {
    proxy.silent = true;
    await expect(reader.follow(BEGINNING, { signal: AbortSignal.timeout(20_000) }).next()).rejects.toBeInstanceOf(StoreUnavailable);
  });

  it('ends when it is cancelled, on both sides', async () => {
    await write(0, 5);
    const stop = new AbortController();
    let pages = 0;
    for await (const _ of reader.follow(BEGINNING, { signal: stop.signal })) if (++pages === 1) stop.abort();
    expect(pages).toBe(1);
    await write(5, 5);
    await sleep(200);
    expect(standIn.seen.pushed).toBeLessThanOrEqual(6);
  });

  it('with a consumer that stands still keeps little in memory, and the server waits', async () => {
    await writeBig(1_500);
    const stop = new AbortController();
    const following = reader.follow(BEGINNING, { signal: stop.signal, limit: 10 });
    seen.push(...(await following.next()).value!.events);
    await sleep(1_500);
    const pushedWhileStanding = standIn.seen.pushed;
    // 1,500 events of 20 kB: what is under way is what fits the connection's window and a page, not the log.
    expect(pushedWhileStanding).toBeLessThan(700);
    for await (const { events } of following) {
      seen.push(...events);
      if (seen.length >= 1_500) break;
    }
    expect(numbers()).toEqual(upTo(1_500));
    expect(standIn.seen.pushed).toBe(1_500);
  });

  it('control: a consumer without back-pressure is sent the whole log while it stands still', async () => {
    await writeBig(1_500);
    const client = KurrentDBClient.connectionString(standIn.url);
    const kept: unknown[] = [];
    const flowing = client
      .subscribeToAll({ filter: streamNameFilter({ prefixes: ['insatskedja.'] }) })
      .on('data', (event) => kept.push(event));
    flowing.on('error', () => undefined);
    await until(() => kept.length === 1_500);
    expect(standIn.seen.pushed).toBe(1_500);
    await flowing.unsubscribe();
    await client.dispose();
    await (client as unknown as { getChannel(): Promise<{ close(): void }> }).getChannel().then((channel) => channel.close());
  });

  it('moves past what is not ours without showing it', async () => {
    await write(0, 1);
    for (let n = 0; n < 1_200; n++) standIn.log.system();
    const following = reader.follow(BEGINNING, { signal: AbortSignal.timeout(10_000) });
    const positions: Position[] = [];
    for await (const { events, next } of following) {
      seen.push(...events);
      positions.push(next);
      if (events.length === 0) break;
    }
    expect(numbers()).toEqual([0]);
    expect(BigInt(positions.at(-1)!.split('/')[0]!)).toBeGreaterThan(BigInt((await reader.head()).split('/')[0]!));
  });
});
