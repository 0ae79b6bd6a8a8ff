import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { derivedId, intakeRecordOf } from '#libs/shared-kernel';
import { ReadDoor, WriteDoor, type CommandMeta, type CommandResult } from '#src/access/index';
import { openingConcept } from '../opening.concept.js';
import { reviewBy, type AcceptNeighbourInput } from '../opening-input.js';

/**
 * A neighbour of somebody in the case goes on, for a stated reason. Once for each case and person: what a head found unjustified is not accepted again,
 * whatever the reason. The heads see it at once, and review it.
 */
export class AcceptNeighbour extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly caseId: string,
    readonly input: AcceptNeighbourInput,
  ) {
    super();
  }
}

interface Found {
  /** None where the case only lies before them, at a function. */
  record_id: string | null;
  function_id: string;
  heads: boolean;
}
/**
 * The own record that they work with, or have opened; else, where there is a warning to answer, the function that something in the case came to, or that a
 * liaison's police has sent it out of. Whoever is nobody's neighbour is not told by it that there is such a case.
 */
const PLACE = `
  SELECT found.record_id, found.function_id, access.heads(access.staff()) AS heads FROM (
    SELECT a.record_id, a.function_id, CASE WHEN a.staff_id = access.staff() THEN 0 ELSE 1 END AS nearness FROM access.assignments a
     WHERE a.case_id = $1 AND ((access.lasts(a.ended_at) AND access.assigned(a.record_id)) OR access.emergency(a.record_id))
    UNION ALL
    SELECT NULL, f, 2 FROM unnest(access.functions()) f
     WHERE access.lies_before($1, access.agency(), access.duty(), ARRAY[f], access.now())
       AND $1 = ANY (access.neighbour_cases(access.staff(), access.agency(), access.duty(), access.stands_in_for(), access.functions(), access.now()))) found
   ORDER BY found.nearness, found.record_id, found.function_id LIMIT 1`;
const NOWHERE = '00000000-0000-4000-8000-000000000000';

@CommandHandler(AcceptNeighbour)
export class AcceptNeighbourHandler implements ICommandHandler<AcceptNeighbour> {
  constructor(
    private readonly door: WriteDoor,
    private readonly reads: ReadDoor,
  ) {}

  /** @throws Problem not-found unless the case is the actor's to open; opening-exists when it was answered before */
  async execute({ meta, caseId, input: { reason } }: AcceptNeighbour): Promise<CommandResult> {
    const { staffId, agencyId } = meta.actor;
    const [found] = await this.reads.lookAgain(meta, (tx) => tx.sql<Found>(PLACE, [caseId]));
    const functionId = found?.function_id ?? '';
    // Before there is a record, why they go on stands in the function's intake diary of the case.
    const recordId = found ? (found.record_id ?? intakeRecordOf(functionId, caseId)) : NOWHERE;
    // What a head goes on with is told to any other head.
    const unitId = found?.heads ? '' : meta.actor.unitId;
    const openingId = derivedId('neighbour', caseId, staffId);
    return this.door.execute({
      concept: openingConcept,
      id: openingId,
      operation: 'AcceptNeighbour',
      action: 'acknowledge',
      command: {
        type: 'AcceptNeighbour',
        data: { openingId, recordId, caseId, agencyId, functionId, unitId, staffId, reason, reviewBy: reviewBy(meta.now) },
      },
      input: { caseId, reason },
      meta,
      place: { recordId, caseId: found ? caseId : NOWHERE },
      // No agency, no right: the same answer whether the case is another's or nobody's.
      creates: { ownerAgency: found ? agencyId : '', functionId, unitId, staffId },
    });
  }
}
