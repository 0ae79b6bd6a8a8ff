import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { type FieldProblem, newId, problems } from '#libs/http';
import { FIELD_CLASSES } from '#libs/shared-kernel';
import { Directory, WriteDoor, type CommandMeta, type CommandResult, type Made } from '#src/access/index';
import { PersonsInRecord } from '#src/people/index';
import { consentConcept } from '../consent.concept.js';
import type { ConsentCommand } from '../consent.decider.js';
import { appointmentSchema, ALONE, CIRCUMSTANCES_OF_CONSENT, CONSENT_FORMS, GIVEN_BY, PURPOSES } from '../consent.events.js';
import { ConsentGivers } from './consent-givers.js';

export const recordConsentInput = z.strictObject({
  consentId: newId,
  recordId: z.uuid(),
  caseId: z.uuid(),
  personId: z.uuid(),
  givenBy: z.enum(GIVEN_BY),
  givenByPersonId: z.uuid().optional(),
  appointment: appointmentSchema.optional(),
  form: z.enum(CONSENT_FORMS),
  interpreterUsed: z.boolean().optional(),
  alone: z.enum(ALONE),
  recipients: z.array(z.string().min(1).max(100)).min(1).max(50),
  classes: z.array(z.enum(FIELD_CLASSES)).min(1),
  purposes: z.array(z.enum(PURPOSES)).min(1),
  until: z.iso.datetime({ offset: true }),
  circumstances: z.enum(CIRCUMSTANCES_OF_CONSENT),
  safeContact: z.string().trim().min(1).max(500).optional(),
  note: z.string().trim().min(1).max(4000).optional(),
});
export type RecordConsentInput = z.infer<typeof recordConsentInput>;

/** A consent has an end, and not one so far off that she has forgotten it. */
const LONGEST_DAYS = 366;

/** What is wrong with the end of a consent, by the server's clock. */
export const untilProblems = (until: string, now: Date): FieldProblem[] => {
  const end = new Date(until);
  if (end <= now) return [{ path: 'until', message: { sv: 'Slutdatumet har redan passerat.', en: 'The end lies in the past.' } }];
  if (end.getTime() - now.getTime() > LONGEST_DAYS * 86_400_000)
    return [
      {
        path: 'until',
        message: {
          sv: 'Ett samtycke gäller högst ett år. Fråga igen därefter.',
          en: 'A consent lasts a year at most. Ask again after that.',
        },
      },
    ];
  return [];
};

/** Functions that nobody has. */
export const recipientProblems = async (directory: Directory, recipients: readonly string[]): Promise<FieldProblem[]> => {
  const known = await Promise.all(recipients.map((functionId) => directory.functionById(functionId)));
  return known.every(Boolean)
    ? []
    : [{ path: 'recipients', message: { sv: 'En av mottagarna finns inte.', en: 'One of the recipients does not exist.' } }];
};

/** A consent given, orally in a patrol car as often as on paper, registered in the own record. */
export class RecordConsent extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly input: RecordConsentInput,
  ) {
    super();
  }
}

@CommandHandler(RecordConsent)
export class RecordConsentHandler implements ICommandHandler<RecordConsent> {
  constructor(
    private readonly door: WriteDoor,
    private readonly directory: Directory,
    private readonly persons: PersonsInRecord,
    private readonly givers: ConsentGivers,
  ) {}

  /** @throws Problem consent-giver-refused, or invalid-input when it ends in the past names a recipient that does not exist, or a person who is not in the record */
  async execute({ meta, input }: RecordConsent): Promise<CommandResult> {
    const wrong = [...untilProblems(input.until, meta.now), ...(await recipientProblems(this.directory, input.recipients))];
    if (wrong.length > 0) throw problems.invalid(wrong);
    const { agencyId } = meta.actor;
    const classes = [...new Set<RecordConsentInput['classes'][number]>(['reference', ...input.classes])];
    return this.door.execute({
      concept: consentConcept,
      id: input.consentId,
      operation: 'RecordConsent',
      action: 'work',
      command: async (): Promise<Made<ConsentCommand>> => {
        const { personId, givenByPersonId } = input;
        const giver = givenByPersonId ? [{ path: 'givenByPersonId', personId: givenByPersonId }] : [];
        await this.persons.requires(input.recordId, [{ path: 'personId', personId }, ...giver]);
        await this.givers.requires(meta, input);
        return { command: { type: 'RecordConsent', data: { ...input, classes, recipients: [...new Set(input.recipients)], agencyId } } };
      },
      input,
      meta,
      place: { recordId: input.recordId, caseId: input.caseId },
      creates: { ownerAgency: agencyId },
      personIds: [input.personId],
    });
  }
}
