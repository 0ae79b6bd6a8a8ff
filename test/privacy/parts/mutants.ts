import { harmless, mutants as all, outOfDate, type Mutant } from '../mutants.js';
import { SpoiltCopy } from '../mutation/try-mutant.js';
import type { Part } from '../part.js';

/** One of the policy, one of its compiler, one of the rules of disclosure. */
const SHORT = [
  'the whole agency reads every record',
  'a prohibition is dropped on its way to SQL',
  'a consent to something else is enough',
];

/** Tried in the order of the table. @returns in words: those that were not caught, or could not be tried */
const survivors = async (copy: SpoiltCopy, chosen: readonly Mutant[], say: (line: string) => void): Promise<string[]> => {
  const alive: string[] = [];
  for (const [index, mutant] of chosen.entries()) {
    const caught = await copy.isCaught(mutant).catch((error: Error) => error.message);
    if (caught === false) alive.push(`not caught: ${mutant.breaks} (${mutant.file})`);
    if (typeof caught === 'string') alive.push(caught);
    if (index % 10 === 9) say(`${index + 1} of ${chosen.length} mutants tried`);
  }
  return alive;
};

/** Why it can no longer be tried, where it can't. */
const staleness = (copy: SpoiltCopy, mutant: Mutant): string[] => {
  try {
    copy.source(mutant);
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
};

export const mutants: Part = {
  name: 'mutants',
  about: 'faults of security put by hand into a copy of the project: each is caught by the specs that guard the place',
  run: async ({ short, say }) => {
    const copy = SpoiltCopy.make();
    try {
      const chosen = short ? all.filter(({ breaks }) => SHORT.includes(breaks)) : all;
      const alive = await survivors(copy, chosen, say);
      say(`${chosen.length - alive.length} of ${chosen.length} mutants caught`);
      const refused = await copy.isCaught(outOfDate).catch(() => 'refused');
      return {
        figures: {},
        // The short run looks at all of them too, so that none has been out of date for long when it is tried.
        failures: [...alive, ...all.filter((one) => !chosen.includes(one)).flatMap((one) => staleness(copy, one))],
        controls: [
          { name: 'a change that breaks nothing is not called caught', caught: !(await copy.isCaught(harmless)) },
          { name: 'a mutant whose text is gone is refused', caught: refused === 'refused' },
          ...(short ? [] : [{ name: 'forty mutants were tried', caught: chosen.length >= 40 }]),
        ],
      };
    } finally {
      copy.remove();
    }
  },
};
