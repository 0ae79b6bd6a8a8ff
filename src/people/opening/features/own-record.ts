import { Injectable } from '@nestjs/common';
import { ReadDoor, type Place, type RequestContext } from '#src/access/index';

interface Found {
  case_id: string | null;
  function_id: string | null;
  heads: boolean;
  across: boolean;
}

/** Row-level security keeps to the own agency. Written in the commit that opens the record: never late. */
const RECORD = `
  SELECT a.case_id, a.function_id, access.heads(access.staff()) AS heads, access.across($1) AS across
    FROM (SELECT 1) one LEFT JOIN LATERAL (SELECT case_id, function_id FROM access.assignments WHERE record_id = $1 LIMIT 1) a ON true`;
const NOWHERE = '00000000-0000-4000-8000-000000000000';

export interface OwnRecord {
  readonly place: Place;
  readonly functionId: string;
  /** The unit whose head is told and reviews. Empty for somebody who heads a unit themself: nobody reviews their own, so any other head does. */
  readonly unitId: string;
  /** Empty where the own agency has no such record: then nobody may. */
  readonly ownerAgency: string;
  /** Whoever asks works with its case on the other side. */
  readonly across: boolean;
}

/** Where a record of the own agency is, by its id alone: the case comes from the record, never from whoever asks, who may be locked out of it. */
@Injectable()
export class OwnRecords {
  constructor(private readonly reads: ReadDoor) {}

  async find(context: RequestContext, recordId: string): Promise<OwnRecord> {
    const [found] = await this.reads.lookAgain(context, (tx) => tx.sql<Found>(RECORD, [recordId]));
    return {
      place: { recordId, caseId: found?.case_id ?? NOWHERE },
      functionId: found?.function_id ?? '',
      unitId: found?.heads ? '' : context.actor.unitId,
      ownerAgency: found?.case_id ? context.actor.agencyId : '',
      across: found?.across ?? true,
    };
  }
}
