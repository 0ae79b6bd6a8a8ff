import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Reaction, type CommandMeta, type Delivered } from '#src/access/index';
import { planAgreed } from '#src/coordination/contract/index';
import { PlanAgreedLines } from '../support/features/plan-agreed-lines.js';

/** A plan was agreed, our own or a peer's that is disclosed to us: what we are responsible for is planned in our own record of the case. */
@Injectable()
export class PlanSupportWhenPlanAgreed extends Reaction {
  readonly name = 'social-services:plan-support-when-plan-agreed';
  readonly types = [planAgreed.type];
  readonly kind = 'social-services';

  constructor(private readonly commands: CommandBus) {
    super();
  }

  async react(delivered: Delivered, meta: CommandMeta): Promise<void> {
    await this.commands.execute(new PlanAgreedLines(meta, delivered));
  }
}
