import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { problems } from '#libs/http';
import { FIELD_CLASSES, swedishDate } from '#libs/shared-kernel';
import { Directory, WriteDoor, type CommandMeta, type CommandResult, type Made } from '#src/access/index';
import { consentConcept } from '../consent.concept.js';
import type { ConsentCommand, ConsentState } from '../consent.decider.js';
import { ALONE, CONSENT_FORMS, GIVEN_BY, PURPOSES } from '../consent.events.js';
import type { KnownConsent } from '../consent-reader.js';
import { ConsentGivers } from './consent-givers.js';
import { recipientProblems, untilProblems } from './record-consent.js';

const functionIds = z.array(z.string().min(1).max(100)).max(50);
const classes = z.array(z.enum(FIELD_CLASSES));

export const extendConsentInput = z.strictObject({
  recipients: functionIds.default([]),
  classes: classes.default([]),
  until: z.iso.datetime({ offset: true }).optional(),
  /** Who said it, where it is told: the one who gave it the first time. */
  givenBy: z.enum(GIVEN_BY).optional(),
  givenByPersonId: z.uuid().optional(),
  form: z.enum(CONSENT_FORMS),
  interpreterUsed: z.boolean().optional(),
  alone: z.enum(ALONE),
});
export const withdrawConsentInput = z.strictObject({
  scope: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('whole') }),
    z.strictObject({
      kind: z.literal('part'),
      recipients: functionIds.min(1).optional(),
      classes: classes.min(1).optional(),
      purposes: z.array(z.enum(PURPOSES)).min(1).optional(),
    }),
    z.strictObject({ kind: z.literal('end'), until: z.iso.datetime({ offset: true }) }),
  ]),
  alone: z.enum(ALONE),
  /** The member of staff who heard it, when not the one who registers it. */
  heardBy: z.uuid().optional(),
});

/** Covers more: a new recipient (she was asked again), more classes, a later end. */
export class ExtendConsent extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly consentId: string,
    readonly input: z.infer<typeof extendConsentInput>,
  ) {
    super();
  }
}

/** Taken back, in whole or in part, or from a day on. Acknowledged once it is committed; by then every grant that rests on it is closed, or ends that day. */
export class WithdrawConsent extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly consentId: string,
    readonly input: z.infer<typeof withdrawConsentInput>,
  ) {
    super();
  }
}

/** Where the door looks when there is no such consent: nowhere. The stream's own home prevails (Concept.home). */
const NOWHERE = { recordId: '00000000-0000-4000-8000-000000000000', caseId: '00000000-0000-4000-8000-000000000000' };

const change = (
  door: WriteDoor,
  meta: CommandMeta,
  consentId: string,
  command: ConsentCommand,
  input: unknown,
  /** Asked once the actor is let in, of a consent that stands. */
  requires: (state: KnownConsent) => Promise<void> = async () => undefined,
): Promise<CommandResult> =>
  door.execute({
    concept: consentConcept,
    id: consentId,
    operation: command.type,
    action: 'work',
    command: async (state: ConsentState): Promise<Made<ConsentCommand>> => {
      if (state.status === 'given') await requires(state);
      return { command };
    },
    input,
    meta,
    place: NOWHERE,
  });

@CommandHandler(ExtendConsent)
export class ExtendConsentHandler implements ICommandHandler<ExtendConsent> {
  constructor(
    private readonly door: WriteDoor,
    private readonly directory: Directory,
    private readonly givers: ConsentGivers,
  ) {}

  /**
   * @throws Problem invalid-input when it ends in the past or names a recipient that does not exist; consent-giver-refused where whoever gave it could not
   * give it today: the child has come of age, or is protected now; consent-giver-differs where somebody else said it
   */
  async execute({ meta, consentId, input }: ExtendConsent): Promise<CommandResult> {
    const wrong = [
      ...(input.until ? untilProblems(input.until, meta.now) : []),
      ...(await recipientProblems(this.directory, input.recipients)),
    ];
    if (wrong.length > 0) throw problems.invalid(wrong);
    const command: ConsentCommand = { type: 'ExtendConsent', data: { ...input, consentId }, at: meta.now.toISOString() };
    // The court's decision was looked at when the consent was recorded, and stands.
    const appointment = { decidedOn: swedishDate(meta.now) };
    return change(this.door, meta, consentId, command, input, (state) => this.givers.requires(meta, { ...state, appointment }));
  }
}

const PASSED = {
  path: 'scope.until',
  message: {
    sv: 'Den dagen har redan passerat. Återkalla hela samtycket i stället.',
    en: 'That day has passed already. Withdraw the whole consent instead.',
  },
};

@CommandHandler(WithdrawConsent)
export class WithdrawConsentHandler implements ICommandHandler<WithdrawConsent> {
  constructor(private readonly door: WriteDoor) {}

  /** @throws Problem invalid-input for an end that has passed: that is the whole, taken back now */
  async execute({ meta, consentId, input }: WithdrawConsent): Promise<CommandResult> {
    const { scope, alone, heardBy = meta.actor.staffId } = input;
    if (scope.kind === 'end' && new Date(scope.until) <= meta.now) throw problems.invalid([PASSED]);
    return change(this.door, meta, consentId, { type: 'WithdrawConsent', data: { consentId, scope, alone, heardBy } }, input);
  }
}
