import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Codec, EventStore } from '#libs/event-store';
import { Problem, problems } from '#libs/http';
import { Sealer } from '#libs/privacy';
import { derivedId, isErased } from '#libs/shared-kernel';
import { Directory, ReadDoor, WriteDoor, type CommandMeta, type CommandResult, type DirectoryFunction, type Made } from '#src/access/index';
import { ConsentReader, type KnownConsent } from '../../consent/index.js';
import { KinLocks, lockableIn, type Lockable } from '../../record/index.js';
import { NO_CONTENT, toCopied } from '../copied-content.events.js';
import { readBasis, type Basis } from '../disclosure-basis.js';
import { disclosureConcept } from '../disclosure.concept.js';
import type { DisclosureCommand, DisclosureState } from '../disclosure.decider.js';
import { disclosureEvents, type DisclosureEvent } from '../disclosure.events.js';
import type { GroundVerdict } from '../ground-check.js';
import { judgeDisclosure } from '../judge-disclosure.js';
import { dateProblems, recipientOf, type DisclosureInput } from './disclosure-input.js';

/** A decision by the owner, from its own record, to disclose to one function. Judged by the rule file when it is made, never again (foundation.md 4). */
export class DecideDisclosure extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly input: DisclosureInput,
  ) {
    super();
  }
}

type Refused = Extract<GroundVerdict, { allowed: false }>;

/** The rule that refused, and why: the same answer at a repetition. */
export const refusedProblem = (rule: string, reason: { sv: string; en: string }): Problem =>
  new Problem(
    422,
    'no-legal-ground',
    { sv: 'Utlämnandet saknar stöd. Inget har lämnats ut.', en: 'The disclosure has no ground. Nothing was disclosed.' },
    { rule, detail: reason },
  );

@CommandHandler(DecideDisclosure)
export class DecideDisclosureHandler implements ICommandHandler<DecideDisclosure> {
  private readonly codec = new Codec<DisclosureEvent>(disclosureEvents);

  constructor(
    private readonly door: WriteDoor,
    private readonly reads: ReadDoor,
    private readonly directory: Directory,
    private readonly consents: ConsentReader,
    private readonly store: EventStore,
    private readonly sealer: Sealer,
    private readonly locks: KinLocks,
  ) {}

  /**
   * A refusal by the rule check is recorded as a decision of its own, then answered as 422 with rule and reason.
   * @throws Problem no-legal-ground, function-unknown, function-not-connected, invalid-input
   */
  async execute({ meta, input }: DecideDisclosure): Promise<CommandResult> {
    const recipient = await recipientOf(this.directory, input, meta.actor.agencyId);
    const wrong = dateProblems(input, meta.now);
    if (wrong.length > 0) throw problems.invalid(wrong);

    const place = { recordId: input.recordId, caseId: input.caseId };
    const result = await this.door.execute({
      concept: disclosureConcept,
      id: input.disclosureId,
      operation: 'DecideDisclosure',
      action: 'work',
      command: (state: DisclosureState) => this.make(state, meta, input, recipient),
      input,
      meta,
      place,
      creates: { ownerAgency: meta.actor.agencyId },
      personIds: input.personIds,
    });
    const refusal = await this.refusalIn(input.disclosureId);
    if (refusal) throw refusal;
    return result;
  }

