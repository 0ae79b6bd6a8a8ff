import 'reflect-metadata';
import { parseSettings, SettingsError } from '#config/settings';
import { banner, progressLine } from './app/banner.js';
import { seedDemo, seedDemoCases } from './app/demo/seed.js';
import { start, type Started } from './app/start.js';

/** Starts everything, and stops it in order at Ctrl-C or SIGTERM. A second signal changes nothing: the draining goes on. */
const main = async (): Promise<void> => {
  const settings = parseSettings(process.env);
  let started: Started | undefined;
  let stopping: Promise<void> | undefined;
  let playing: Promise<void> | undefined;
  const ending = new AbortController();
  const stop = (): void => {
    stopping ??= (async () => {
      progressLine('Stopping …');
      ending.abort();
      await playing;
      await started?.stop();
      process.exit(0);
    })();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  started = await start({ settings, progress: progressLine });
  if (stopping) return void (await started.stop());
  if (started.kind === 'demo') await seedDemo(started, progressLine);
  banner(started.url, started.kind);
  // Whoever started it can begin meanwhile.
  if (started.kind === 'demo' && settings.demo === 'auto')
    playing = seedDemoCases(started, progressLine, ending.signal).catch((error: unknown) => progressLine(String(error)));
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(error instanceof SettingsError ? error.exitCode : 1);
});
