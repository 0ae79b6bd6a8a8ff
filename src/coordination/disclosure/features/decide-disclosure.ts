import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { problems } from '#libs/http';
import { ReadDoor, WriteDoor, type CommandMeta, type DirectoryFunction, type Made } from '#src/access/index';
import { isNecessity } from '../ground-check.js';
import type { KnownConsent } from '../../consent/index.js';
import { disclosureConcept } from '../disclosure.concept.js';
import type { DisclosureCommand, DisclosureState } from '../disclosure.decider.js';
import { requireAsShown } from '../preview-tag.js';
import { Recipients } from './recipients.js';
import { dateProblems, type DisclosureInput } from './disclosure-input.js';
import { DisclosureJudge } from './judged-content.js';
import { withheldBy, type DecisionResult } from './left-out.js';
import { refusalOf, StandingRefusal } from './standing-refusal.js';

/** A decision by the owner, from its own record, to disclose to one function. Judged by the rule file when it is made, never again (foundation.md 4). */
export class DecideDisclosure extends Command<DecisionResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly input: DisclosureInput,
  ) {
    super();
  }
}

@CommandHandler(DecideDisclosure)
export class DecideDisclosureHandler implements ICommandHandler<DecideDisclosure> {
  constructor(
    private readonly door: WriteDoor,
    private readonly reads: ReadDoor,
    private readonly recipients: Recipients,
    private readonly judge: DisclosureJudge,
    private readonly refusals: StandingRefusal,
  ) {}

  /**
   * A refusal by the rule check is recorded as a decision of its own, then answered as 422 with rule and reason.
   * @throws Problem no-legal-ground, preview-changed, function-unknown, function-not-connected, invalid-input
   */
  async execute({ meta, input }: DecideDisclosure): Promise<DecisionResult> {
    const recipient = await this.recipients.of(meta, input);
    const wrong = dateProblems(input, meta.now);
    if (wrong.length > 0) throw problems.invalid(wrong);

    const result = await this.door.execute({
      concept: disclosureConcept,
      id: input.disclosureId,
      operation: 'DecideDisclosure',
      action: 'work',
      ...(isNecessity(input) ? { orElse: 'avert' as const } : {}),
      command: (state: DisclosureState) => this.make(state, meta, input, recipient),
      input,
      meta,
      place: { recordId: input.recordId, caseId: input.caseId },
      creates: { ownerAgency: meta.actor.agencyId },
      personIds: input.personIds,
    });
    await this.refusals.throwIfRefused(input.disclosureId);
    return { ...result, withheld: await withheldBy(this.reads, meta, input) };
  }

  /** Made inside the door, once the actor is let in: what is judged is never older than the attempt. */
  private async make(
    state: DisclosureState,
    meta: CommandMeta,
    input: DisclosureInput,
    recipient: DirectoryFunction,
  ): Promise<Made<DisclosureCommand>> {
    const factsFrom = input.factsFrom ?? (input.mode === 'standing' ? meta.now.toISOString() : new Date(0).toISOString());
    const { verdict, consent, asked, decided, rights, tags } = await this.judge.judge(meta, input, factsFrom, recipient);
    // What was decided already has gone, and the decider says so: it is not looked at again.
    if (state.status === 'none') requireAsShown(input, tags.preview);
    const { ground } = input;
    if (!verdict.allowed || !decided) return { command: { type: 'RefuseDisclosure', data: { ...asked, ...refusalOf(verdict) } }, ground };
    // A repeated id is refused by the decider; nothing has been judged twice.
    if (state.status === 'none' && consent) requireWithin(input, consent);
    const command: DisclosureCommand = verdict.secondPerson
      ? { type: 'ProposeDisclosure', data: { ...asAsked(decided, input), proposedBy: meta.actor.staffId } }
      : { type: 'DecideDisclosure', data: decided };
    return { command, ground, rights };
  }
}

/** A proposal ends when it was asked to: whether the consent still holds, and until when, is judged when it is approved. */
const asAsked = <T extends { readonly until?: string | undefined }>(
  { until: _, ...decided }: T,
  { until }: Pick<DisclosureInput, 'until'>,
) => ({
  ...decided,
  ...(until ? { until } : {}),
});

/** What rests on a consent lasts no longer than it. @throws Problem invalid-input */
export const requireWithin = ({ mode, until }: Pick<DisclosureInput, 'mode' | 'until'>, consent: KnownConsent): void => {
  if (mode !== 'standing' || !until || new Date(until) <= new Date(consent.until)) return;
  throw problems.invalid([
    {
      path: 'until',
      message: {
        sv: `Samtycket gäller till ${consent.until.slice(0, 10)}. Välj ett slut senast då.`,
        en: `The consent holds until ${consent.until.slice(0, 10)}. Choose an end no later than that.`,
      },
    },
  ]);
};
