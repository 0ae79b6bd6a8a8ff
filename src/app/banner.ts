import type { InstallationKind } from './installation.js';

export const progressLine = (line: string): void => void process.stdout.write(`  ${line}\n`);

/** The last lines of a start: where everything is. */
export const banner = (url: string, kind: InstallationKind): void => {
  const lines = [
    '',
    kind === 'demo' ? 'Insatskedja is running. DEMO – påhittade personer' : 'Insatskedja is running.',
    `  Workspace  ${url}/`,
    `  API docs   ${url}/docs`,
    `  Health     ${url}/health/ready`,
    '',
  ];
  process.stdout.write(lines.join('\n'));
};
