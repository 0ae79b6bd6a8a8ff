import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityTarget, type ObjectLiteral, type QueryRunner } from 'typeorm';
import { EventStore } from '#libs/event-store';
import { Problem, problems } from '#libs/http';
import { Sealer } from '#libs/privacy';
import type { FieldClass } from '#libs/shared-kernel';
import { AuditLines, type AuditAction, type AuditEntry } from '#src/audit/index';
import { neighbourCasesOf, openedRecordsOf, withActor } from './actor-transaction.js';
import { EMERGENCY_GROUND, factColumns, isByEmergency } from './fact-columns.js';
import { compilePolicy } from './policy-sql.js';
import { policyFor, type Policy, type SubjectType } from './policy.js';
import type { RequestContext } from './request-context.js';

/** What a read is, as the audit trail tells it. One record for each request and object. */
export interface ReadAbout {
  readonly action: Extract<AuditAction, 'read' | 'list' | 'search' | 'export' | 'print' | 'reveal'>;
  /** The page or query: `case-chain`. Named by the server. */
  readonly operation: string;
  readonly objectType: string;
  readonly objectId?: string;
  readonly caseId?: string;
  readonly recordId?: string;
}

/** The one read of a case that tells that there is a neighbour in it. */
export const NEIGHBOUR_WARNING = 'neighbour-warning';

/** What was shown, noted while reading. */
interface Shown {
  hits: Set<string>;
  classes: Set<FieldClass>;
  persons: Set<string>;
  owners: Set<string>;
  grounds: Set<string>;
  /** Cases of the rows that were read: a read of one case alone stands in that case's log, whatever it was asked by. */
  cases: Set<string>;
}
const nothingShown = (): Shown => ({
  hits: new Set(),
  classes: new Set(),
  persons: new Set(),
  owners: new Set(),
  grounds: new Set(),
  cases: new Set(),
});

export interface Selection<E> {
  /** Equality, or one of several. Only on columns that say nothing hidden; the policy is added by the door. */
  readonly where?: { readonly [K in keyof E]?: E[K] | readonly E[K][] };
  readonly order?: { readonly [K in keyof E]?: 'ASC' | 'DESC' };
  readonly limit?: number;
  /** Keyset paging: rows whose `order` column is beyond this value. */
  readonly after?: { readonly column: keyof E & string; readonly value: unknown; readonly direction: '<' | '>' };
  /** Further conditions, all of which must hold: a span of time, a list that has a value. */
  readonly and?: readonly { readonly column: keyof E & string; readonly operator: '>=' | '<' | '<=' | 'has'; readonly value: unknown }[];
}

/** Inside the door: rows that the actor may see, and nothing else. */
export class ReadTransaction {
  readonly shown = nothingShown();
  private readonly policy: Policy;

  constructor(
    private readonly runner: QueryRunner,
    private readonly sealer: Sealer,
    readonly context: RequestContext,
    /** Records that this actor has opened in an emergency, now. */
    private readonly openedRecords: ReadonlySet<string> = new Set(),
  ) {
    this.policy = policyFor(context.actor);
  }

