import type { AgencyKind, EventDefinition, Field, Fields } from '#libs/shared-kernel';

/** A text on screen: Swedish first. */
interface Words {
  readonly sv: string;
  readonly en: string;
}
/** Whom a note can be about. */
export type NoteRole = 'exposed' | 'child' | 'violence-user';

type ValueOf<F> = F extends Field<infer T> ? Exclude<T, undefined> : never;
/** The words of an enumeration, or of a list of one; undefined where the value is anything else. */
type Choice<T> = T extends readonly (infer E)[] ? Choice<E> : T extends string ? (string extends T ? never : T) : never;
/** What a field is called on screen; where it is a choice, what each answer is called. */
export type FieldWords<F> = Words & { readonly hint?: Words } & ([Choice<ValueOf<F>>] extends [never]
    ? unknown
    : { readonly options: { readonly [K in Choice<ValueOf<F>>]: Words } });

type OwnNames<F extends Fields> = Exclude<keyof F, 'noteId' | 'personId' | 'ownerAgency' | 'recordId' | 'caseId' | 'on'> & string;
/** What a type of note is called on screen, and each of its own fields. */
export interface NoteTexts<F extends Fields> {
  readonly title: Words;
  readonly hint?: Words;
  /** Left out: the exposed person and children. Empty: it is about nobody, and its words may name nobody. */
  readonly about?: readonly NoteRole[];
  readonly fields: { readonly [K in OwnNames<F>]: FieldWords<F[K]> };
}

/** One type of note, whatever its fields. */
export interface NoteDeclaration {
  readonly type: string;
  readonly noted: EventDefinition;
  readonly corrected: EventDefinition;
  readonly title: Words;
  readonly hint?: Words | undefined;
  readonly about: readonly NoteRole[];
  /** The agency's own fields, in the order that they are asked for. */
  readonly fields: readonly NoteField[];
}
export interface NoteField {
  readonly name: string;
  readonly field: Field<unknown>;
  readonly label: Words;
  readonly hint?: Words | undefined;
  readonly options: Readonly<Record<string, Words>>;
}
/** All types of one kind of agency. */
export interface JournalDeclaration {
  readonly agencyKind: AgencyKind;
  readonly retracted: EventDefinition;
  readonly notes: readonly NoteDeclaration[];
}

/** Declares a type of note: its two events, and its words in the order of the form. */
export const declareNote = <F extends Fields>(
  events: { readonly noted: EventDefinition<string, F>; readonly corrected: EventDefinition },
  { title, hint, about = ['exposed', 'child'], fields }: NoteTexts<F>,
): NoteDeclaration => ({
  type: events.noted.type,
  ...events,
  title,
  hint,
  about,
  fields: Object.entries<Words & { hint?: Words; options?: Record<string, Words> }>(fields).map(
    ([name, { sv, en, hint: fieldHint, options = {} }]) => ({
      name,
      field: events.noted.fields[name]!,
      label: { sv, en },
      hint: fieldHint,
      options,
    }),
  ),
});

/** Answers to a question that may stay unanswered: unknown is not no. */
export const YES_NO_UNKNOWN = ['yes', 'no', 'unknown'] as const;
export const yesNoUnknown = {
  yes: { sv: 'Ja', en: 'Yes' },
  no: { sv: 'Nej', en: 'No' },
  unknown: { sv: 'Vet inte', en: 'Unknown' },
} as const;
