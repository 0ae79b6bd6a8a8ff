import { mutationScore, WANTED } from '../../mutation/score.js';
import type { Part } from '../part.js';

export const mutation: Part = {
  name: 'mutation',
  about: `every small change of the policy, its compiler, the rules of disclosure and the field filter: at least ${WANTED} % are caught by specs`,
  run: async ({ short, say }) => {
    if (short) {
      say('the long run alone');
      return { figures: {}, controls: [], failures: [] };
    }
    const { score, alive, control } = await mutationScore(({ area }) => area === 'secrecy', say);
    return {
      figures: { mutation_score: Math.round(score * 10) / 10 },
      failures: score >= WANTED ? [] : alive.slice(0, 20),
      controls: [{ name: 'specs that test something else score low', caught: control }],
    };
  },
};
