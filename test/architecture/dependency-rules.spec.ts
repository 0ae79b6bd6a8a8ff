import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const sins = path.join(root, 'test/architecture/sins');
const rulesFile = path.join(root, 'config/dependency-rules.cjs');

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
  /** The files of a circle, which is reported from one of them. */
  readonly cycle?: readonly { readonly name: string }[];
}

/** The checker runs as it does in `npm run deps`, in a process of its own, seen from the given folder. */
const cruise = (folder: string, ...targets: string[]): readonly Violation[] => {
  const bin = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [bin, '--config', rulesFile, '--output-type', 'json', ...targets];
  const run = (): string => {
    try {
      return execFileSync(process.execPath, args, {
        cwd: folder,
        encoding: 'utf8',
        maxBuffer: 64_000_000,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
    } catch (error) {
      return (error as { stdout: string }).stdout; // a violation ends it with an exit code
    }
  };
  return (JSON.parse(run()) as { summary: { violations: Violation[] } }).summary.violations;
};

const rules = createRequire(import.meta.url)(rulesFile) as { forbidden: { name: string }[] };
const ruleNames = [...rules.forbidden.map(({ name }) => name), 'not-in-allowed'];

/** Each sinful file, with the rule that its first line says it breaks. */
const sinful = readdirSync(sins, { recursive: true, encoding: 'utf8' })
  .filter((file) => /[.]tsx?$/.test(file))
  .flatMap((file) => {
    const rule = /^\/\/ sin: (\S+)/.exec(readFileSync(path.join(sins, file), 'utf8'))?.[1];
    return rule ? [{ file, rule }] : [];
  });

describe('who may import whom', () => {
  it('holds in the whole tree', () => {
    const violations = cruise(root, 'src', 'libs', 'config', 'test');
    expect(violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  });
});

describe('the check itself', () => {
  const caught = cruise(sins, 'src', 'libs', 'config');

  it.each(sinful)('catches $rule in $file', ({ file, rule }) => {
    const about = caught.filter(({ from, cycle = [] }) => from === file || cycle.some(({ name }) => name === file));
    expect(about.map((violation) => violation.rule.name)).toContain(rule);
  });

  it('accuses no innocent file', () => {
    const guilty = new Set(sinful.map(({ file }) => file));
    expect(caught.filter(({ from }) => !guilty.has(from)).map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  });

  it('has a sin for every rule, and a rule for every sin', () => {
    expect([...new Set(sinful.map(({ rule }) => rule))].sort()).toEqual([...ruleNames].sort());
  });
});
