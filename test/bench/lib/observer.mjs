import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Looks on a connection of its own for rows that became visible, and tells each one's time. While something is awaited it asks without a pause,
 * so that what it measures is the view and not its own poll; the same for every contestant.
 * @param {import('pg').Client} client
 * @param {string} table with a column `seq`
 */
export const observe = (client, table) => {
  const awaited = new Map();
  let stopped = false;
  const loop = async () => {
    while (!stopped) {
      if (awaited.size === 0) {
        await sleep(1);
        continue;
      }
      const { rows } = await client.query({
        name: `see_${table}`,
        text: `SELECT seq FROM ${table} WHERE seq = ANY($1::bigint[])`,
        values: [[...awaited.keys()].slice(0, 200)],
      });
      const now = performance.now();
      for (const { seq } of rows) {
        awaited.get(Number(seq))?.(now);
        awaited.delete(Number(seq));
      }
    }
  };
  const running = loop();
  return {
    /** @returns {Promise<number>} when the row was first seen */
    seen: (seq) => new Promise((resolve) => awaited.set(seq, resolve)),
    stop: async () => {
      stopped = true;
      await running;
    },
  };
};

/**
 * Time from the call that appends until another connection sees the view's row, in ms.
 * Idle: one at a time with a pause. Under load: `perSecond` appends at even times, whether or not earlier ones are visible yet.
 * @param {(seq: number) => Promise<unknown>} append
 */
export const latencies = async (append, seen, { from, count, perSecond }) => {
  const one = async (seq) => {
    const began = performance.now();
    const visible = seen(seq);
    await append(seq);
    return (await visible) - began;
  };
  /** @type {Promise<number>[]} */
  const all = [];
  const began = performance.now();
  for (let index = 0; index < count; index++) {
    if (!perSecond) {
      const shown = one(from + index);
      all.push(shown);
      await shown;
      await sleep(5 + Math.random() * 10);
      continue;
    }
    const due = began + (index * 1000) / perSecond - performance.now();
    if (due > 1) await sleep(due);
    all.push(one(from + index));
  }
  return Promise.all(all);
};
