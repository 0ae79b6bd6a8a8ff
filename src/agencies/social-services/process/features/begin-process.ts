import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Problem } from '#libs/http';
import { WriteDoor, type CommandMeta, type CommandResult, type Concept, type Made } from '#src/access/index';
import { PersonsInRecord } from '#src/people/index';
import { concernConcept } from '../../concern/concern.concept.js';
import { extensionConcept } from '../../extension/extension.concept.js';
import type { ExtensionCommand } from '../../extension/extension.decider.js';
import { followUpConcept } from '../../follow-up/follow-up.concept.js';
import { inquiryConcept } from '../../inquiry/inquiry.concept.js';
import { placementConcept } from '../../placement/placement.concept.js';
import { requireSocialServices } from '../own-kind.js';
import type { Beginning } from '../process.input.js';
import { momentOf, operationOf } from './moment.js';
import { ProcessStates } from './process-states.js';

export type Begins = { readonly [K in keyof Beginning]: { readonly process: K; readonly input: Beginning[K] } }[keyof Beginning];

/** An inquiry, a placement, a follow-up or a request for more time begins, for a child in an own record. */
export class BeginProcess extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly begins: Begins,
    /** Of an inquiry that a concern led to. */
    readonly concernId?: string,
  ) {
    super();
  }
}

interface Common {
  readonly recordId: string;
  readonly caseId: string;
  readonly personId: string;
}
interface Stamped extends Common {
  readonly ownerAgency: string;
  readonly functionId: string;
  readonly at: string;
}

@CommandHandler(BeginProcess)
export class BeginProcessHandler implements ICommandHandler<BeginProcess> {
  constructor(
    private readonly door: WriteDoor,
    private readonly persons: PersonsInRecord,
    private readonly states: ProcessStates,
  ) {}

  /** @throws Problem not-found for a record that is not the actor's; the decider's refusals for what may not begin */
  async execute({ meta, begins, concernId }: BeginProcess): Promise<CommandResult> {
    requireSocialServices(meta);
    const { input } = begins;
    const operation = operationOf(begins.process, 'begin');
    const functionId = await this.states.functionOf(meta, input);
    const at = momentOf(meta, 'at' in input ? input.at : undefined);
    const { recordId, caseId, personId } = input;
    const common: Stamped = { ownerAgency: meta.actor.agencyId, functionId, recordId, caseId, personId, at };
    const ask = <C, S, E extends { type: string; data: object }, R extends string>(
      concept: Concept<C, S, E, R>,
      id: string,
      command: () => Promise<C> | C,
      action = 'work',
    ): Promise<CommandResult> =>
      this.door.execute({
        concept,
        id,
        operation,
        action,
        command: async (): Promise<Made<C>> => {
          await this.persons.requires(recordId, [{ path: 'personId', personId }]);
          return { command: await command() };
        },
        input,
        meta,
        place: { recordId, caseId },
        creates: { ownerAgency: common.ownerAgency, functionId },
        personIds: [personId],
      });

    switch (begins.process) {
      case 'inquiry': {
        const { inquiryId, origin } = begins.input;
        const from = concernId === undefined ? { origin } : { origin: 'concern' as const, concernId };
        return ask(inquiryConcept, inquiryId, () => ({ step: 'open' as const, data: { inquiryId, ...common, ...from } }));
      }
      case 'placement': {
        const { placementId, ground, decidedBy } = begins.input;
        return ask(placementConcept, placementId, () => ({ step: 'decide' as const, data: { placementId, ...common, ground, decidedBy } }));
      }
      case 'follow-up': {
        const { followUpId, after, afterId, reason, until } = begins.input;
        return ask(followUpConcept, followUpId, async () => {
          const endedAt = await this.endOf(begins.input);
          const data = { followUpId, ...common, after, afterId, endedAt, until: new Date(until).toISOString(), reason };
          return { step: 'decide' as const, data };
        });
      }
      case 'extension': {
        const { extensionId, deadline, thingId, reason, until } = begins.input;
        const data = { extensionId, ...common, deadline, thingId, until: new Date(until).toISOString(), reason };
        const command = async (): Promise<ExtensionCommand> => ({ step: 'ask', data, runsFrom: await this.runsFrom(begins.input) });
        return ask(extensionConcept, extensionId, command, 'ask');
      }
    }
  }

  /** When what is followed up ended, by its own stream. @throws Problem 422 when it is another child's, or has not ended */
  private async endOf({ after, afterId, recordId, personId }: Beginning['follow-up']): Promise<string> {
    const state = await (after === 'inquiry' ? this.states.of(inquiryConcept, afterId) : this.states.of(placementConcept, afterId));
    const known = state.status !== 'none' && state.recordId === recordId && state.personId === personId ? state : null;
    const endedAt = known && ('closedAt' in known ? known.closedAt : known.endedAt);
    if (endedAt === null || endedAt === undefined)
      throw new Problem(422, 'has-not-ended', {
        sv: 'Utredningen eller placeringen som ska följas upp är inte avslutad.',
        en: 'The inquiry or the placement to follow up has not ended.',
      });
    return endedAt;
  }

  /** When the clock to extend began; null when it does not run for this child. */
  private async runsFrom({ deadline, thingId, recordId, personId }: Beginning['extension']): Promise<string | null> {
    const state =
      deadline === 'child-inquiry' ? await this.states.of(inquiryConcept, thingId) : await this.states.of(concernConcept, thingId);
    if (state.status !== 'open' && state.status !== 'received') return null;
    return state.recordId === recordId && state.personId === personId ? state.begunAt : null;
  }
}
