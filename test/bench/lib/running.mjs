/** What was started and must not outlive the run, newest last. */
const running = [];

/**
 * Remembers how to stop something. @param {() => Promise<unknown>} stop
 * @returns {() => Promise<void>} stops it, once, and forgets it
 */
export const untilStopped = (stop) => {
  running.push(stop);
  return async () => {
    const at = running.indexOf(stop);
    if (at === -1) return;
    running.splice(at, 1);
    await stop();
  };
};

/** Stops whatever still runs, newest first. */
export const stopAll = async () => {
  while (running.length > 0)
    await running
      .pop()()
      .catch(() => undefined);
};