  /** Rows of a door view that the policy lets this actor see, in SQL; row-level security stands behind it. Personal values stay sealed until `open`. */
  async find<E extends ObjectLiteral>(entity: EntityTarget<E>, subject: SubjectType, selection: Selection<E> = {}): Promise<E[]> {
    const metadata = this.runner.connection.getMetadata(entity);
    const names = metadata.columns.map(({ propertyName }) => propertyName);
    const columns = Object.fromEntries(names.map((name) => [name, `row.${name}`]));
    const permitted = compilePolicy(this.policy, 'read', subject, factColumns(names));
    const query = this.runner.manager.createQueryBuilder(entity, 'row').where(`(${permitted.sql})`, permitted.parameters);
    for (const [property, value] of Object.entries(selection.where ?? {})) {
      if (!columns[property]) throw new Error(`no column ${property}`);
      if (value === undefined) throw new Error(`an undefined filter on ${property} would match everything`);
      query.andWhere(Array.isArray(value) ? `row.${property} = ANY(:${property})` : `row.${property} = :${property}`, {
        [property]: value,
      });
    }
    for (const [index, { column, operator, value }] of (selection.and ?? []).entries()) {
      if (!columns[column]) throw new Error(`no column ${column}`);
      const name = `and${index}`;
      query.andWhere(operator === 'has' ? `:${name} = ANY(row.${column})` : `row.${column} ${operator} :${name}`, { [name]: value });
    }
    const { after } = selection;
    if (after) query.andWhere(`row.${after.column} ${after.direction} :after`, { after: after.value });
    for (const [property, direction] of Object.entries(selection.order ?? {}))
      query.addOrderBy(`row.${property}`, direction as 'ASC' | 'DESC');
    // Ties too: rows that are equal would else stand in the order in which the table was last written, hidden rows included.
    if (selection.limit !== 1)
      for (const { propertyName } of metadata.primaryColumns)
        if (!(propertyName in (selection.order ?? {}))) query.addOrderBy(`row.${propertyName}`, 'ASC');
    const rows = await query.limit(selection.limit ?? 500).getMany();
    for (const { caseId } of rows as readonly { caseId?: unknown }[]) if (typeof caseId === 'string') this.shown.cases.add(caseId);
    if (rows.some((row) => this.byEmergency(row))) this.shown.grounds.add(EMERGENCY_GROUND);
    return rows;
  }

  /** The one row, or the same 404 whether it is hidden or not there. */
  async one<E extends ObjectLiteral>(entity: EntityTarget<E>, subject: SubjectType, where: NonNullable<Selection<E>['where']>): Promise<E> {
    const [row] = await this.find(entity, subject, { where, limit: 1 });
    if (!row) throw problems.notFound();
    return row;
  }

  /** Opens sealed values, after the policy has let the row through. */
  async open<T>(value: T): Promise<T> {
    return this.sealer.open(value, {
      query: async (text: string, values: unknown[]) => ({ rows: (await this.runner.query(text, values)) as unknown[] }),
    } as never);
  }

  /** Notes what is shown, for the audit record of this read. Call it for everything that leaves. */
  note(shown: {
    hits?: Iterable<string>;
    classes?: Iterable<FieldClass>;
    persons?: Iterable<string>;
    owners?: Iterable<string>;
    grounds?: Iterable<string>;
    cases?: Iterable<string>;
  }): void {
    for (const [kind, values] of Object.entries(shown))
      for (const value of values as Iterable<string>) (this.shown[kind as keyof Shown] as Set<string>).add(value);
  }

  /** The row is shown by an emergency opening alone: to be read, and not taken away (`refuseTaking`). */
  byEmergency(row: object): boolean {
    return isByEmergency(row, this.openedRecords);
  }

  /** For questions about rights themselves (may this actor write here?). Never for rows of cases. */
  can(action: string, about: Parameters<Policy['can']>[1]): boolean {
    return this.policy.can(action, about);
  }

  /** A query on tables that row-level security alone guards (grants, tokens). The text is code, never input. */
  async sql<T>(text: string, values: readonly unknown[]): Promise<T[]> {
    return (await this.runner.query(text, [...values])) as T[];
  }
}

/**
 * The one way to read: a transaction with the actor's settings, rows by policy, values opened after it, the audit record in the same commit.
 * When the audit record can't be written, nothing is answered.
 */
@Injectable()
export class ReadDoor {
  constructor(
    private readonly source: DataSource,
    private readonly sealer: Sealer,
    private readonly store: EventStore,
    private readonly lines: AuditLines,
  ) {}

  /** @throws Problem unavailable when the audit record can't be written: what can't be accounted for isn't shown */
  async read<T>(context: RequestContext, about: ReadAbout, work: (tx: ReadTransaction) => Promise<T>): Promise<T> {
    try {
      return await withActor(this.source, context, async (runner) => {
        const tx = new ReadTransaction(runner, this.sealer, context, openedRecordsOf(runner));
        const result = await work(tx);
        warnNeighbour(about, tx.shown, neighbourCasesOf(runner));
        refuseTaking(about, tx.shown);
        await this.account(runner, entry(context, about, tx.shown, 'allowed', null));
        return result;
      });
    } catch (error) {
      if (error instanceof Problem && (error.status === 404 || error.status === 403)) await this.recordDenial(context, about, error);
      throw error;
    }
  }

