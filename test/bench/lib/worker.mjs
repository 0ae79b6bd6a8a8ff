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
process.on('disconnect', () => process.exit());
process.send({ ready: true });
