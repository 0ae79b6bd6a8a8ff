import { Injectable } from '@nestjs/common';
import { Codec, EventStore } from '#libs/event-store';
import { Erasures } from '#libs/privacy';
import { Clock, derivedId, intakeRecordOf, type AgencyKind, type DataOf } from '#libs/shared-kernel';
import { Directory, ReadDoor, systemActor, WriteDoor, type CommandMeta, type Made } from '#src/access/index';
import { keptIn, type RecordKept } from './features/read-retention.js';
import { retentionConcept } from './retention.concept.js';
import { standingDecision, type RetentionCommand, type RetentionState } from './retention.decider.js';
import { retentionEvents, type RetentionEvent } from './retention.events.js';
import { RetentionRules } from './retention-rules.js';
import { RetentionRow } from './retention.rows.js';

type Begun = DataOf<(typeof retentionEvents)['begun']['fields']>;
/** What makes a record be erased. */
export type Order =
  | { readonly cause: 'decision'; readonly decisionId: string }
  | { readonly cause: 'rule' }
  | { readonly cause: 'command'; readonly reason: 'due' | 'destruction-ordered'; readonly reference: string };

export interface Owner {
  readonly agencyId: string;
  readonly agencyKind: AgencyKind;
}

/**
 * Destroys what may be destroyed. Each step can be done again: begun as an event (the point of no return), the line in the list outside the database, the
 * keys and all that goes with them, done as an event. What a crash broke off is carried on by the redelivery of the first event, or at the next start.
 */
@Injectable()
export class RecordEraser {
  private readonly codec = new Codec<RetentionEvent>(retentionEvents);

  constructor(
    private readonly door: WriteDoor,
    private readonly reads: ReadDoor,
    private readonly store: EventStore,
    private readonly erasures: Erasures,
    private readonly rules: RetentionRules,
    private readonly clock: Clock,
    private readonly directory: Directory,
  ) {}

  /** @throws Problem with the rule that stands against it; nothing is destroyed then */
  async begin(owner: Owner, recordId: string, order: Order, by?: CommandMeta): Promise<void> {
    const meta = by ?? this.system(owner, 'begin', order.cause, recordId);
    const { row } = await this.kept(owner, recordId);
    await this.door.execute({
      concept: retentionConcept,
      id: recordId,
      operation: 'BeginErasure',
      action: 'erase',
      command: async (state: RetentionState): Promise<Made<RetentionCommand>> =>
        this.command(owner, await this.kept(owner, recordId), order, state),
      input: order,
      meta,
      place: { recordId, caseId: row.caseId },
      creates: { ownerAgency: row.ownerAgency, functionId: row.functionId },
    });
  }

  /** Once it has begun: the destruction itself. As often as one likes. */
  async carryOut(owner: Owner, { erasureId, recordId, caseId, agencyId, ruleId, reference }: Begun, begunAt: Date): Promise<void> {
    const line = { erasureId, at: begunAt.toISOString(), agencyId, recordId, caseId, ground: ruleId ?? 'destruction-ordered', reference };
    const keysDestroyed = await this.erasures.erase(line, await this.intakes(owner, recordId, caseId));
    await this.door.execute({
      concept: retentionConcept,
      id: recordId,
      operation: 'CompleteErasure',
      action: 'erase',
      command: { type: 'CompleteErasure', data: { erasureId, keysDestroyed } },
      input: { erasureId },
      meta: this.system(owner, 'complete', recordId),
      place: { recordId, caseId },
      ...(ruleId ? { ground: ruleId } : {}),
    });
  }

  /** The agency's intake diaries in the case, when this is its last record there: no other will come to hold what lies in them. */
  private async intakes(owner: Owner, recordId: string, caseId: string): Promise<string[]> {
    const about = { action: 'read', operation: 'retention', objectType: 'Retention', objectId: recordId, recordId } as const;
    const [others] = await this.reads.read(this.system(owner, 'intakes', recordId), about, (tx) =>
      tx.sql<{ left: boolean }>(OTHERS_LEFT, [caseId, owner.agencyId, recordId]),
    );
    if (others?.left) return [];
    const functions = await this.directory.functions();
    return functions.filter(({ agencyId }) => agencyId === owner.agencyId).map(({ id }) => intakeRecordOf(id, caseId));
  }

  /** Erases a record now, from the first step to the last. @throws Problem with the rule that stands against it */
  async erase(owner: Owner, recordId: string, order: Order, by?: CommandMeta): Promise<void> {
    await this.begin(owner, recordId, order, by);
    const begun = await this.begunOf(recordId);
    await this.carryOut(owner, begun.data, begun.at);
  }

  /** The record as its agency's own machinery sees it. @throws Problem not-found */
  kept(owner: Owner, recordId: string): Promise<RecordKept> {
    const about = { action: 'read', operation: 'retention', objectType: 'Retention', objectId: recordId, recordId } as const;
    return this.reads.read(
      this.system(owner, 'read', recordId),
      about,
      async (tx) => (await keptIn(tx, this.rules, [await tx.one(RetentionRow, 'Retention', { recordId })]))[0]!,
    );
  }

  private command({ agencyId }: Owner, { row, judged, today }: RecordKept, order: Order, state: RetentionState): Made<RetentionCommand> {
    const { rule, dueOn } = judged;
    const decision = standingDecision(state);
    const byRule = rule && dueOn ? { ruleId: rule.id, ruleVersion: rule.version, source: rule.source, dueOn } : {};
    const data: Begun = {
      recordId: row.recordId,
      caseId: row.caseId,
      agencyId: row.ownerAgency,
      functionId: row.functionId,
      erasureId: derivedId('erasure', row.recordId),
      ...byRule,
      ...onWhat(order, decision?.reference ?? rule?.standingDecisions.find((one) => one.agencyId === agencyId)?.reference),
    };
    return { command: { type: 'BeginErasure', data, judged, today }, ground: data.ruleId ?? 'destruction-ordered' };
  }

  private async begunOf(recordId: string): Promise<{ data: Begun; at: Date }> {
    for (const stored of await this.store.readStream(`${retentionConcept.name}-${recordId}`)) {
      const { event, recordedAt } = this.codec.decode(stored);
      if (event.type === 'coordination.ErasureBegun') return { data: event.data, at: recordedAt };
    }
    throw new Error('an erasure that was just begun is not in its stream');
  }

  private system({ agencyId, agencyKind }: Owner, ...key: readonly string[]): CommandMeta {
    const id = derivedId('erasure', ...key);
    return { actor: systemActor(agencyId, agencyKind, []), now: this.clock.now(), correlationId: id, idempotencyKey: id };
  }
}

/** Records of the agency in the case that still stand. */
const OTHERS_LEFT = `SELECT EXISTS (SELECT 1 FROM access.assignments a WHERE a.case_id = $1 AND a.agency_id = $2 AND a.record_id <> $3
    AND NOT EXISTS (SELECT 1 FROM privacy.erasures e WHERE e.record_id = a.record_id AND e.agency_id = a.agency_id)) AS left`;

/** The reference is the decision's: a decision for this record, the agency's standing one, or that which the operator was shown. */
const onWhat = (order: Order, known: string | undefined): Pick<Begun, 'cause' | 'reason' | 'reference' | 'decisionId'> => {
  const { cause } = order;
  if (cause === 'command') return { cause, reason: order.reason, reference: order.reference };
  const reference = known ?? 'utan beteckning';
  return cause === 'decision' ? { cause, decisionId: order.decisionId, reference } : { cause, reference };
};
