import { setTimeout as sleep } from 'node:timers/promises';
import { EventStore, type Position } from '#libs/event-store';
import { Database } from '#libs/postgres';
import { Injectable } from '@nestjs/common';
import { VersionTokens } from './version-tokens.js';

const PAGE_PATIENCE_MS = 2_000;
/** How long a command that must read a view waits for it: on an overloaded machine a slow answer is better than a 503 and a form to send again. */
export const COMMAND_PATIENCE_MS = 10_000;

const CHECKPOINTS = { name: 'view_checkpoints', text: "SELECT position FROM es.checkpoints WHERE name LIKE 'view:%'" };

/** Read your own writes (foundation.md 22): a page that follows a command waits until every view has come to the command's position. */
@Injectable()
export class ViewsReached {
  constructor(
    private readonly database: Database,
    private readonly store: EventStore,
    private readonly tokens: VersionTokens,
  ) {}

  /** An unreadable token, or one from before the events were moved to another engine, is nothing to wait for. True when the views have come this far, at once or within two seconds; false: tell the user that the page is updating. */
  async wait(positionToken: string | undefined): Promise<boolean> {
    const position = positionToken && (await this.tokens.readPosition(positionToken));
    return position && this.store.knows(position) ? this.reach(position, PAGE_PATIENCE_MS) : true;
  }

  /** For a command that must read a view: waits until the views have come to everything acknowledged so far, by whomever. */
  async waitForAll(): Promise<boolean> {
    return this.reach(await this.store.head(), COMMAND_PATIENCE_MS);
  }

  private async reach(position: Position, patienceMs: number): Promise<boolean> {
    const deadline = Date.now() + patienceMs;
    let pause = 2;
    for (;;) {
      const { rows } = await this.database.app.query<{ position: string }>(CHECKPOINTS);
      if (rows.length > 0 && rows.every((view) => this.store.reached(view.position, position))) return true;
      if (Date.now() > deadline) return false;
      await sleep(pause);
      pause = Math.min(pause * 2, 20);
    }
  }
}
