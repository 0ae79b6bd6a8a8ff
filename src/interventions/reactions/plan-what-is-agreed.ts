import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Reaction, type CommandMeta, type Delivered } from '#src/access/index';
import { planAgreed, planLinesAgreed } from '#src/coordination/contract/index';
import { PlanAgreedLines } from '../features/plan-agreed-lines.js';
import { Declarations } from '../own-interventions.js';

/** A plan was agreed, our own or a peer's that is disclosed to us: what we are responsible for is planned in our own record of the case. */
@Injectable()
export class PlanWhatIsAgreed extends Reaction {
  readonly name = 'interventions:plan-what-is-agreed';
  readonly types = [planAgreed.type, planLinesAgreed.type];
  readonly kind;

  constructor(
    private readonly commands: CommandBus,
    declarations: Declarations,
  ) {
    super();
    this.kind = declarations.kinds;
  }

  async react(delivered: Delivered, meta: CommandMeta): Promise<void> {
    await this.commands.execute(new PlanAgreedLines(meta, delivered));
  }
}
