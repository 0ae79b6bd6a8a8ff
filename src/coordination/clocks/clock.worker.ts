import { Injectable } from '@nestjs/common';
import { deadline } from '#config/deadlines';
import { Clock, derivedId, type Actor, type Duty } from '#libs/shared-kernel';
import { Directory, PeriodicWorker, ReadDoor, systemActors, Turns, ViewsReached, WriteDoor } from '#src/access/index';
import { clockConcept } from './clock.concept.js';
import type { ClockCommand } from './clock.decider.js';
import { ClockFiringRow } from './clock.rows.js';

const EVERY_MS = 30_000;
/** Of each agency in a turn: a backlog, as after an upgrade, is worked off in the background. */
const AT_ONCE = 50;

/**
 * Fires what clocks have come to, as each agency's own machinery: its warnings, and its end, which tells the supervisor. Each is one event under an id that
 * follows from clock, round and warning, in a stream that remembers: two instances, or one that was killed in the midst, write it once.
 */
@Injectable()
export class ClockWorker extends PeriodicWorker {
  constructor(
    turns: Turns,
    private readonly reads: ReadDoor,
    private readonly writes: WriteDoor,
    private readonly views: ViewsReached,
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {
    super(turns, EVERY_MS, 'what a clock came to was not recorded');
  }

  async run(): Promise<number> {
    // What was done a moment ago stops its clock first. Views that are far behind are not waited for: a warning too many is better than none.
    await this.views.waitForAll();
    let fired = 0;
    for (const { actor } of await systemActors(this.directory))
      for (const firing of await this.dueFor(actor)) fired += await this.fire(actor, firing).catch((error: unknown) => this.failed(error));
    return fired;
  }

  /** Ids and times only, of the agency's own clocks; what is then done is audited as a command. A warning that comes after the end is none. */
  private async dueFor(actor: Actor): Promise<ClockFiringRow[]> {
    const now = this.clock.now();
    const rows = await this.reads.lookAgain({ actor, now, correlationId: 'clocks' }, (tx) =>
      tx.find(ClockFiringRow, 'Record', {
        where: { ownerAgency: actor.agencyId },
        and: [
          { column: 'firstAt', operator: '<=', value: now },
          { column: 'at', operator: '<=', value: now },
        ],
        order: { at: 'ASC' },
        limit: AT_ONCE,
      }),
    );
    return rows.filter(({ kind, dueAt }) => kind === 'end' || dueAt > now);
  }

  private async fire(actor: Actor, row: ClockFiringRow): Promise<number> {
    const { clockId, recordId, caseId } = row;
    const key = derivedId('clock-firing', clockId, row.roundId, row.name);
    const { replayed } = await this.writes.execute({
      concept: clockConcept,
      id: clockId,
      operation: row.kind === 'end' ? 'EndClock' : 'WarnClock',
      action: 'work',
      command: commandOf(row),
      input: { clockId, roundId: row.roundId, name: row.name },
      meta: { actor, now: this.clock.now(), correlationId: key, idempotencyKey: key },
      place: { recordId, caseId },
      creates: { ownerAgency: row.ownerAgency, functionId: row.functionId },
    });
    return replayed ? 0 : 1;
  }
}

const commandOf = ({
  clockId,
  roundId,
  deadlineId,
  ownerAgency,
  recordId,
  caseId,
  functionId,
  dueOn,
  name,
  kind,
  who,
}: ClockFiringRow): ClockCommand => {
  const about = { clockId, roundId, deadline: deadlineId, ownerAgency, recordId, caseId, functionId, dueOn };
  return kind === 'end'
    ? { type: 'EndClock', data: { ...about, outcome: deadline(deadlineId).atEnd } }
    : { type: 'WarnClock', data: { ...about, warning: name, who: who as Duty } };
};
