import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from './event-registry.js';

export interface Example {
  readonly spec: string;
  readonly from: string;
  readonly command: string;
  readonly events?: readonly string[];
  readonly to?: string;
  readonly refusal?: string;
}

/** Runs the examples of every decider, and answers what each of them showed. @throws when one of them fails */
export const runExamples = (): Example[] => {
  const folder = mkdtempSync(path.join(tmpdir(), 'insatskedja-examples-'));
  try {
    const jest = path.join(root, 'node_modules/jest/bin/jest.js');
    const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
    const config = path.join(root, 'examples.jest.config.mjs');
    const env = { ...process.env, STATE_TABLES: folder };
    const { status, stderr } = spawnSync(process.execPath, [...flags, jest, '--config', config, '--silent'], {
      cwd: root,
      env,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`the examples did not hold: ${stderr.slice(-2000)}`);
    return readdirSync(folder).flatMap((file) =>
      readFileSync(path.join(folder, file), 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Example),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** A table for each decider: from which state which command leads where, and what is refused there. */
export const renderStateTables = (examples: readonly Example[]): string => {
  const specs = [...new Set(examples.map(({ spec }) => spec))].sort();
  return `# States

Generated from the examples (given, when, then) that test each decider: every line was seen. \`npm run docs\` writes it anew. \`none\` is before the beginning;
\`any\` stands where a concept has but one state; no event means that the command was already carried out.
${specs
  .map((spec) =>
    section(
      path.relative(root, spec).replace('.decider.spec.ts', ''),
      examples.filter((one) => one.spec === spec),
    ),
  )
  .join('')}`;
};

const section = (name: string, examples: readonly Example[]): string => {
  const moves = lines(
    examples.flatMap(({ from, command, events, to }) => (events ? [[from, command, events.join(', ') || '–', to ?? '']] : [])),
  );
  const refusals = lines(examples.flatMap(({ from, command, refusal }) => (refusal ? [[from, command, refusal]] : [])));
  return `
## ${name}

| State | Command | Event | Next |
| ----- | ------- | ----- | ---- |
${moves}
${refusals ? `\n| State | Command | Refused |\n| ----- | ------- | ------- |\n${refusals}\n` : ''}`;
};

/** Each row once; what comes before the beginning first. */
const lines = (rows: readonly (readonly string[])[]): string =>
  [...new Set(rows.map((row) => `| ${row.map((cell) => `\`${cell}\``).join(' | ')} |`))]
    .sort((a, b) => Number(b.startsWith('| `none`')) - Number(a.startsWith('| `none`')) || (a < b ? -1 : 1))
    .join('\n');
