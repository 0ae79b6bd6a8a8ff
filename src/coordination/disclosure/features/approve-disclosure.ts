import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { Problem } from '#libs/http';
import { Sealer } from '#libs/privacy';
import type { DataOf } from '#libs/shared-kernel';
import { WriteDoor, type CommandMeta, type CommandResult, type Made } from '#src/access/index';
import { disclosureConcept } from '../disclosure.concept.js';
import type { DisclosureCommand, DisclosureState } from '../disclosure.decider.js';
import type { disclosureEvents } from '../disclosure.events.js';
import { requireAsShown } from '../preview-tag.js';
import { Recipients } from './recipients.js';
import { requireWithin } from './decide-disclosure.js';
import { dateProblems, disclosureInput, type DisclosureInput } from './disclosure-input.js';
import { DisclosureJudge } from './judged-content.js';
import { refusalOf, StandingRefusal } from './standing-refusal.js';

/** The second person, where the ground asks for one. Judged anew: the rules, the consent and who is protected may have changed since the proposal. */
export class ApproveDisclosure extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly disclosureId: string,
    /** What the proposal called what it showed to whoever approves: it goes, or nothing does. Without it goes what stands. */
    readonly previewTag?: string,
  ) {
    super();
  }
}

type Proposal = DataOf<(typeof disclosureEvents)['proposed']['fields']>;
const NOWHERE = { recordId: '00000000-0000-4000-8000-000000000000', caseId: '00000000-0000-4000-8000-000000000000' };

/** Its id was chosen when it was made: by a rule that may have been another. */
const stored = disclosureInput.extend({ disclosureId: z.uuid() });

/** A proposal as it was asked for. What was written down must be open; erased documentation leaves the ground without it. */
export const proposalInput = (proposal: Readonly<Record<string, unknown>>): DisclosureInput => {
  const text = (value: unknown): unknown => (typeof value === 'object' && value !== null && 'erased' in value ? undefined : value);
  const { consentId, until, items, mode } = proposal;
  const asked = stored.parse({
    ...Object.fromEntries(ASKED.map((name) => [name, proposal[name]])),
    // Until it was refused, somebody could be named twice.
    personIds: [...new Set(proposal['personIds'] as Proposal['personIds'])],
    documentation: text(proposal['documentation']),
    circumstances: text(proposal['circumstances']),
    factsFrom: proposal['factsFrom'],
    ...(consentId ? { consentId } : {}),
    ...(until ? { until } : {}),
  });
  // A copy of everything may hold more entries than a form may choose one by one.
  if (mode !== 'copy') return asked;
  const files = (proposal['files'] as Proposal['files'])?.map(({ attachmentId }) => attachmentId);
  return { ...asked, items: items as string[], ...(files ? { files } : {}) };
};
const ASKED = [
  'disclosureId',
  'recordId',
  'caseId',
  'recipientFunction',
  'channel',
  'mode',
  'classes',
  'purpose',
  'ground',
  'personIds',
  'urgent',
] as const satisfies readonly (keyof Proposal)[];

@CommandHandler(ApproveDisclosure)
export class ApproveDisclosureHandler implements ICommandHandler<ApproveDisclosure> {
  constructor(
    private readonly door: WriteDoor,
    private readonly recipients: Recipients,
    private readonly judge: DisclosureJudge,
    private readonly sealer: Sealer,
    private readonly refusals: StandingRefusal,
  ) {}

  /** @throws Problem no-legal-ground when the rules no longer carry it (recorded as a refusal), proposal-outdated when its end has passed, preview-changed */
  async execute({ meta, disclosureId, previewTag }: ApproveDisclosure): Promise<CommandResult> {
    const result = await this.door.execute({
      concept: disclosureConcept,
      id: disclosureId,
      operation: 'ApproveDisclosure',
      action: 'work',
      command: (state: DisclosureState) => this.make(state, meta, previewTag),
      input: { disclosureId, ...(previewTag === undefined ? {} : { previewTag }) },
      meta,
      place: NOWHERE,
    });
    await this.refusals.throwIfRefused(disclosureId);
    return result;
  }

  private async make(state: DisclosureState, meta: CommandMeta, shown?: string): Promise<Made<DisclosureCommand>> {
    const by = meta.actor.staffId;
    if (state.status !== 'proposed' || !state.proposed) return { command: { type: 'ApproveDisclosure', by, outcome: null } };
    const { proposed } = state;
    const { documentation, circumstances } = proposed;
    const input = proposalInput({ ...proposed, ...(await this.sealer.open({ documentation, circumstances })) });
    if (dateProblems(input, meta.now).length > 0) throw outdated();
    const recipient = await this.recipients.of(meta, input);
    const { verdict, consent, asked, decided, rights, tags } = await this.judge.judge(meta, input, proposed.factsFrom, recipient);
    requireAsShown({ previewTag: shown, urgent: input.urgent }, tags.proposal);
    const { ground, personIds } = proposed;
    if (!verdict.allowed || !decided)
      return {
        command: { type: 'ApproveDisclosure', by, outcome: { allowed: false, data: { ...asked, ...refusalOf(verdict) } } },
        ground,
        personIds,
      };
    if (consent) requireWithin(input, consent);
    const data = { ...decided, proposedBy: proposed.proposedBy };
    return { command: { type: 'ApproveDisclosure', by, outcome: { allowed: true, data } }, ground, personIds, rights };
  }
}

const outdated = (): Problem =>
  new Problem(422, 'proposal-outdated', {
    sv: 'Förslagets slutdatum har passerat. Avslå det och gör ett nytt.',
    en: 'The proposal’s end has passed. Decline it and make a new one.',
  });
