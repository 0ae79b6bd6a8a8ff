import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbedded, type EmbeddedPostgres } from '#libs/postgres';
import { killApps, startApp } from './app-process.js';
import { Issuer } from './issuer.js';
import { endPostgresOf } from './postgres-processes.js';

/** What all scenarios of a run share: a folder, a login provider, and a played data folder that each copies. All of it is gone at the end. */
export class Lab {
  private readonly closing: (() => Promise<unknown> | void)[] = [];
  private template: Promise<string> | undefined;
  private scratching: Promise<EmbeddedPostgres> | undefined;

  private constructor(
    readonly folder: string,
    readonly issuer: Issuer,
  ) {}

  static async open(): Promise<Lab> {
    const folder = mkdtempSync(path.join(tmpdir(), 'insatskedja-faults-'));
    chmodSync(folder, 0o711); // the database's own account passes through
    return new Lab(folder, await Issuer.open());
  }

  /** Undone at the run's end, the last first, whatever happened before. */
  atEnd(close: () => Promise<unknown> | void): void {
    this.closing.push(close);
  }

  async close(): Promise<void> {
    killApps();
    for (const close of this.closing.splice(0).toReversed()) await Promise.resolve(close()).catch(() => undefined);
    await this.issuer.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A data folder of one's own in which the invented case has been played: every kind of event and view is there. `under` another file system too. */
  async home(name: string, under = this.folder): Promise<string> {
    this.template ??= this.playOnce();
    const to = path.join(under, name);
    execFileSync('cp', ['-a', await this.template, to]);
    this.atEnd(() => endPostgresOf(to));
    return to;
  }

  /** A server without fsync, for what is about order and not about survival. */
  async scratch(): Promise<EmbeddedPostgres> {
    this.scratching ??= (async () => {
      const server = await startEmbedded({ dataDir: path.join(this.folder, 'scratch'), mode: 'ephemeral', log: () => undefined });
      this.atEnd(() => server.stop());
      return server;
    })();
    return this.scratching;
  }

  private async playOnce(): Promise<string> {
    const dataDir = path.join(this.folder, 'template');
    const app = await startApp({ dataDir });
    await app.stop();
    return dataDir;
  }
}
