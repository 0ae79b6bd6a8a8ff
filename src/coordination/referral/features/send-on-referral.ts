import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { problems } from '#libs/http';
import { WriteDoor, type CommandMeta, type CommandResult, type Made } from '#src/access/index';
import { ConsentReader } from '../../consent/index.js';
import { referralConcept } from '../referral.concept.js';
import type { ReferralCommand } from '../referral.decider.js';
import type { SendOnInput } from '../referral.input.js';
import { referralPage } from '../referral.urls.js';
import { Addressing } from './addressing.js';
import { OwnContentReader } from './own-content.js';
import { senderPlace } from './places.js';
import { withReference } from './send-referral.js';

/** A returned or expired request to another function: the same content or less, on a ground judged for the new recipient. */
export class SendOnReferral extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly referralId: string,
    readonly input: SendOnInput,
  ) {
    super();
  }
}

@CommandHandler(SendOnReferral)
export class SendOnReferralHandler implements ICommandHandler<SendOnReferral> {
  constructor(
    private readonly door: WriteDoor,
    private readonly addressing: Addressing,
    private readonly own: OwnContentReader,
    private readonly consents: ConsentReader,
  ) {}

  /** Only the sender, only where the ground or the consent covers the new recipient (foundation.md 6). */
  execute({ meta, referralId, input }: SendOnReferral): Promise<CommandResult> {
    return this.door.execute({
      concept: referralConcept,
      id: referralId,
      operation: 'SendOnReferral',
      action: 'send-on',
      meta,
      place: senderPlace,
      input: { referralId, ...input },
      command: async (state): Promise<Made<ReferralCommand>> => {
        if (state.status === 'none') throw problems.notFound();
        const { recordId, caseId, personIds, kind, urgency, fromFunction, purpose } = state;
        const place = { recordId, caseId };
        const classes = input.classes ? withReference(input.classes) : state.classes;
        const { persons, kinLocks } = await this.own.read(meta, { operation: 'SendOnReferral', action: 'read' }, place, personIds, [
          'reference',
        ]);
        const asked = { ...input, classes, kind, urgency, fromFunction, purpose, printUrl: referralPage(referralId) };
        const { to, addressed } = await this.addressing.address(meta, place, asked, persons);
        return {
          command: { type: 'SendOnReferral', data: { ...addressed, at: meta.now.toISOString() } },
          rights: [
            ...(await kinLocks(to.agencyId, caseId)),
            ...(await this.consents.words(referralId, addressed.consentId, meta.actor.agencyId, place, persons)),
          ],
          ground: addressed.ground,
          personIds,
        };
      },
    });
  }
}
