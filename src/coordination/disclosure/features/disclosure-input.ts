import { z } from 'zod';
import { CIRCUMSTANCES, DOCUMENTATION_KINDS, SHELTER_ANSWERS } from '#config/legal-grounds';
import { type FieldProblem, newId, Problem, problems } from '#libs/http';
import { FIELD_CLASSES } from '#libs/shared-kernel';
import type { Directory, DirectoryFunction } from '#src/access/index';
import { personIdsInput, PURPOSES } from '../../consent/index.js';
import { MOST_FILES } from '../copied-files.events.js';

const moment = z.iso.datetime({ offset: true });

/** What a preview called what it showed (preview-tag.ts). */
export const previewTagInput = z.string().min(1).max(100);

/** What is to be disclosed, to whom and why: the same for the preview and for the decision. */
export const disclosureInput = z.strictObject({
  disclosureId: newId,
  recordId: z.uuid(),
  caseId: z.uuid(),
  recipientFunction: z.string().min(1).max(100),
  channel: z.enum(['system', 'print']).default('system'),
  mode: z.enum(['standing', 'copy']),
  classes: z.array(z.enum(FIELD_CLASSES)).min(1),
  purpose: z.enum(PURPOSES),
  ground: z.string().min(1).max(100),
  consentId: z.uuid().optional(),
  personIds: personIdsInput(20),
  circumstances: z.array(z.enum(CIRCUMSTANCES)).default([]),
  documentation: z
    .partialRecord(z.enum(DOCUMENTATION_KINDS), z.string().trim().max(4000))
    .refine(({ 'in-shelter': said }) => said === undefined || SHELTER_ANSWERS.some((one) => one === said), { path: ['in-shelter'] })
    .default({}),
  urgent: z.boolean().default(false),
  /** Standing: facts recorded from then on; from now, unless earlier ones are needed too. */
  factsFrom: moment.optional(),
  until: moment.optional(),
  /** Copy: entries chosen one by one; all of the classes without it. */
  items: z.array(z.uuid()).max(2000).optional(),
  /** Copy: files of the own record, chosen one by one. No file goes unless it is named. */
  files: z.array(z.uuid()).max(MOST_FILES).optional(),
  /** What the preview called what it showed: 409 if something else would go by now. Without it goes what stands, and so under "Akut". */
  previewTag: previewTagInput.optional(),
});
export type DisclosureInput = z.infer<typeof disclosureInput>;

const LONGEST_DAYS = 366;
const wrong = (path: string, sv: string, en: string): FieldProblem => ({ path, message: { sv, en } });

/** Dates that can't be, by the server's clock. */
export const dateProblems = (
  { mode, factsFrom, until }: Pick<DisclosureInput, 'mode' | 'factsFrom' | 'until'>,
  now: Date,
): FieldProblem[] => [
  ...(factsFrom && new Date(factsFrom) > now
    ? [wrong('factsFrom', 'Startdatumet ligger i framtiden.', 'The start lies in the future.')]
    : []),
  ...(mode === 'standing' && !until
    ? [wrong('until', 'Ange till när det löpande utlämnandet gäller.', 'Say until when the standing disclosure holds.')]
    : []),
  ...(until && new Date(until) <= now ? [wrong('until', 'Slutdatumet har redan passerat.', 'The end lies in the past.')] : []),
  ...(until && new Date(until).getTime() - now.getTime() > LONGEST_DAYS * 86_400_000
    ? [
        wrong(
          'until',
          'Ett löpande utlämnande gäller högst ett år. Pröva igen därefter.',
          'A standing disclosure lasts a year at most. Judge it anew after that.',
        ),
      ]
    : []),
];

/** @throws Problem function-unknown, function-not-connected, function-does-not-accept, invalid-input for one's own agency */
export const recipientOf = async (
  directory: Directory,
  {
    recipientFunction,
    channel,
    mode,
    caseId,
    urgent,
  }: Pick<DisclosureInput, 'recipientFunction' | 'channel' | 'mode' | 'caseId' | 'urgent'>,
  /** Whose own functions are none; null where they may be. */
  ownAgency: string | null,
): Promise<DirectoryFunction> => {
  const found = await directory.functionById(recipientFunction);
  if (!found)
    throw new Problem(422, 'function-unknown', {
      sv: 'Mottagaren finns inte. Välj en funktion i listan.',
      en: 'The recipient does not exist. Choose a function from the list.',
    });
  if (found.agencyId === ownAgency)
    throw problems.invalid([
      wrong('recipientFunction', 'Mottagaren hör till den egna verksamheten.', 'The recipient belongs to your own agency.'),
    ]);
  if (!found.connected && (channel === 'system' || mode === 'standing'))
    throw new Problem(
      422,
      'function-not-connected',
      {
        sv: 'Mottagaren är inte ansluten, så inget kan skickas härifrån.',
        en: 'The recipient is not connected, so nothing can be sent from here.',
      },
      {
        detail: {
          sv: `Besluta om en kopia för utskrift och sänd den genom er egen säkra kanal: /workspace/cases/${caseId}/disclosures/new?channel=print`,
          en: `Decide on a copy for print and send it by your own secure channel: /workspace/cases/${caseId}/disclosures/new?channel=print`,
        },
      },
    );
  // In danger to life or health no setting of the register stands in the way: it comes to the function's intake.
  if (found.connected && !found.accepts.includes(mode) && !(urgent && mode === 'copy'))
    throw new Problem(422, 'function-does-not-accept', {
      sv: 'Mottagaren tar inte emot det här sättet att lämna ut. Välj ett annat sätt eller en annan funktion.',
      en: 'The recipient does not accept this way of disclosing. Choose another way or another function.',
    });
  return found;
};
