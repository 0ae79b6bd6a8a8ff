import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Reaction, type CommandMeta, type Delivered } from '#src/access/index';
import { planAgreed } from '#src/coordination/contract/index';
import { PlanAgreedLines } from '../features/plan-agreed-lines.js';

/** A plan was agreed, and the gate let us know of it: the lines that name a function of the police become measures in the police's own record. */
@Injectable()
export class PlanMeasureWhenPlanAgreed extends Reaction {
  readonly name = 'police:plan-measure-when-plan-agreed';
  readonly types = [planAgreed.type];
  readonly kind = 'police';

  constructor(private readonly commands: CommandBus) {
    super();
  }

  async react(delivered: Delivered, meta: CommandMeta): Promise<void> {
    await this.commands.execute(new PlanAgreedLines(meta, delivered));
  }
}
