import type { Pool, PoolClient } from 'pg';
import { leavesOfEvents, type EventStore, type LeafLog } from '#libs/event-store';
import type { TrailLog } from '../trail-verifier.js';
import { AuditLeaves } from './audit-leaves.js';
import { Sequencer } from './sequencer.js';
import { FileSigner, RemoteSigner, type TreeSigner } from './signer.js';
import { WitnessClient, type WitnessAddress } from './witness-client.js';
import { Witnessing, type WitnessingOptions } from './witnessing.js';

/** Where the tree's key and files lie, and who witnesses it. */
export interface TreeSettings {
  /** Leaves and checkpoints, outside the database. */
  readonly folder: string;
  readonly keyFile: string;
  /** Instead of the file: http(s) address or `unix:/path`. */
  readonly signer: string | undefined;
  readonly signerToken: string | undefined;
  readonly witnesses: readonly WitnessAddress[];
}

export const signerOf = ({ keyFile, signer, signerToken }: TreeSettings): TreeSigner =>
  signer ? new RemoteSigner(signer, signerToken) : new FileSigner(keyFile);

export const witnessesOf = ({ witnesses }: TreeSettings): WitnessClient[] => witnesses.map((witness) => new WitnessClient(witness));

/** Both logs. @param client of a role that may read them */
export const leafLogs = (client: Pick<Pool | PoolClient, 'query'>, store?: EventStore): Readonly<Record<TrailLog, LeafLog>> => ({
  events: leavesOfEvents(store, client),
  audit: new AuditLeaves(client),
});

export interface TreeKeeperOptions {
  readonly settings: TreeSettings;
  /** The projector's. */
  readonly pool: Pool;
  readonly store: EventStore;
  readonly onWitness: WitnessingOptions['onChange'];
  onError(error: unknown): void;
}

/** The sequencer with its signer and witnesses, as an installation runs them. */
export class TreeKeeper {
  private readonly sequencer: Sequencer;
  private readonly witnessing: Witnessing;

  constructor({ settings, pool, store, onWitness, onError }: TreeKeeperOptions) {
    const signer = signerOf(settings);
    this.witnessing = new Witnessing({ pool, signer, witnesses: witnessesOf(settings), onChange: onWitness });
    this.sequencer = new Sequencer({
      pool,
      signer,
      folder: settings.folder,
      logs: leafLogs(pool, store),
      onSigned: (signed) => this.witnessing.offer(signed),
      onError,
    });
  }

  start(): void {
    this.sequencer.start();
  }

  /** One round now; false when another instance carries it on. Waits for the witnesses' answers. */
  async tick(): Promise<boolean> {
    const held = await this.sequencer.tick();
    await this.witnessing.settle();
    return held;
  }

  async stop(): Promise<void> {
    await this.witnessing.settle();
    await this.sequencer.stop();
  }
}
