import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

const STREAM_LENGTH = 20;

/**
 * Writers that append for a time: each keeps to streams of its own, knows the revision it expects, and begins a new stream when one has some twenty events.
 * @param {(stream: string, expected: number, count: number, writer: number) => Promise<unknown>} append
 * @returns {Promise<{ rate: number, cpuUs: number, appends: number }>} events a second; CPU time of this process for each append
 */
export const appendFor = async (append, { writers, perAppend = 1, ms }) => {
  await sleep(20); // what the last round left to do
  const cpu = process.cpuUsage();
  const began = performance.now();
  const until = began + ms;
  let appends = 0;
  const write = async (writer) => {
    let stream = `bench-${randomUUID()}`;
    let revision = 0;
    while (performance.now() < until) {
      await append(stream, revision, perAppend, writer);
      appends++;
      revision += perAppend;
      if (revision >= STREAM_LENGTH * perAppend) {
        stream = `bench-${randomUUID()}`;
        revision = 0;
      }
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  const seconds = (performance.now() - began) / 1000;
  const used = process.cpuUsage(cpu);
  return { rate: (appends * perAppend) / seconds, cpuUs: (used.user + used.system) / appends, appends };
};
