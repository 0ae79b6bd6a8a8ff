import { Injectable } from '@nestjs/common';
import { logReview } from '#config/log-review';
import { Codec, EventStore } from '#libs/event-store';
import { SearchTokens, ServiceKeys } from '#libs/privacy';
import { Clock, derivedId, type Actor } from '#libs/shared-kernel';
import {
  Directory,
  PeriodicWorker,
  ReadDoor,
  systemActors,
  Turns,
  WriteDoor,
  type CommandMeta,
  type ReadTransaction,
} from '#src/access/index';
import { reviewPlace } from '../review.concept.js';
import { findAlerts } from '../signals/alerts.js';
import { officeOf, withUsual } from '../signals/office.js';
import { chooseAlerts, chooseSample, drawnKey } from './choose.js';
import { drawConcept } from './draw.concept.js';
import type { DrawCommand } from './draw.decider.js';
import { drawEvents, type Drawn, type DrawEvent } from './draw.events.js';
import { colleagues, loadFacts, lookLines, openTrail } from './load-office.js';
import { lastDays, lastMonth, type Period } from './period.js';

const EVERY_MS = 10 * 60_000;
const DAY_MS = 86_400_000;
const SEED = 'log-review-sample';

/**
 * Draws each unit's sample when a month is over, and looks for signals when a day is, as each agency's own machinery. What was drawn is one event under
 * an id that follows from unit and month: two instances, or a restart, come to the same stream, and the first stands.
 */
@Injectable()
export class LogDrawing extends PeriodicWorker {
  private readonly codec = new Codec<DrawEvent>(drawEvents);

  constructor(
    turns: Turns,
    private readonly reads: ReadDoor,
    private readonly writes: WriteDoor,
    private readonly store: EventStore,
    private readonly directory: Directory,
    private readonly keys: ServiceKeys,
    private readonly tokens: SearchTokens,
    private readonly clock: Clock,
  ) {
    super(turns, EVERY_MS, 'what was to be reviewed was not drawn');
  }

  /** Draws what is due by the injected clock. @returns how many draws were made now */
  async run(): Promise<number> {
    let made = 0;
    for (const { actor, units } of await systemActors(this.directory)) {
      const month = lastMonth(this.clock.now());
      for (const unitId of units) made += await this.drawSample(actor, unitId, month).catch((error: unknown) => this.failed(error));
      made += await this.drawSignals(actor).catch((error: unknown) => this.failed(error));
    }
    return made;
  }

  private async drawSample(actor: Actor, unitId: string, { name, from, until }: Period): Promise<number> {
    const drawId = derivedId('log-sample', actor.agencyId, unitId, name);
    if (await this.drawnAlready(drawId)) return 0;
    // Of a key that was there before the month began, and that nobody has seen: the outcome can be neither foreseen nor chosen.
    const seed = await this.keys.hmac(SEED, JSON.stringify([actor.agencyId, unitId, name]));
    const mark = await this.keys.hmac(`${SEED}-mark`, seed.toString('hex'));
    const { population, drawn } = await this.within(actor, async (tx) => {
      const lines = await lookLines(tx, from, until);
      return chooseSample(
        lines.filter((line) => line.unitId === unitId),
        seed,
        headsOf(await colleagues(tx)),
      );
    });
    const seedMark = mark.subarray(0, 16).toString('base64url');
    return this.draw(actor, { drawId, agencyId: actor.agencyId, kind: 'sample', period: name, population, seedMark, drawn });
  }

  private async drawSignals(actor: Actor): Promise<number> {
    const { lookBackDays, quietDays } = logReview.alert;
    const now = this.clock.now();
    const { name, from, until } = lastDays(now, lookBackDays);
    const drawId = derivedId('log-signals', actor.agencyId, name);
    if (await this.drawnAlready(drawId)) return 0;
    const known = new Set<string>();
    for (let back = 1; back <= quietDays; back++)
      for (const drawn of await this.drawnOn(actor, lastDays(new Date(now.getTime() - back * DAY_MS), 1).name)) known.add(drawnKey(drawn));
    const { population, drawn } = await this.within(actor, async (tx) => {
      const lines = await lookLines(tx, from, until);
      const before = await lookLines(
        tx,
        new Date(from.getTime() - logReview.manyLookUps.usualOverDays * DAY_MS),
        new Date(from.getTime() + DAY_MS),
      );
      const staff = await colleagues(tx);
      const office = officeOf(await loadFacts(tx, this.tokens, [...before, ...lines], staff));
      const alerts = findAlerts(lines, withUsual(office, before), logReview, until.getTime(), known);
      return { population: lines.length, drawn: chooseAlerts(alerts, name, headsOf(staff)) };
    });
    return this.draw(actor, { drawId, agencyId: actor.agencyId, kind: 'signal', period: name, population, seedMark: '', drawn });
  }

  private async drawnAlready(drawId: string): Promise<boolean> {
    return (await this.store.readStream(`${drawConcept.name}-${drawId}`)).length > 0;
  }

  private async drawnOn({ agencyId }: Actor, day: string): Promise<readonly Drawn[]> {
    const [stored] = await this.store.readStream(`${drawConcept.name}-${derivedId('log-signals', agencyId, day)}`);
    return stored ? this.codec.decode(stored).event.data.drawn : [];
  }

  /** Ids and times only, of the agency's own staff; what is then drawn is audited as a command. */
  private within<T>(actor: Actor, work: (tx: ReadTransaction) => Promise<T>): Promise<T> {
    const context = { actor, now: this.clock.now(), correlationId: 'log-review' };
    return this.reads.lookAgain(context, async (tx) => {
      await openTrail(tx);
      return work(tx);
    });
  }

  private async draw(actor: Actor, data: DrawCommand['data']): Promise<number> {
    const { drawId } = data;
    const meta: CommandMeta = { actor, now: this.clock.now(), correlationId: drawId, idempotencyKey: drawId };
    const { replayed } = await this.writes.execute({
      concept: drawConcept,
      id: drawId,
      operation: 'DrawReviews',
      action: 'open',
      command: { type: 'DrawReviews', data },
      input: { drawId },
      meta,
      place: reviewPlace(actor.agencyId, null),
      creates: { ownerAgency: actor.agencyId },
    });
    return replayed ? 0 : 1;
  }
}

const headsOf = (staff: Awaited<ReturnType<typeof colleagues>>): ReadonlySet<string> =>
  new Set(staff.filter(({ heads }) => heads).map(({ staffId }) => staffId));
