import { Command, CommandHandler, QueryBus, type ICommandHandler } from '@nestjs/cqrs';
import type { z } from 'zod';
import { Problem, problems } from '#libs/http';
import { swedishDate, type AgencyKind } from '#libs/shared-kernel';
import { Directory, WriteDoor, type CommandMeta, type CommandResult } from '#src/access/index';
import { OneLife, recordConcept } from '../../record/index.js';
import type { moveInput } from '../referral.input.js';
import { OneReferral } from './read-referral.js';

/**
 * She has moved, and the social services there have taken on the request: the own record is closed, by two, or goes on for follow-up; whoever held the case
 * together no longer does. What crossed went with the request, by consent or another ground; nothing crosses by this.
 */
export class CompleteMove extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly referralId: string,
    readonly input: z.infer<typeof moveInput>,
  ) {
    super();
  }
}

@CommandHandler(CompleteMove)
export class CompleteMoveHandler implements ICommandHandler<CompleteMove> {
  constructor(
    private readonly door: WriteDoor,
    private readonly queries: QueryBus,
    private readonly directory: Directory,
  ) {}

  /** @throws 404 unless the actor follows the request as its sender; Problem move-not-accepted, move-of-an-adult */
  async execute({ meta, referralId, input }: CompleteMove): Promise<CommandResult> {
    const referral = await this.queries.execute(new OneReferral(meta, referralId));
    if (referral.side !== 'sender' || !referral.recordId || !referral.caseId) throw problems.notFound();
    if (!referral.need.includes('relocation') || !TAKEN_ON.includes(referral.status))
      throw new Problem(409, 'move-not-accepted', NOT_ACCEPTED);
    // Sent on to somebody who is no board, it is a request like others.
    const agencyKind = await this.directory.agencyKind(referral.to.agencyId);
    requireBoards(meta.actor, { agencyId: referral.to.agencyId, agencyKind });
    const { recordId, caseId } = referral;
    const { track } = await this.queries.execute(new OneLife(meta, recordId));
    // A child's inquiry has a move of its own (SoL 29 kap.); the violence user's record is another side of the case.
    if (track !== 'exposed') throw new Problem(422, 'move-of-an-adult', OF_AN_ADULT);
    const { goesOn } = input;
    const proposedBy = meta.actor.staffId;
    return this.door.execute({
      concept: recordConcept,
      id: recordId,
      operation: 'RegisterMove',
      action: 'work',
      command: {
        type: 'RegisterMove',
        data: { referralId, goesOn, on: swedishDate(meta.now) },
        closing: input.goesOn === 'close' ? { ...closingOf(input), proposedBy } : null,
      },
      input: { referralId, ...input },
      meta,
      place: { recordId, caseId },
    });
  }
}

const closingOf = ({ proposalId, outcome, note }: Extract<z.infer<typeof moveInput>, { goesOn: 'close' }>) => ({
  ...{ proposalId, outcome, reason: 'moved' as const },
  ...(note === undefined ? {} : { note }),
});
const TAKEN_ON: readonly string[] = ['accepted', 'done'];
const NOT_ACCEPTED = {
  sv: 'Socialtjänsten där hon bor nu har inte tagit emot ärendet. Det är kvar hos er.',
  en: 'The social services where she lives now have not taken the case on. It stays with you.',
};
const OF_AN_ADULT = {
  sv: 'Det här gäller en vuxen som är våldsutsatt. Ett barns utredning överflyttas i utredningen.',
  en: 'This is for an adult who is exposed to violence. A child’s inquiry is moved in the inquiry itself.',
};

/** To ask another board to take over is between social services: to anybody else there is nothing to move. @throws Problem move-between-boards */
export const requireBoards = (
  from: { agencyId: string; agencyKind: AgencyKind },
  to: { agencyId: string; agencyKind: AgencyKind | null },
): void => {
  if (from.agencyKind === 'social-services' && to.agencyKind === 'social-services' && from.agencyId !== to.agencyId) return;
  throw new Problem(422, 'move-between-boards', {
    sv: 'Ett ärende flyttas från en kommuns socialtjänst till en annan kommuns. Inget har skickats.',
    en: 'A case is moved from one municipality’s social services to another’s. Nothing was sent.',
  });
};
