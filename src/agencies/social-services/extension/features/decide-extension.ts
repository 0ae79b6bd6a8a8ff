import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { z } from 'zod';
import { WriteDoor, type CommandMeta, type CommandResult } from '#src/access/index';
import { NOWHERE, stampOf } from '../../process/features/moment.js';
import type { decideExtensionInput } from '../../process/process.input.js';
import { requireSocialServices } from '../../process/own-kind.js';
import { extensionConcept } from '../extension.concept.js';
import type { ExtensionState } from '../extension.decider.js';

/** The head grants more time, or does not. */
export class DecideExtension extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly extensionId: string,
    readonly input: z.infer<typeof decideExtensionInput>,
  ) {
    super();
  }
}

@CommandHandler(DecideExtension)
export class DecideExtensionHandler implements ICommandHandler<DecideExtension> {
  constructor(private readonly door: WriteDoor) {}

  async execute({ meta, extensionId, input }: DecideExtension): Promise<CommandResult> {
    requireSocialServices(meta);
    return this.door.execute({
      concept: extensionConcept,
      id: extensionId,
      operation: 'DecideExtension',
      action: 'review',
      command: async (state: ExtensionState) => ({
        command: { step: input.verdict, decidedBy: meta.actor.staffId, ...stampOf(meta, undefined) },
        ...(state.status === 'none' ? {} : { personIds: [state.personId] }),
      }),
      input: { extensionId, ...input },
      meta,
      place: NOWHERE,
    });
  }
}
