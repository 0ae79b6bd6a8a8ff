import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { Problem, problems } from '#libs/http';
import { derivedId, swedishDate } from '#libs/shared-kernel';
import { WriteDoor, type CommandMeta, type CommandResult } from '#src/access/index';
import { planConcept } from '../plan.concept.js';
import type { PlanCommand, PlanState } from '../plan.decider.js';
import { CLOSING_REASONS } from '../plan.events.js';
import type { followUpInput, PlanContentInput, preparePlanInput } from '../plan.input.js';
import { PlanCheckService } from './plan-check.js';
import { PlanReader } from './read-plan.js';

export const closePlanInput = z.strictObject({ reason: z.enum(CLOSING_REASONS) });

const NOWHERE = '00000000-0000-0000-0000-000000000000';

export type PlanChange =
  | { readonly type: 'RevisePlan'; readonly content: PlanContentInput }
  | { readonly type: 'PreparePlan'; readonly preparation: z.infer<typeof preparePlanInput> }
  | { readonly type: 'AgreePlan' }
  | { readonly type: 'FollowUpPlan'; readonly followUp: z.infer<typeof followUpInput> }
  | { readonly type: 'ClosePlan'; readonly reason: z.infer<typeof closePlanInput>['reason'] };

/** What is made of the whole of it. */
const NEEDS_ALL: readonly PlanChange['type'][] = ['RevisePlan', 'PreparePlan', 'AgreePlan'];

/** A change of a plan that stands. What someone read and then changes or agrees to must be what stands: the version is needed. */
export class ChangePlan extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly planId: string,
    readonly change: PlanChange,
  ) {
    super();
  }
}

@CommandHandler(ChangePlan)
export class ChangePlanHandler implements ICommandHandler<ChangePlan> {
  constructor(
    private readonly door: WriteDoor,
    private readonly check: PlanCheckService,
    private readonly reader: PlanReader,
  ) {}

  /** @throws Problem changed-by-someone-else with the plan as it now stands, so that both versions can be shown and nothing typed is lost */
  async execute({ meta, planId, change }: ChangePlan): Promise<CommandResult> {
    try {
      return await this.door.execute({
        concept: planConcept,
        id: planId,
        operation: change.type,
        action: 'work',
        command: async (state) => ({
          command: await this.make(change, state, meta),
          ...(state.status === 'none' ? {} : { personIds: [state.personId] }),
        }),
        input: { planId, change },
        meta,
        // A plan knows its own home; one that is not there belongs nowhere.
        place: { recordId: NOWHERE, caseId: NOWHERE },
        needsVersion: true,
      });
    } catch (error) {
      if (error instanceof Problem && error.status === 404) throw await this.notHers(meta, planId, error);
      if (error instanceof Problem && error.status === 412) throw problems.stale(await this.reader.asItNowStands(meta, planId));
      throw error;
    }
  }

  /** Who may read the plan but not change it is told whose it is; to anyone else it does not exist. */
  private async notHers(meta: CommandMeta, planId: string, unknown: Problem): Promise<Problem> {
    const readable = await this.reader.one(meta, planId).catch(() => null);
    return readable && !readable.own ? problems.forbidden('led-by-another-agency', LED_BY_ANOTHER) : unknown;
  }

  private async make(change: PlanChange, state: PlanState, meta: CommandMeta): Promise<PlanCommand> {
    const today = swedishDate(meta.now);
    if (state.status !== 'none' && NEEDS_ALL.includes(change.type)) await this.reader.requireWhole(meta, state, change.type);
    switch (change.type) {
      case 'RevisePlan': {
        if (state.status === 'none') throw problems.notFound();
        const { planId, recordId, personId } = state;
        const plan = { planId, recordId, personId, standing: state.content.lines };
        return { type: 'RevisePlan', data: await this.check.contentOf(change.content, meta, plan) };
      }
      case 'PreparePlan':
        if (state.status === 'none') throw problems.notFound();
        return {
          type: 'PreparePlan',
          data: {
            editionId: derivedId('plan-preparation', state.planId, meta.idempotencyKey),
            ...change.preparation,
            functionsNeeded: await this.check.known(change.preparation.functionsNeeded),
          },
        };
      case 'AgreePlan':
        return { type: 'AgreePlan', data: { agreedOn: today } };
      case 'FollowUpPlan': {
        if (change.followUp.on > today)
          throw problems.invalid([
            { path: 'on', message: { sv: 'Uppföljningen kan inte ligga i framtiden.', en: 'The follow-up cannot lie in the future.' } },
          ]);
        return { type: 'FollowUpPlan', data: change.followUp };
      }
      case 'ClosePlan':
        return { type: 'ClosePlan', data: { reason: change.reason, closedOn: today } };
    }
  }
}

const LED_BY_ANOTHER = {
  sv: 'Planen leds av en annan verksamhet. Vänd dig till den huvudansvariga om den behöver ändras.',
  en: 'Another agency leads the plan. Turn to whoever leads it if it needs changing.',
};
