import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Problem } from '#libs/http';
import type { FieldClass } from '#libs/shared-kernel';
import { WriteDoor, type CommandMeta, type CommandResult, type Made } from '#src/access/index';
import { ConsentReader } from '../../consent/index.js';
import { isNecessity, requireAsShown, tagOf } from '../../disclosure/index.js';
import { LegalRules } from '../../legal-rules/index.js';
import { referralConcept } from '../referral.concept.js';
import type { ReferralCommand } from '../referral.decider.js';
import type { SendReferralInput } from '../referral.input.js';
import { printUrl } from '../referral.urls.js';
import { requireAddressDuty } from './address-duty.js';
import { Addressing } from './addressing.js';
import { requireBoards } from './complete-move.js';
import { OwnContentReader } from './own-content.js';

/** `reference` always follows: without it nobody sees that there is a request. */
export const withReference = (classes: readonly FieldClass[]): FieldClass[] => [...new Set<FieldClass>(['reference', ...classes])];

/** A request out of the own record, to a function, on a ground that is judged now and never again. */
export class SendReferral extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly input: SendReferralInput,
  ) {
    super();
  }
}

@CommandHandler(SendReferral)
export class SendReferralHandler implements ICommandHandler<SendReferral> {
  constructor(
    private readonly door: WriteDoor,
    private readonly addressing: Addressing,
    private readonly own: OwnContentReader,
    private readonly consents: ConsentReader,
    private readonly rules: LegalRules,
  ) {}

  /** @throws 404 for a record or person that is not the actor's, 422 for a recipient or a ground that does not hold, 409 preview-changed */
  execute({ meta, input }: SendReferral): Promise<CommandResult> {
    const { recordId, caseId, fromFunction, referralId, kind, personIds, need, urgency, message } = input;
    const place = { recordId, caseId };
    const classes = withReference(input.classes);
    return this.door.execute({
      concept: referralConcept,
      id: referralId,
      operation: 'SendReferral',
      action: 'send',
      ...(isNecessity({ ...input, mode: 'referral' }) ? { orElse: 'avert' as const } : {}),
      meta,
      place,
      creates: { senderAgency: meta.actor.agencyId, senderFunction: fromFunction },
      input,
      command: async (state, letIn): Promise<Made<ReferralCommand>> => {
        const { content, persons, kinLocks, shown } = await this.own.read(
          meta,
          { operation: 'SendReferral', action: 'read' },
          place,
          personIds,
          classes,
        );
        if (need.includes('relocation'))
          requireBoards(meta.actor, await this.addressing.recipient(input.toFunction, { ...input, printUrl: printUrl(input) }));
        if (need.includes('home-address')) {
          const asked = await this.addressing.recipient(input.toFunction, { ...input, printUrl: printUrl(input) });
          requireAddressDuty(await this.rules.inForce(), meta.now, meta.actor.agencyKind, asked.agencyKind);
        }
        const draft = { ...input, classes, printUrl: printUrl(input) };
        const { to, addressed, verdict } = await this.addressing.address(meta, place, draft, persons);
        // What was sent already has gone, and the decider says so: it is not looked at again.
        if (state.status === 'none') requireAsShown(input, tagOf(shown, verdict));
        if (letIn === 'by-emergency' && to.agencyId === meta.actor.agencyId) throw withinAgency();
        return {
          command: {
            type: 'SendReferral',
            data: {
              referralId,
              caseId,
              recordId,
              kind,
              fromFunction,
              fromAgency: meta.actor.agencyId,
              ...addressed,
              need,
              urgency,
              persons: persons.map(({ personId, role }) => ({ personId, role })),
              ...content,
              ...(message === undefined ? {} : { message }),
            },
          },
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

/** What comes to a function lets its staff open a record: sent on from an emergency opening, it would let its sender in for good. */
const withinAgency = (): Problem =>
  new Problem(422, 'emergency-within-agency', {
    sv: 'Under en nödöppning skickas en akut förfrågan till en annan verksamhet. Be den som är tilldelad, eller enhetschefen, att tilldela den som behövs hos er.',
    en: 'On an emergency opening an urgent request is sent to another agency. Ask whoever is assigned, or the supervisor, to assign whom you need at your own.',
  });
