/**
 * One contestant in a process of its own: its CPU time is its own, and its heap and compiled code are no other's.
 * Loads the module named in the first argument, then answers `{ call, argument }` with what its function of that name returns.
 */
const contestant = await import(process.argv[2]);

const answer = async ({ call, argument }) => {
  try {
    process.send({ result: await contestant[call](argument) });
  } catch (error) {
    process.send({ error: `${error?.stack ?? error}${error?.cause ? `\ncause: ${error.cause.stack}` : ''}` });
  }
};
process.on('message', (message) => void answer(message));
// Asked to end, or left alone by a run that was killed: what it started (an application with its database) ends with it.
process.on('disconnect', () => {
  Promise.resolve()
    .then(() => contestant.close())
    .catch(() => undefined)
    .finally(() => process.exit());
});
// Ctrl-C goes to the whole group: the run ends its contestants in order.
process.on('SIGINT', () => undefined);

process.send({ ready: true });
