import { convertToCommandError, ErrorType } from '@kurrent/kurrentdb-client';
import { StoreUnavailable } from '../event-store.js';

/** What the client's errors mean for the store. */
export type Meaning = 'conflict' | 'missing' | 'refused' | 'unavailable' | 'fault';

const CONFLICT: readonly string[] = [ErrorType.WRONG_EXPECTED_VERSION, ErrorType.APPEND_CONSISTENCY_VIOLATION];
const MISSING: readonly string[] = [ErrorType.STREAM_NOT_FOUND, ErrorType.NO_STREAM];
/** Never written, and never will be. */
const REFUSED: readonly string[] = [
  ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED,
  ErrorType.TRANSACTION_MAX_SIZE_EXCEEDED,
  ErrorType.APPEND_RECORD_SIZE_EXCEEDED,
  ErrorType.STREAM_DELETED,
  ErrorType.STREAM_TOMBSTONED,
  ErrorType.INVALID_ARGUMENT,
];
const NOT_NOW: readonly string[] = [
  ErrorType.UNAVAILABLE,
  ErrorType.DEADLINE_EXCEEDED,
  ErrorType.TIMEOUT,
  ErrorType.CANCELLED,
  ErrorType.NOT_LEADER,
  ErrorType.ACCESS_DENIED,
  ErrorType.UNKNOWN, // something of the server's that the client has no class for
];
/** gRPC: CANCELLED, DEADLINE_EXCEEDED, PERMISSION_DENIED, RESOURCE_EXHAUSTED, INTERNAL, UNAVAILABLE, DATA_LOSS, UNAUTHENTICATED. */
const NOT_NOW_CODES: readonly unknown[] = [1, 4, 7, 8, 13, 14, 15, 16];
/** What the native reader and the cluster's discovery say in words alone. */
const NOT_NOW_WORDS =
  /transport error|tcp connect|connection (closed|refused|reset)|failed to discover|channel (closed|has been shut)|dns error|certificate|handshake/i;

interface Shape {
  readonly type?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
}

/**
 * Reads an error of the client in whichever shape it comes: the classes that it makes of the older trailers ("exception: wrong-expected-version") and of
 * the newer `grpc-status-details-bin`, the statuses inside a batch's answer, gRPC's own errors where the client hands them on as they are, and the plain
 * errors of its native reader.
 */
export const meaningOf = (error: unknown): Meaning => {
  const { type, code, message } = asCommandError(error);
  if (CONFLICT.includes(type as string)) return 'conflict';
  if (MISSING.includes(type as string)) return 'missing';
  if (REFUSED.includes(type as string)) return 'refused';
  if (NOT_NOW.includes(type as string)) return 'unavailable';
  if (NOT_NOW_CODES.includes(code)) return 'unavailable';
  return typeof message === 'string' && NOT_NOW_WORDS.test(message) ? 'unavailable' : 'fault';
};

const asCommandError = (error: unknown): Shape => {
  if (typeof error !== 'object' || error === null) return {};
  try {
    return convertToCommandError(error as Error) as Shape;
  } catch {
    return error as Shape; // trailers without the fields that the client expects
  }
};

/** The error as the port's callers know it. The client's own words stay in `cause`: they may name hosts, never put them before users. */
export const translated = (error: unknown): unknown =>
  error instanceof StoreUnavailable || meaningOf(error) !== 'unavailable'
    ? error
    : new StoreUnavailable(isRefusedLogin(error) ? 'KurrentDB refuses the login in KURRENTDB_URL' : 'KurrentDB does not answer', {
        cause: error,
      });

/** An append that KurrentDB will never take: too large, or its stream was deleted. Nothing of it is written. */
export class AppendRefused extends Error {}

const isRefusedLogin = (error: unknown): boolean => {
  const { type, code } = asCommandError(error);
  return type === ErrorType.ACCESS_DENIED || code === 7 || code === 16;
};

/** Waits no longer than this for something of the client: not all of its calls end by themselves when the other end falls silent. @throws StoreUnavailable */
export const within = async <T>(ms: number, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StoreUnavailable(`KurrentDB did not answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    throw translated(error);
  } finally {
    clearTimeout(timer);
  }
};
