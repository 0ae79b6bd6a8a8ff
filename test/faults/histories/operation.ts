/** What clients did to one stream and what they were told. Times are ticks of one counter: real time, exactly. */
export type Operation = Appended | ReadBack;

interface Timed {
  readonly client: number;
  readonly called: number;
  /** Infinity: no answer came; it may take effect at any time after the call, or never. */
  readonly returned: number;
}

export interface Appended extends Timed {
  readonly kind: 'append';
  readonly expected: number;
  readonly ids: readonly string[];
  /** The revision that was acknowledged, a conflict, or no answer. */
  readonly outcome: { readonly revision: number } | 'conflict' | 'unknown';
}

export interface ReadBack extends Timed {
  readonly kind: 'read';
  /** Revision of the first event asked for, from 1. */
  readonly from: number;
  readonly ids: readonly string[];
}

/** A stream: the ids of its events, in order. */
export type Log = readonly string[];

const sameAt = (log: Log, at: number, ids: readonly string[]): boolean => ids.every((id, n) => log[at + n] === id);

/**
 * What a stream should do, one operation at a time: an append succeeds at the stream's end, and again wherever the same ids already stand; everything
 * else is a conflict; a read tells all from a revision on.
 * @returns the stream afterwards, or undefined when the operation could not have had that outcome there
 */
export const step = (log: Log, operation: Operation): Log | undefined => {
  if (operation.kind === 'read') {
    const there = log.slice(operation.from - 1);
    return there.length === operation.ids.length && sameAt(there, 0, operation.ids) ? log : undefined;
  }
  const { expected, ids, outcome } = operation;
  const repeated = ids.length > 0 && sameAt(log, expected, ids);
  const accepted = repeated || log.length === expected;
  if (outcome === 'conflict') return accepted ? undefined : log;
  if (!accepted) return outcome === 'unknown' ? log : undefined;
  if (outcome !== 'unknown' && outcome.revision !== expected + ids.length) return undefined;
  return repeated ? log : [...log, ...ids];
};
