import { startContestant } from '../lib/contestant.mjs';
import { emptyDatabase, productDatabase, run } from '../lib/database.mjs';
import { jitterOn } from '../lib/jitter.mjs';
import { inDatabase } from '../lib/urls.mjs';

/**
 * Counts what a subscriber never got although the append was acknowledged, while commits come out of order.
 * @param {{ server: { superuserUrl: string }, ms: number, peers: boolean, say: (line: string) => void }} options
 */
export const jitterSuite = async ({ server, ms, peers, say }) => {
  const database = await productDatabase(server.superuserUrl);
  await run(inDatabase(server.superuserUrl, database.name), jitterOn('es.events'));
  const figures = {};
  const play = async (name, module, options) => {
    const contestant = await startContestant(module, options);
    try {
      const { acknowledged, missed, duplicated, reordered } = await contestant.call('play', { writers: 12, ms });
      say(`jitter, ${name}: ${acknowledged} acknowledged, ${missed} never delivered, ${duplicated} twice, ${reordered} out of order`);
      Object.assign(figures, { [`${name}_missed`]: missed, [`${name}_missed_of`]: acknowledged });
      if (name === 'ours') Object.assign(figures, { ours_duplicated: duplicated, ours_reordered: reordered });
    } finally {
      await contestant.stop();
    }
  };
  try {
    await play('ours', 'contestants/jitter-ours.mjs', { appUrl: database.appUrl, projectorUrl: database.projectorUrl });
    if (peers) await play('emmett', 'contestants/jitter-emmett.mjs', { url: await emptyDatabase(server.superuserUrl, 'emmett_jitter') });
    return { figures };
  } finally {
    await database.drop();
  }
};
