import { GROUPS, type MutationGroup } from './groups.js';
import { runStryker, scoreOf, together, type Tally } from './stryker.js';

/** Per cent of all mutants that the specs must notice. */
export const WANTED = 95;

export interface MutationScore extends Tally {
  readonly score: number;
  /** Specs that test something else must score low: a run that calls everything caught is found out. */
  readonly control: boolean;
}

/** Every small change of what decides in an area, group by group, and the control. @param say a line of progress */
export const mutationScore = async (chosen: (group: MutationGroup) => boolean, say: (line: string) => void): Promise<MutationScore> => {
  const tallies: Tally[] = [];
  for (const group of GROUPS.filter(chosen)) {
    const tally = await runStryker(group);
    say(`${group.name}: ${tally.caught} caught, ${tally.alive.length} not: ${scoreOf(tally).toFixed(1)} %`);
    for (const one of tally.alive) say(`  not caught: ${one}`);
    tallies.push(tally);
  }
  const blind = await runStryker({ files: ['src/access/field-filter.ts'], specs: ['src/access/compile-policy.spec.ts'] });
  const all = together(tallies);
  return { ...all, score: scoreOf(all), control: scoreOf(blind) < WANTED };
};
