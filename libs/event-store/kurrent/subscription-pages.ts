import type { TransformOptions } from 'node:stream';
import type { AllStreamResolvedEvent, AllStreamSubscription, Filter } from '@kurrent/kurrentdb-client';
import { StoreUnavailable, type FollowOptions, type Page, type Position, type StoredEvent } from '../event-store.js';
import { translated } from './errors.js';
import { toPosition } from './position.js';

const PAGE = 500;

/** How far the server has looked without finding anything of ours. Travels among the events, so that it never overtakes one. */
interface Checkpoint {
  readonly checkpoint: Position;
}
type Item = AllStreamResolvedEvent | Checkpoint;

type Subscribe = (checkpointReached: NonNullable<Filter['checkpointReached']>, buffers: TransformOptions) => AllStreamSubscription;

/**
 * A subscription as pages that are pulled. What the consumer hasn't asked for stays in the stream's buffer of one page; when that is full the client stops
 * taking from the connection, and the connection's window stops the server.
 */
export async function* subscriptionPages(
  subscribe: Subscribe,
  toEvent: (resolved: AllStreamResolvedEvent) => StoredEvent | undefined,
  { signal, limit = PAGE, deadline }: FollowOptions & { readonly deadline: number },
): AsyncGenerator<Page> {
  if (signal.aborted) return;
  const subscription = subscribe((own, position) => void own.push({ checkpoint: toPosition(position) }), {
    readableHighWaterMark: limit,
    writableHighWaterMark: 16,
  });
  const state = new SubscriptionState(subscription, deadline, signal);
  try {
    for (;;) {
      const page = take(subscription, toEvent, limit);
      if (page) yield page;
      else if (!(await state.more())) return;
    }
  } finally {
    state.dispose();
    await subscription.unsubscribe().catch(() => undefined); // never began
    subscription.destroy();
  }
}

/** What lies ready, at most one page of it; undefined when there is nothing. */
const take = (
  subscription: AllStreamSubscription,
  toEvent: (resolved: AllStreamResolvedEvent) => StoredEvent | undefined,
  limit: number,
): Page | undefined => {
  const events: StoredEvent[] = [];
  let next: Position | undefined;
  while (events.length < limit) {
    const item = subscription.read() as Item | null;
    if (item === null) break;
    if ('checkpoint' in item) next = item.checkpoint;
    else {
      const event = toEvent(item);
      if (event) events.push(event);
      next = event?.position ?? next;
    }
  }
  return next === undefined ? undefined : { events, next };
};

/** Waits for more, for the end, or for a fault, whichever comes first. */
class SubscriptionState {
  private readonly listeners: readonly [event: string, listener: (...args: never[]) => void][];
  private readonly beginning: NodeJS.Timeout;
  private fault: unknown;
  private ended = false;
  private ready = false;
  private wake: () => void = () => undefined;

  constructor(
    private readonly subscription: AllStreamSubscription,
    deadline: number,
    private readonly signal: AbortSignal,
  ) {
    const wakeUp = (): void => this.wake();
    this.listeners = [
      ['readable', () => ((this.ready = true), wakeUp())],
      ['confirmation', () => clearTimeout(this.beginning)],
      ['error', (error: Error) => this.fail(error)],
      ['end', () => this.fail(new StoreUnavailable('KurrentDB ended the subscription'))],
      ['close', () => this.fail(new StoreUnavailable('the subscription was closed'))],
    ];
    for (const [event, listener] of this.listeners) subscription.on(event as 'close', listener);
    signal.addEventListener('abort', this.end);
    // The call itself has no deadline, since it shall last; its beginning has.
    this.beginning = setTimeout(() => this.fail(new StoreUnavailable(`KurrentDB began no subscription within ${deadline} ms`)), deadline);
  }

  /** False when the signal has aborted. @throws StoreUnavailable */
  async more(): Promise<boolean> {
    for (;;) {
      if (this.ended) return false;
      if (this.fault !== undefined) throw translated(this.fault);
      if (this.ready) {
        this.ready = false;
        return true;
      }
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  dispose(): void {
    clearTimeout(this.beginning);
    this.signal.removeEventListener('abort', this.end);
    for (const [event, listener] of this.listeners) this.subscription.off(event, listener as never);
    this.subscription.on('error', () => undefined); // the cancelled call still says so
  }

  private readonly end = (): void => {
    this.ended = true;
    this.wake();
  };

  private fail(error: unknown): void {
    this.fault ??= error;
    this.wake();
  }
}