  /** Made inside the door, once the actor is let in: what is judged is never older than the attempt. */
  private async make(
    state: DisclosureState,
    meta: CommandMeta,
    input: DisclosureInput,
    recipient: DirectoryFunction,
  ): Promise<Made<DisclosureCommand>> {
    const { actor, now } = meta;
    const place = { recordId: input.recordId, caseId: input.caseId };
    const standing = input.mode === 'standing';
    const factsFrom = input.factsFrom ?? (standing ? now.toISOString() : new Date(0).toISOString());
    const basis = await this.basis(meta, input, new Date(factsFrom));
    const consent = input.consentId ? await this.consents.findOwn(input.consentId, actor.agencyId, place) : null;
    const { verdict, consentHolds } = judgeDisclosure({ input, from: actor.agencyKind, recipient, basis, consent, at: now });

    const { classes, purpose, ground, personIds, urgent, documentation, circumstances, channel, mode } = input;
    const asked = {
      disclosureId: input.disclosureId,
      ...place,
      agencyId: actor.agencyId,
      recipientAgency: recipient.agencyId,
      recipientKind: recipient.agencyKind,
      recipientFunction: recipient.id,
      channel,
      mode,
      classes,
      purpose,
      ground,
      personIds,
      urgent,
      ...(Object.keys(documentation).length > 0 ? { documentation } : {}),
      ...(circumstances.length > 0 ? { circumstances } : {}),
    };
    if (!verdict.allowed) return { command: refusing(asked, verdict), ground };

    // A repeated id is refused by the decider; nothing has been judged twice.
    if (state.status === 'none' && consentHolds && consent) requireWithin(input, consent);
    const data = {
      ...asked,
      ruleVersion: verdict.ruleVersion,
      ...(consentHolds && consent ? { consentId: consent.consentId } : {}),
      reviewAfter: verdict.reviewAfter,
      factsFrom,
      ...(input.until ? { until: input.until } : {}),
      ...(standing ? {} : { receivedId: derivedId('received', input.disclosureId) }),
      items: standing ? [] : [...basis.items],
      ...toCopied(standing ? NO_CONTENT : basis.content),
    };
    const command: DisclosureCommand = verdict.secondPerson
      ? { type: 'ProposeDisclosure', data: { ...data, proposedBy: actor.staffId } }
      : { type: 'DecideDisclosure', data };
    // Before anything can be read there, those of the recipient's staff who are a party or kin are out; a proposal opens nothing but is approved as it stands.
    return { command, ground, rights: await this.locks.at(recipient.agencyId, input.caseId, basis.lockable) };
  }

  private basis(meta: CommandMeta, input: DisclosureInput, factsFrom: Date): Promise<Basis & { readonly lockable: readonly Lockable[] }> {
    const { recordId, caseId, classes, personIds, items } = input;
    const about = {
      action: 'read',
      operation: 'disclosure-basis',
      objectType: 'Disclosure',
      objectId: input.disclosureId,
      caseId,
      recordId,
    } as const;
    const place = { recordId, caseId };
    return this.reads.read(meta, about, async (tx) => ({
      ...(await readBasis(tx, { place, classes, personIds, factsFrom, ...(items ? { items } : {}) })),
      lockable: await lockableIn(tx, place),
    }));
  }

  /** The refusal that stands under this id, now or at a repetition of the request. */
  private async refusalIn(disclosureId: string): Promise<Problem | undefined> {
    const [first] = await this.store.readStream(`disclosure-${disclosureId}`);
    if (first?.type !== disclosureEvents.refused.type) return undefined;
    const { event } = this.codec.decode({ ...first, data: await this.sealer.open(first.data) });
    if (event.type !== 'coordination.DisclosureRefused') return undefined;
    const { rule, reason } = event.data;
    if (isErased(reason) || 'sealed' in reason) return refusedProblem(rule, { sv: rule, en: rule });
    return refusedProblem(rule, reason);
  }
}

type Asked = Omit<Extract<DisclosureCommand, { type: 'RefuseDisclosure' }>['data'], 'rule' | 'code' | 'reason'>;
const refusing = (asked: Asked, { rule, code, reason }: Refused): DisclosureCommand => ({
  type: 'RefuseDisclosure',
  data: { ...asked, rule, code, reason },
});

/** What rests on a consent lasts no longer than it. @throws Problem invalid-input */
const requireWithin = ({ mode, until }: DisclosureInput, consent: KnownConsent): void => {
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
