import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { problems } from '#libs/http';
import { Directory, ReadDoor, type Delivered, type Place, type ReadTransaction, type RequestContext } from '#src/access/index';
import { RecordRow } from '#src/coordination/record/index';
import { agreedLines, planAgreed, planLinesAgreed, type AgreedPlanLine } from '../../contract/index.js';
import { interventionIdOf } from '../plan.view.js';
import { PlanReader } from './read-plan.js';

/** A line that the reader's agency is responsible for, and the own record it belongs in. */
export interface OwnLine {
  readonly planId: string;
  readonly line: AgreedPlanLine;
  /** Follows from plan and line, so that the same line never becomes two interventions. */
  readonly interventionId: string;
  readonly place: Place;
}

/**
 * What of an agreed plan the reader's agency has to do: from a fact that the gate delivered, or from the plan as the reader may see it.
 * Empty while the agency has no open record in the case: nothing is planned in a record that nobody opened.
 */
export class LinesForAgency extends Query<readonly OwnLine[]> {
  constructor(
    readonly context: RequestContext,
    readonly source: Delivered | { readonly planId: string },
  ) {
    super();
  }
}

/** What the gate may have taken fields from: a plan without its lines asks nothing of anyone. */
const fact = z.looseObject({ planId: z.uuid() });

@QueryHandler(LinesForAgency)
export class LinesForAgencyHandler implements IQueryHandler<LinesForAgency> {
  constructor(
    private readonly door: ReadDoor,
    private readonly directory: Directory,
    private readonly reader: PlanReader,
  ) {}

  async execute({ context, source }: LinesForAgency): Promise<readonly OwnLine[]> {
    const { planId, lines, caseId, ownerAgency, ownerRecord } =
      'eventId' in source ? fromFact(source) : await this.fromPlan(context, source);
    const { agencyId } = context.actor;
    const own: AgreedPlanLine[] = [];
    for (const line of lines) if ((await this.directory.functionById(line.responsibleFunction))?.agencyId === agencyId) own.push(line);
    if (own.length === 0) return [];
    const records = await this.door.read(context, { action: 'list', operation: 'own-records', objectType: 'Record', caseId }, (tx) =>
      openRecords(tx, caseId),
    );
    return own.flatMap((line) => {
      // The leading agency's own lines belong where the plan is.
      const recordId = ownerAgency === agencyId ? ownerRecord : recordFor(line.responsibleFunction, records);
      return recordId ? [{ planId, line, interventionId: interventionIdOf(planId, line.lineId), place: { recordId, caseId } }] : [];
    });
  }

  /** @throws Problem not-found when there is no agreed version that the reader may see */
  private async fromPlan(context: RequestContext, { planId }: { planId: string }) {
    const plan = await this.reader.agreed(context, planId);
    if (!plan) throw problems.notFound();
    const lines = plan.lines.map(({ goalId: _goal, details: _details, progress: _progress, ...line }) => line);
    return { planId, lines, caseId: plan.caseId, ownerAgency: plan.ownerAgency, ownerRecord: plan.recordId };
  }
}

const fromFact = ({ data, caseId, ownerAgency, ownerRecord, type }: Delivered) => {
  if (type !== planAgreed.type && type !== planLinesAgreed.type) throw new Error(`${type} tells of no agreed plan`);
  return { planId: fact.parse(data).planId, lines: agreedLines(data), caseId, ownerAgency, ownerRecord };
};

export interface OpenRecord {
  readonly recordId: string;
  /** Unknown while the view of records has not come as far as the rights, which are written with the record's own event. */
  readonly functionId?: string;
}

/** The own open records that the reader may work with. A reaction asks the rights too: a record opened this moment must not be missed. */
const openRecords = async (tx: ReadTransaction, caseId: string): Promise<readonly OpenRecord[]> => {
  const { agencyId, duty } = tx.context.actor;
  const rows = await tx.find(RecordRow, 'Record', { where: { caseId, ownerAgency: agencyId }, order: { openedAt: 'ASC' } });
  const assigned = duty === 'system' ? await tx.sql<{ record_id: string }>(ASSIGNED, [caseId]) : [];
  const unseen = assigned.flatMap(({ record_id: recordId }) => (rows.some((row) => row.recordId === recordId) ? [] : [{ recordId }]));
  const open = rows.filter(({ status }) => status === 'open').map(({ recordId, functionId }) => ({ recordId, functionId }));
  tx.note({ hits: [...open, ...unseen].map(({ recordId }) => recordId), classes: ['reference'], owners: [agencyId] });
  return [...open, ...unseen];
};
const ASSIGNED = `
  SELECT DISTINCT record_id FROM access.assignments
   WHERE case_id = $1 AND agency_id = access.agency() AND access.lasts(ended_at) ORDER BY record_id`;

/** The record of the function that is responsible; otherwise the agency's first in the case. */
export const recordFor = (functionId: string, records: readonly OpenRecord[]): string | undefined =>
  (records.find((record) => record.functionId === functionId) ?? records[0])?.recordId;
