import { once, type EventEmitter } from 'node:events';
import type { ServerWritableStream } from '@grpc/grpc-js';
import streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import type { Kept, StandInLog } from './log.js';
import { caughtUpMessage, checkpointMessage, confirmationMessage, eventMessage, nameOf, notFoundMessage } from './messages.js';

export type ReadCall = ServerWritableStream<streams.ReadReq, streams.ReadResp>;
type Options = streams.ReadReq.Options;
type Wanted = (event: Kept) => boolean;

/** Reads of a stream, reads of everything, and subscriptions to everything: the three that the event store uses. */
export const serveRead = async (call: ReadCall, log: StandInLog, seen: { subscriptions: number; pushed: number }): Promise<void> => {
  const options = call.request.getOptions()!;
  if (options.hasStream()) await readOne(call, options, log);
  else if (options.hasSubscription()) await subscribe(call, options, log, seen);
  else await readEverything(call, options, log);
};

/** Until one of the emitter's events, or until the call has ended; leaves no listener behind. */
const untilEither = async (call: ReadCall, emitter: EventEmitter, name: string): Promise<void> => {
  const over = new AbortController();
  const happens = (from: EventEmitter, event: string): Promise<unknown> =>
    once(from, event, { signal: over.signal }).catch(() => undefined);
  await Promise.race([happens(emitter, name), happens(call, 'cancelled'), happens(call, 'close')]);
  over.abort();
};

/** Waits when the client has enough for now: a slow reader is never sent more than the connection's window holds. */
const send = async (call: ReadCall, message: streams.ReadResp): Promise<void> => {
  if (!call.write(message) && !call.cancelled && !call.destroyed) await untilEither(call, call, 'drain');
};

const isBackwards = (options: Options): boolean => options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS;

const readOne = async (call: ReadCall, options: Options, log: StandInLog): Promise<void> => {
  const asked = options.getStream()!;
  const name = nameOf(asked.getStreamIdentifier());
  const events = log.stream(name);
  if (events.length === 0) await send(call, notFoundMessage(name));
  const backwards = isBackwards(options);
  const last = BigInt(events.length) - 1n;
  const from = asked.hasRevision() ? BigInt(asked.getRevision()) : asked.hasEnd() ? last : 0n;
  const ordered = backwards
    ? events.filter(({ revision }) => revision <= from).toReversed()
    : events.filter(({ revision }) => revision >= from);
  let left = BigInt(options.getCount());
  for (const event of ordered) {
    if (left-- <= 0n || call.cancelled) break;
    await send(call, eventMessage(event));
  }
  call.end();
};

const wantedBy = (options: Options): Wanted => {
  const filter = options.getFilter();
  const names = filter?.getStreamIdentifier();
  const types = filter?.getEventType();
  const expression = names ?? types;
  if (!expression) return () => true;
  const text = ({ stream, type }: Kept): string => (names ? stream : type);
  const prefixes = expression.getPrefixList();
  const regex = expression.getRegex();
  return (event) => (prefixes.length > 0 ? prefixes.some((prefix) => text(event).startsWith(prefix)) : new RegExp(regex).test(text(event)));
};

/** Reads begin at their position, subscriptions after theirs. */
const positionOf = (options: Options): bigint => {
  const position = options.getAll()!.getPosition();
  return position ? BigInt(position.getCommitPosition()) : 0n;
};

const readEverything = async (call: ReadCall, options: Options, log: StandInLog): Promise<void> => {
  const wanted = wantedBy(options);
  const from = positionOf(options);
  const fromEnd = options.getAll()!.hasEnd();
  const ordered = isBackwards(options)
    ? log.events.filter(({ position }) => fromEnd || position <= from).toReversed()
    : log.events.filter(({ position }) => !fromEnd && position >= from);
  let left = BigInt(options.getCount());
  for (const event of ordered) {
    if (left <= 0n || call.cancelled) break;
    if (!wanted(event)) continue;
    left -= 1n;
    await send(call, eventMessage(event));
  }
  call.end();
};

const subscribe = async (
  call: ReadCall,
  options: Options,
  log: StandInLog,
  seen: { subscriptions: number; pushed: number },
): Promise<void> => {
  const wanted = wantedBy(options);
  const filter = options.getFilter();
  const window = (filter?.hasMax() ? filter.getMax() : 32) * Math.max(filter?.getCheckpointintervalmultiplier() ?? 1, 1);
  const ended = (): boolean => call.cancelled || call.destroyed || !call.writable;
  const from = positionOf(options);
  let next = options.getAll()!.hasEnd() ? log.events.length : log.events.findIndex(({ position }) => position > from);
  if (next < 0) next = log.events.length;
  let scanned = 0;
  let live = false;
  seen.subscriptions += 1;
  call.on('error', () => undefined);
  await send(call, confirmationMessage());
  while (!ended()) {
    const event = log.events[next];
    if (!event) {
      if (!live) await send(call, caughtUpMessage());
      live = true;
      await untilEither(call, log, 'appended');
      continue;
    }
    next += 1;
    scanned += 1;
    if (wanted(event)) {
      await send(call, eventMessage(event));
      seen.pushed += 1;
    }
    if (filter && scanned % window === 0) await send(call, checkpointMessage(event.position));
  }
};