  /**
   * Looks again for a live stream whose opening was read and audited, to tell whether something changed or the right has ended.
   * Nothing of what it finds may leave but that: for anything else there is `read`. @throws Problem not-found when the right is gone
   */
  lookAgain<T>(context: RequestContext, work: (tx: ReadTransaction) => Promise<T>): Promise<T> {
    return withActor(this.source, context, (runner) => work(new ReadTransaction(runner, this.sealer, context)));
  }

  private async account(runner: QueryRunner, line: AuditEntry): Promise<void> {
    const row = await this.lines.row(line);
    await runner.query('SELECT audit.write($1)', [JSON.stringify([row])]).catch((error: unknown) => {
      throw Object.assign(problems.unavailable(), { cause: error });
    });
  }

  private async recordDenial(context: RequestContext, about: ReadAbout, problem: Problem): Promise<void> {
    const line = await this.lines.row(entry(context, about, nothingShown(), 'denied', problem.extra.rule ?? problem.slug));
    await this.store.record([{ name: 'audit', rows: [line] }]).catch((error: unknown) => {
      throw Object.assign(problems.unavailable(), { cause: error });
    });
  }
}

/**
 * Before anything of one case leaves to a neighbour of somebody in it: a warning, once. After the policy, so that it tells of no case that is hidden.
 * Lists over cases go on: what warns is to open one. @throws Problem neighbour-not-acknowledged
 */
const warnNeighbour = (about: ReadAbout, { cases }: Shown, neighbours: ReadonlySet<string>): void => {
  if (neighbours.size === 0 || about.operation === NEIGHBOUR_WARNING) return;
  const overCases = (about.action === 'list' || about.action === 'search') && about.recordId === undefined;
  const opened = about.caseId ?? (!overCases && cases.size === 1 ? [...cases][0] : undefined);
  if (opened !== undefined && neighbours.has(opened)) throw problems.neighbour(opened);
};

const BY_EMERGENCY = {
  sv: 'Något här visas genom en nödöppning. Det kan läsas, men inte sparas ned, kopieras, skrivas ut eller lämnas ut. Ring den som arbetar med akten, eller enhetens chef.',
  en: 'Something here is shown by an emergency opening. It can be read, not saved, copied, printed or handed over. Call whoever works with the record, or the head of the unit.',
};

/** An emergency opening is for reading: what rests on one leaves in no paper, print, copy or file. @throws Problem forbidden */
const refuseTaking = ({ action }: ReadAbout, { grounds }: Shown): void => {
  if ((action === 'export' || action === 'print') && grounds.has(EMERGENCY_GROUND))
    throw problems.forbidden('emergency-is-for-reading', BY_EMERGENCY);
};

const entry = (
  { actor, now, correlationId, purpose }: RequestContext,
  about: ReadAbout,
  shown: Shown,
  outcome: AuditEntry['outcome'],
  rule: string | null,
): AuditEntry => ({
  auditId: randomUUID(),
  at: now.toISOString(),
  action: about.action,
  operation: about.operation,
  outcome,
  staffId: actor.staffId,
  duty: actor.duty,
  agencyId: actor.agencyId,
  unitId: actor.unitId,
  objectType: about.objectType,
  objectId: about.objectId ?? null,
  caseId: about.caseId ?? (shown.cases.size === 1 ? [...shown.cases][0]! : null),
  recordId: about.recordId ?? null,
  ownerAgencies: [...shown.owners],
  // A person who was asked for is concerned, shown or not.
  personIds: [...new Set([...shown.persons, ...(about.objectType === 'Person' && about.objectId ? [about.objectId] : [])])],
  hits: [...shown.hits],
  classes: [...shown.classes],
  ground: shown.grounds.size > 0 ? [...shown.grounds].sort().join(',') : null,
  purpose: purpose ?? null,
  correlationId,
  rule,
});
