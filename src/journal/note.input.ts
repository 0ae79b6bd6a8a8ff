import { z } from 'zod';
import { inputSchemaOf, NOTE_CORRECTIONS, NOTE_RETRACTIONS, type NoteCorrection, type NoteDeclaration } from '#libs/journal';
import { newId, problems } from '#libs/http';
import { swedishDate, type AgencyKind } from '#libs/shared-kernel';
import { allNotes, journalOf, noteOf } from './catalogue.js';

const uuid = z.uuid();
const day = z.iso.date('Ange dagen. | Give the day.');

type Own = Readonly<Record<string, unknown>>;
/** What is sent to note an act: the agency's own fields beside those that every note has. */
export type NoteInput = Own & {
  readonly type: string;
  readonly noteId: string;
  readonly recordId: string;
  readonly caseId: string;
  /** Left out of what is about nobody. */
  readonly personId?: string | undefined;
  readonly on: string;
};
export type CorrectNoteInput = Own & { readonly type: string; readonly reason: NoteCorrection; readonly on: string };

const ownFields = ({ fields }: NoteDeclaration): Record<string, z.ZodType> =>
  Object.fromEntries(fields.map(({ name, field }) => [name, inputSchemaOf(field.schema)]));

/** What a client sends to note an act of this type. All ids are the client's own. */
export const noteInputOf = (note: NoteDeclaration) =>
  z.strictObject({
    type: z.literal(note.type),
    ...{ noteId: newId, recordId: uuid, caseId: uuid, on: day },
    ...(note.about.length === 0 ? {} : { personId: uuid }),
    ...ownFields(note),
  }) as unknown as z.ZodType<NoteInput>;
/** A correction tells the whole note anew, and why. */
export const correctNoteInputOf = (note: NoteDeclaration) =>
  z.strictObject({
    type: z.literal(note.type),
    reason: z.enum(NOTE_CORRECTIONS, 'Välj varför anteckningen rättas. | Choose why the note is corrected.'),
    on: day,
    ...ownFields(note),
  }) as unknown as z.ZodType<CorrectNoteInput>;

const byType = <T>(of: (note: NoteDeclaration) => z.ZodType<T>): z.ZodType<T> =>
  z.lazy(() => z.discriminatedUnion('type', allNotes().map(of) as never) as unknown as z.ZodType<T>);
/** Any type of note: `type` says which. Put together when it is first asked for, when every room has declared its journal. */
export const noteInput = byType(noteInputOf);
export const correctNoteInput = byType(correctNoteInputOf);
export const retractNoteInput = z.strictObject({ reason: z.enum(NOTE_RETRACTIONS) });
export type RetractNoteInput = z.infer<typeof retractNoteInput>;

const NOT_OURS = {
  sv: 'Er verksamhet för inte anteckningar av det slaget.',
  en: 'Your agency makes no notes of that type.',
};
const FUTURE = { sv: 'Dagen har inte kommit än.', en: 'The day has not come yet.' };

const NAMES_SOMEBODY = {
  sv: 'Här får ingen kunna kännas igen: ta bort personnummer, telefonnummer och adresser.',
  en: 'Nobody may be recognised here: take away personal numbers, phone numbers and addresses.',
};
/** A personal number, a phone number, an address of e-mail. That a text names somebody in other ways its writer is told beside the field. */
const IDENTITY = /\d{6}[-+ ]?\d{4}|(?:\+46|\b0)[\d -]{6,}\d|\S@\S+[.]\S/;

/**
 * The type as the actor's own journal has it. @throws Problem invalid-input for another agency's type, a day that has not come, and words that point somebody
 * out where the note is about nobody
 */
export const ownNote = (
  { type, on, ...own }: { readonly type: string; readonly on: string } & Own,
  { kind, now }: { kind: AgencyKind; now: Date },
): NoteDeclaration => {
  const note = noteOf(type);
  if (!note || !journalOf(kind)?.notes.includes(note)) throw problems.invalid([{ path: 'type', message: NOT_OURS }]);
  if (on > swedishDate(now)) throw problems.invalid([{ path: 'on', message: FUTURE }]);
  const telling =
    note.about.length > 0
      ? undefined
      : note.fields.find(({ name, field }) => field.kind !== 'open' && IDENTITY.test(String(own[name] ?? '')));
  if (telling) throw problems.invalid([{ path: telling.name, message: NAMES_SOMEBODY }]);
  return note;
};
