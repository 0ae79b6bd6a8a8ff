import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Mutant } from '../mutants.js';

const ROOT = path.join(import.meta.dirname, '..', '..', '..');
const COPIED = ['src', 'libs', 'config', 'test', 'scripts', 'package.json', 'tsconfig.json', 'jest.config.mjs'];

/** Specs without a database need not wait for one. */
const WITHOUT_DATABASE = `import base from './jest.config.mjs';
const { globalSetup: _setup, globalTeardown: _teardown, ...rest } = base;
export default rest;
`;

/** A copy of the project that may be spoilt. Never the work tree itself. */
export class SpoiltCopy {
  private constructor(private readonly folder: string) {}

  static make(): SpoiltCopy {
    const folder = mkdtempSync(path.join(tmpdir(), 'insatskedja-mutants-'));
    for (const name of COPIED) cpSync(path.join(ROOT, name), path.join(folder, name), { recursive: true });
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
    writeFileSync(path.join(folder, 'jest.pure.config.mjs'), WITHOUT_DATABASE);
    return new SpoiltCopy(folder);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** What it would spoil. @throws when its text does not stand there exactly once: the project has changed since */
  source({ file, find }: Mutant): string {
    const source = readFileSync(path.join(this.folder, file), 'utf8');
    const found = source.split(find).length - 1;
    if (found !== 1) throw new Error(`${file} holds “${find}” ${found} times: the mutant is out of date`);
    return source;
  }

  /** Puts the fault in, runs its specs, and mends it. @throws when it is out of date, or the specs did not run */
  async isCaught(mutant: Mutant): Promise<boolean> {
    const file = path.join(this.folder, mutant.file);
    const source = this.source(mutant);
    writeFileSync(
      file,
      source.replace(mutant.find, () => mutant.replace),
    );
    try {
      return await this.fails(mutant);
    } finally {
      writeFileSync(file, source);
    }
  }

  private async fails({ specs, database, only, breaks }: Mutant): Promise<boolean> {
    const result = path.join(this.folder, 'result.json');
    rmSync(result, { force: true });
    const said = await this.jest([
      ...(database ? [] : ['--config', 'jest.pure.config.mjs']),
      ...['--runInBand', '--silent', '--json', `--outputFile=${result}`, ...(only ? ['-t', only] : []), ...specs],
    ]);
    const told = (() => {
      try {
        return JSON.parse(readFileSync(result, 'utf8')) as Result;
      } catch {
        throw new Error(`the specs did not run (${breaks}): ${said.slice(-500)}`);
      }
    })();
    // A file that does not load shows that something is wrong, and nothing about what it guards.
    if (told.numRuntimeErrorTestSuites > 0 || told.numPassedTests + told.numFailedTests === 0)
      throw new Error(
        `the specs did not load (${breaks}): ${told.testResults
          .map(({ message }) => message)
          .join(' ')
          .slice(0, 500)}`,
      );
    return told.numFailedTests > 0;
  }

  private jest(args: readonly string[]): Promise<string> {
    const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
    const child = spawn(process.execPath, [...flags, path.join(ROOT, 'node_modules/jest/bin/jest.js'), ...args], {
      cwd: this.folder,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'] },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4_000)));
    return new Promise((done) => child.once('close', () => done(said)));
  }
}

interface Result {
  readonly numFailedTests: number;
  readonly numPassedTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly { readonly message: string }[];
}
