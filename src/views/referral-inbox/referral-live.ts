import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type MessageEvent } from '@nestjs/common';
import { Observable, type Subscriber } from 'rxjs';
import { Clock } from '#libs/shared-kernel';
import { ActorsNow, contextNow, ReadDoor, VersionTokens, type ReadTransaction, type RequestContext } from '#src/access/index';
import { ReferralFormerRow, ReferralRow } from '#src/coordination/referral/index';

const EVERY_MS = 1_000;
const KEEP_ALIVE_MS = 15_000;
/** Then the browser connects anew, and session, duty and functions are judged anew. */
const LIFETIME_MS = 60_000;
const LATEST = 50;

/**
 * "Something has changed among your requests", and nothing more: the page is fetched anew by whoever wants to know what. Each look goes through the door with
 * the time of that look; any error ends the stream, so that doubt never leaves it open.
 */
@Injectable()
export class ReferralLive {
  constructor(
    private readonly door: ReadDoor,
    private readonly versions: VersionTokens,
    private readonly clock: Clock,
    private readonly actors: ActorsNow,
  ) {}

  /** Audited once, when it opens. @param seen the id that the reader had last: what changed since is told at once */
  async open(context: RequestContext, seen: string | undefined): Promise<Observable<MessageEvent>> {
    const about = { action: 'list' as const, operation: 'referrals-stream', objectType: 'Referral' };
    const first = await this.door.read(context, about, (tx) => this.mark(tx));
    return new Observable<MessageEvent>((subscriber) => {
      const stop = new AbortController();
      void this.follow(context, subscriber, seen ?? first, stop.signal).then(
        () => subscriber.complete(),
        () => subscriber.complete(),
      );
      return () => stop.abort();
    });
  }

  private async follow(context: RequestContext, to: Subscriber<MessageEvent>, known: string, signal: AbortSignal): Promise<void> {
    const end = Date.now() + LIFETIME_MS;
    let last = known;
    let said = 0;
    while (!signal.aborted && Date.now() < end) {
      // As the reader stands now: an ended duty ends the stream here, a function that was taken away shows nothing more.
      const mark = await this.door.lookAgain(await contextNow(this.actors, this.clock, context), (tx) => this.mark(tx));
      if (mark !== last || said === 0)
        to.next(mark === last ? { type: 'ready', id: mark, data: '' } : { type: 'changed', id: mark, data: '' });
      else if (Date.now() - said > KEEP_ALIVE_MS) to.next({ type: 'alive', data: '' });
      if (mark !== last || said === 0 || Date.now() - said > KEEP_ALIVE_MS) said = Date.now();
      last = mark;
      await sleep(EVERY_MS, undefined, { signal });
    }
  }

  /** What the latest of the reader's own requests look like: opaque, and another for each reader. Several, since two may change in one moment. */
  private async mark(tx: ReadTransaction): Promise<string> {
    const { actor } = tx.context;
    const latest = { order: { changedAt: 'DESC' as const }, limit: LATEST };
    const received = await tx.find(ReferralRow, 'Referral', { ...latest, where: { recipientFunction: [...actor.functions] } });
    const sent = await tx.find(ReferralRow, 'Referral', { ...latest, where: { senderAgency: actor.agencyId } });
    const formers = await tx.find(ReferralFormerRow, 'Referral', { order: { endedAt: 'DESC' }, limit: LATEST });
    const seen = [
      ...[...received, ...sent].map(({ referralId, revision, status }) => `${referralId} ${revision} ${status}`),
      ...formers.map(({ referralId, endedAt }) => `${referralId} ${endedAt.toISOString()}`),
    ];
    return this.versions.version(actor, JSON.stringify(['referrals', ...seen.toSorted()]), 0);
  }
}
