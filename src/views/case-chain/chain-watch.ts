import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { EventStore } from '#libs/event-store';
import { Problem } from '#libs/http';
import { Clock } from '#libs/shared-kernel';
import { ActorsNow, contextNow, ReadDoor, VersionTokens, ViewsReached, type ReadTransaction, type RequestContext } from '#src/access/index';
import { watchName } from './case-chain.query.js';
import { fingerprint, readCaseRows } from './case-rows.js';

/** How often a stream looks again when nothing tells it to: a disclosure may have run out by the clock alone. */
const LOOK_MS = 15_000;
/** Events that come close together are one piece of news. */
const PAUSE_MS = 1_000;
/** Then the client connects anew, and session, duty and assignment are judged from the beginning. */
const LIFE_MS = 5 * 60_000;

/** Tells that something changed in what a reader sees of a case; never what. */
@Injectable()
export class ChainWatch implements OnModuleDestroy {
  private readonly ending = new AbortController();

  constructor(
    private readonly door: ReadDoor,
    private readonly versions: VersionTokens,
    private readonly store: EventStore,
    private readonly views: ViewsReached,
    private readonly clock: Clock,
    private readonly actors: ActorsNow,
  ) {}

  onModuleDestroy(): void {
    this.ending.abort();
  }

  /** Opens a stream: the one read of it that the audit trail shows. @throws Problem not-found */
  open(context: RequestContext, caseId: string): Promise<string> {
    return this.door.read(
      context,
      { action: 'read', operation: 'case-events', objectType: 'Case', objectId: caseId, caseId },
      async (tx) => {
        const token = await this.token(tx, context, caseId);
        tx.note({ owners: [context.actor.agencyId], classes: ['reference'] });
        return token;
      },
    );
  }

  /**
   * A token for each change after `seen`, and nothing for a look that found none: most looks are about somebody else's case. Before each the permission is
   * judged anew, at the time it then is; ends when the right is gone, the client has left, the app stops or the stream is old.
   */
  async *changes(context: RequestContext, caseId: string, seen: string, left: AbortSignal): AsyncGenerator<string> {
    const signal = AbortSignal.any([left, this.ending.signal, AbortSignal.timeout(LIFE_MS)]);
    let known = seen;
    let next: Promise<unknown> = this.pause(signal); // something may have happened while the stream was opened
    for (;;) {
      await next;
      if (signal.aborted) return;
      next = this.store.waitForAppend(LOOK_MS, signal); // before the look: what happens during it, or the pause after it, is looked at next
      // When the log doesn't answer, what the views hold by now is looked at all the same.
      const head = await this.store.head().catch(() => undefined);
      if (head) await this.views.wait(await this.versions.position(head));
      const token = await this.look(context, caseId).catch(rightIsGone);
      if (token === undefined) return;
      if (token !== known) yield token;
      known = token;
      await this.pause(signal);
    }
  }

  private async pause(signal: AbortSignal): Promise<void> {
    await sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined);
  }

  /** As the reader stands now: a duty, a function or a stand-in that has ended since the stream was opened ends here. */
  private async look(context: RequestContext, caseId: string): Promise<string> {
    const now = await contextNow(this.actors, this.clock, context);
    return this.door.lookAgain(now, (tx) => this.token(tx, now, caseId));
  }

  private async token(tx: ReadTransaction, { actor }: RequestContext, caseId: string): Promise<string> {
    const rows = await readCaseRows(tx, caseId);
    return this.versions.version(actor, watchName(caseId, await fingerprint(tx, rows)), 0);
  }
}

const rightIsGone = (error: unknown): undefined => {
  if (error instanceof Problem) return undefined;
  throw error;
};
