// Writes what is generated: the event catalogue, the state tables, the module map, and samples of new event versions. The same spec compares them in CI.
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const jest = path.join(root, 'node_modules/jest/bin/jest.js');
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
const { status } = spawnSync(process.execPath, [...flags, jest, 'test/architecture/generated'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, WRITE_DOCS: 'yes' },
});
process.exitCode = status ?? 1;
