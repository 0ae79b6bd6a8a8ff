import { z } from 'zod';
import { open, sealed, tell, type ContractDefinition, type ContractEvent, type Fields } from '#libs/shared-kernel';

/**
 * Shapes of a typed note (anteckning): one act noted once about one person in an own record, perhaps corrected, or marked as wrong, in the open. Each agency
 * declares its own event types with these around its own fields; what is done with them stands in src/journal, once.
 */

/** Why a note is corrected. */
export const NOTE_CORRECTIONS = ['typing-error', 'new-information', 'misunderstood'] as const;
export type NoteCorrection = (typeof NOTE_CORRECTIONS)[number];
/** Why a note should not be there at all. */
export const NOTE_RETRACTIONS = ['wrong-person', 'entered-by-mistake'] as const;
export type NoteRetraction = (typeof NOTE_RETRACTIONS)[number];

const id = z.uuid();
const day = z.iso.date();

const noteId = { noteId: open('reference', id) };
const aboutPerson = { personId: open('reference', id) };
const notedOfNobodyBase = {
  ...noteId,
  ownerAgency: open('reference', z.string()),
  recordId: open('reference', id),
  caseId: open('reference', id),
  /** The day it happened: a Swedish calendar day. */
  on: open('reference', day),
};
const correctedOfNobodyBase = {
  ...noteId,
  /** Minted with each correction: the same one twice is one. */
  changeId: open('reference', id),
  correction: open('reference', z.enum(NOTE_CORRECTIONS)),
  on: open('reference', day),
};
const notedBase = { ...notedOfNobodyBase, ...aboutPerson };
const correctedBase = { ...correctedOfNobodyBase, ...aboutPerson };

/** Words that may stand in a note, under the record's key. They never leave by themselves. */
export const words = sealed('free-text', z.string().min(1).max(4000).optional());

/** Fields of the event by which an act is noted. */
export const noted = <F extends Fields>(fields: F): F & typeof notedBase => ({ ...fields, ...notedBase });
/** Fields of the event by which it is corrected: the whole of it anew, so that what peers are told follows from the one event. */
export const corrected = <F extends Fields>(fields: F): F & typeof correctedBase => ({ ...fields, ...correctedBase });
/** Fields of the event by which a note of one of these types is marked as wrong. */
export const retracted = <const T extends readonly [string, ...string[]]>(types: T) => ({
  ...retractedOfNobody(types),
  ...aboutPerson,
});

/** The same of what is about nobody: a consultation without identity, a training. No event of it can hold a person. */
export const notedOfNobody = <F extends Fields>(fields: F): F & typeof notedOfNobodyBase => ({ ...fields, ...notedOfNobodyBase });
export const correctedOfNobody = <F extends Fields>(fields: F): F & typeof correctedOfNobodyBase => ({
  ...fields,
  ...correctedOfNobodyBase,
});
export const retractedOfNobody = <const T extends readonly [string, ...string[]]>(types: T) => ({
  ...noteId,
  type: open('reference', z.enum(types)),
  retraction: open('reference', z.enum(NOTE_RETRACTIONS)),
});
/** What is no agency's own field of a note. */
export const BASE_FIELDS: ReadonlySet<string> = new Set([...Object.keys(notedBase), ...Object.keys(correctedBase)]);

const toldBase = {
  noteId: open('reference', id),
  on: open('reference', day.optional()),
  corrected: open('reference', z.literal(true).optional()),
  /** Whoever saw it must not act on it. */
  retracted: open('reference', z.enum(NOTE_RETRACTIONS).optional()),
};
/** Fields of the contract event that tells of a note. Every field of the agency's own must admit to be left out: a retraction tells that it is wrong, and no more. */
export const told = <F extends Fields>(fields: F): F & typeof toldBase => ({ ...fields, ...toldBase });

interface NotedOrCorrected {
  readonly noteId: string;
  readonly personId: string;
  readonly on: string;
  readonly changeId?: string;
}
/** Tells peers of a note, as it was noted or corrected: that it is, when, and what the agency's disclosure chooses of it. */
export const tellNote = <F extends Fields>(
  definition: ContractDefinition<string, F>,
  { noteId, personId, on, changeId }: NotedOrCorrected,
  chosen: { readonly [K in Exclude<keyof F, keyof typeof toldBase>]?: unknown } = {},
): readonly ContractEvent[] => [
  tell(definition, noteId, { noteId, on, ...chosen, ...(changeId === undefined ? {} : { corrected: true }) } as never, personId),
];
/** Tells those who learnt of a note that it was wrong. */
export const tellRetraction = (
  definition: ContractDefinition,
  { noteId, personId, retraction }: { readonly noteId: string; readonly personId: string; readonly retraction: NoteRetraction },
): readonly ContractEvent[] => [tell(definition, noteId, { noteId, retracted: retraction } as never, personId)];
