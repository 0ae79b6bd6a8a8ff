import { stopServer } from '../support/run-server.js';
import { GROUPS } from './groups.js';
import { mutationScore, WANTED } from './score.js';

/** Runs the chosen areas or groups and prints what they counted. @returns the exit code: 0 only when the score is reached and the control was caught */
export const runMutation = async ({ only }: { readonly only?: readonly string[] }): Promise<number> => {
  const names = new Set(GROUPS.flatMap(({ name, area }) => [name, area]));
  const unknown = (only ?? []).filter((name) => !names.has(name));
  if (unknown.length > 0) {
    process.stderr.write(`No area or group is called ${unknown.join(', ')}. Choose among: ${[...names].join(', ')}\n`);
    return 2;
  }
  const began = Date.now();
  const say = (line: string): void => void process.stderr.write(`  ${((Date.now() - began) / 1000).toFixed(1).padStart(7)} s  ${line}\n`);
  try {
    const { score, caught, alive, control } = await mutationScore(
      ({ name, area }) => !only || only.includes(name) || only.includes(area),
      say,
    );
    say(`${control ? 'caught' : 'NOT CAUGHT'}: specs that test something else score low`);
    const figures = {
      mutation_score: Math.round(score * 10) / 10,
      mutants: caught + alive.length,
      caught,
      controls: 1,
      controls_caught: control ? 1 : 0,
    };
    process.stdout.write(`${JSON.stringify(figures)}\n`);
    return score >= WANTED && control ? 0 : 1;
  } finally {
    await stopServer();
  }
};
