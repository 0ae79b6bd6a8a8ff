import { fork } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { untilStopped } from './running.mjs';

/**
 * Starts a contestant's process.
 * @param {string} module file under test/bench
 * @param {unknown} options what its `open` gets
 */
export const startContestant = async (module, options) => {
  const file = pathToFileURL(path.join(import.meta.dirname, '..', module)).href;
  const child = fork(path.join(import.meta.dirname, 'worker.mjs'), [file], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const answer = () =>
    new Promise((resolve, reject) => {
      const gone = (code) => reject(new Error(`${module} ended with ${code}`));
      child.once('exit', gone);
      child.once('message', (message) => {
        child.off('exit', gone);
        if (message.error) reject(new Error(`${module}: ${message.error}`));
        else resolve(message.result);
      });
    });
  const call = (name, argument) => {
    const answered = answer();
    child.send({ call: name, argument });
    return answered;
  };
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = untilStopped(async () => {
    if (child.connected) child.disconnect();
    await ended;
  });
  try {
    await answer();
    await call('open', options);
    return { call, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

/**
 * Rounds of all contestants in turn, the order turned about every second round (A B … B A …), so that slow noise hits all alike.
 * @param {Record<string, () => Promise<T>>} tries by contestant
 * @returns {Promise<Record<string, T[]>>} what each try returned, by round
 * @template T
 */
export const rounds = async (tries, count, between = async () => undefined) => {
  const names = Object.keys(tries);
  const results = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < count; round++) {
    for (const name of round % 2 ? names.toReversed() : names) {
      await between();
      results[name].push(await tries[name]());
    }
  }
  return results;
};
