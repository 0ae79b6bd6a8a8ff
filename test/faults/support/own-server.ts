import { startEmbedded } from '#libs/postgres';
import type { Lab } from './lab.js';

/** A server of one's own, as with DATABASE_URL: it belongs to no app, and any number of apps may use it. */
export interface OwnServer {
  readonly dataDir: string;
  readonly port: number;
  /** Settings of an app that reaches it, through another port if one is named. */
  environment(port?: number): Record<string, string>;
  /** Settings of an operator's command. */
  readonly operator: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export const ownServer = async (lab: Lab, name: string): Promise<OwnServer> => {
  const dataDir = await lab.home(name);
  const server = await startEmbedded({ dataDir, mode: 'durable', log: () => undefined });
  lab.atEnd(() => server.stop());
  const at = (port: number): string => `postgres://postgres:${server.secrets.superuser}@127.0.0.1:${port}/insatskedja`;
  return {
    dataDir,
    port: server.port,
    environment: (port = server.port) => ({ ...lab.issuer.environment, DATABASE_URL: at(port) }),
    operator: { DATA_DIR: dataDir, DATABASE_URL: at(server.port) },
    stop: () => server.stop(),
  };
};
