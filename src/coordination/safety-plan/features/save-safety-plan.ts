import { Command, CommandHandler, QueryBus, type ICommandHandler } from '@nestjs/cqrs';
import type { z } from 'zod';
import { problems } from '#libs/http';
import { derivedId, swedishDate } from '#libs/shared-kernel';
import { WriteDoor, type CommandMeta, type CommandResult, type Made } from '#src/access/index';
import { PersonsInRecord } from '#src/people/index';
import { safetyPlanConcept } from '../safety-plan.concept.js';
import type { SafetyPlanCommand, SafetyPlanState } from '../safety-plan.decider.js';
import { WithheldPlaces } from './read-safety-plans.js';
import type { endSafetyPlanInput, MakeSafetyPlanInput, ReviseSafetyPlanInput } from '../safety-plan.input.js';

const NOWHERE = '00000000-0000-0000-0000-000000000000';

/** A safety plan, made with the person in the own record. */
export class MakeSafetyPlan extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly input: MakeSafetyPlanInput,
  ) {
    super();
  }
}

export type SafetyPlanChange =
  | { readonly type: 'ReviseSafetyPlan'; readonly input: ReviseSafetyPlanInput }
  | { readonly type: 'EndSafetyPlan'; readonly input: z.infer<typeof endSafetyPlanInput> };

/** A change of a safety plan that stands: the version that was read is asked for. */
export class ChangeSafetyPlan extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly safetyPlanId: string,
    readonly change: SafetyPlanChange,
  ) {
    super();
  }
}

const editionOf = (safetyPlanId: string, { idempotencyKey }: CommandMeta): string =>
  derivedId('safety-plan-edition', safetyPlanId, idempotencyKey);

@CommandHandler(MakeSafetyPlan)
export class MakeSafetyPlanHandler implements ICommandHandler<MakeSafetyPlan> {
  constructor(
    private readonly door: WriteDoor,
    private readonly persons: PersonsInRecord,
  ) {}

  execute({ meta, input }: MakeSafetyPlan): Promise<CommandResult> {
    const { safetyPlanId, recordId, caseId, personId } = input;
    const ownerAgency = meta.actor.agencyId;
    return this.door.execute({
      concept: safetyPlanConcept,
      id: safetyPlanId,
      operation: 'MakeSafetyPlan',
      action: 'work',
      command: async (): Promise<Made<SafetyPlanCommand>> => {
        await this.persons.requires(recordId, [{ path: 'personId', personId }]);
        const data = { ...input, ownerAgency, editionId: editionOf(safetyPlanId, meta), madeOn: swedishDate(meta.now) };
        return { command: { type: 'MakeSafetyPlan', data, hasSteps: input.steps.length > 0 } };
      },
      input,
      meta,
      place: { recordId, caseId },
      creates: { ownerAgency },
      personIds: [personId],
    });
  }
}

@CommandHandler(ChangeSafetyPlan)
export class ChangeSafetyPlanHandler implements ICommandHandler<ChangeSafetyPlan> {
  constructor(
    private readonly door: WriteDoor,
    private readonly queries: QueryBus,
  ) {}

  execute({ meta, safetyPlanId, change }: ChangeSafetyPlan): Promise<CommandResult> {
    return this.door.execute({
      concept: safetyPlanConcept,
      id: safetyPlanId,
      operation: change.type,
      action: 'work',
      command: async (state: SafetyPlanState): Promise<Made<SafetyPlanCommand>> => {
        if (state.status === 'none') throw problems.notFound();
        return { command: await this.make(safetyPlanId, change, meta), personIds: [state.personId] };
      },
      input: { safetyPlanId, change },
      meta,
      // A safety plan knows its own home; one that is not there belongs nowhere.
      place: { recordId: NOWHERE, caseId: NOWHERE },
      needsVersion: true,
    });
  }

  private async make(safetyPlanId: string, change: SafetyPlanChange, meta: CommandMeta): Promise<SafetyPlanCommand> {
    const today = swedishDate(meta.now);
    if (change.type === 'EndSafetyPlan') return { type: 'EndSafetyPlan', data: { ...change.input, endedOn: today } };
    // What is not shown is not taken away by leaving it empty.
    const places =
      change.input.places.length > 0 ? change.input.places : await this.queries.execute(new WithheldPlaces(meta, safetyPlanId));
    const data = { ...change.input, places: [...places], editionId: editionOf(safetyPlanId, meta), madeOn: today };
    return { type: 'ReviseSafetyPlan', data, hasSteps: change.input.steps.length > 0 };
  }
}
