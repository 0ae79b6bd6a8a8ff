import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Problem } from '#libs/http';
import { Clock, swedishDate } from '#libs/shared-kernel';
import { Directory, ReadDoor, systemActor } from '#src/access/index';
import { keptIn, type RecordKept } from './features/read-retention.js';
import { yearsAfter } from './judge-retention.js';
import { standingDecision } from './retention.decider.js';
import { RetentionRules } from './retention-rules.js';
import { RetentionRow } from './retention.rows.js';
import { RecordEraser, type Order, type Owner } from './record-eraser.js';

const PAGE = 200;

/**
 * What the rules erase by themselves, where an agency has decided so once and for all (a standing decision in the retention file); and decided erasures that a
 * hold kept waiting. Run once a day; what somebody else has begun meanwhile is left to them.
 */
@Injectable()
export class EraseByRule {
  constructor(
    private readonly reads: ReadDoor,
    private readonly directory: Directory,
    private readonly eraser: RecordEraser,
    private readonly rules: RetentionRules,
    private readonly clock: Clock,
  ) {}

  /** @returns the records that were erased */
  async run(): Promise<readonly string[]> {
    const byRule = this.rules.agenciesByRule(swedishDate(this.clock.now()));
    const agencies = new Map((await this.directory.functions()).map(({ agencyId, agencyKind }) => [agencyId, agencyKind]));
    const erased: string[] = [];
    for (const [agencyId, agencyKind] of agencies) {
      const owner = { agencyId, agencyKind };
      for await (const kept of this.candidates(owner, byRule.includes(agencyId))) {
        const order = orderFor(kept, agencyId);
        if (order && (await this.erase(owner, kept.row.recordId, order))) erased.push(kept.row.recordId);
      }
    }
    return erased;
  }

  /** What stands against it, stands: the next is tried. */
  private async erase(owner: Owner, recordId: string, order: Order): Promise<boolean> {
    try {
      await this.eraser.erase(owner, recordId, order);
      return true;
    } catch (error) {
      if (error instanceof Problem) return false;
      throw error;
    }
  }

  /** Records that something was decided about; where the rules erase by themselves also all that are closed and old enough. */
  private async *candidates({ agencyId, agencyKind }: Owner, byRule: boolean): AsyncGenerator<RecordKept> {
    const now = this.clock.now();
    const context = { actor: systemActor(agencyId, agencyKind, []), now, correlationId: randomUUID() };
    const old = `${yearsAfter(swedishDate(now), -this.rules.shortestYears())}T23:59:59Z`;
    const about = { action: 'list', operation: 'retention-by-rule', objectType: 'Retention' } as const;
    for (let after: string | undefined; ;) {
      const page = await this.reads.read(context, about, async (tx) => {
        const rows = await tx.find(RetentionRow, 'Retention', {
          where: byRule ? { status: 'closed' } : { acted: true },
          ...(byRule ? { and: [{ column: 'lastNoteAt', operator: '<', value: old }] } : {}),
          order: { recordId: 'ASC' },
          limit: PAGE,
          ...(after === undefined ? {} : { after: { column: 'recordId', value: after, direction: '>' } }),
        });
        return keptIn(tx, this.rules, rows);
      });
      yield* page;
      after = page.at(-1)?.row.recordId;
      if (page.length < PAGE) return;
    }
  }
}

/** On what a record may be erased without anybody asking for it now. */
const orderFor = ({ state, judged, today }: RecordKept, agencyId: string): Order | null => {
  if (judged.state !== 'due' || (state.status === 'known' && state.erasure)) return null;
  const decision = standingDecision(state);
  if (decision) return decision.confirmedBy === null ? null : { cause: 'decision', decisionId: decision.decisionId };
  const standing = judged.rule?.standingDecisions.some((one) => one.agencyId === agencyId && one.from <= today);
  return standing ? { cause: 'rule' } : null;
};
