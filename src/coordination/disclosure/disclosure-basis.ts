import type { PersonFieldName } from '#config/legal-grounds';
import { problems } from '#libs/http';
import { isErased, swedishDate, type FieldClass } from '#libs/shared-kernel';
import { filterFields, withoutDays, type ClassedFields, type Place, type ReadTransaction } from '#src/access/index';
import { PersonRow } from '#src/people/index';
import { AttachmentRow } from '../attachment/index.js';
import { concerned, recordedPersons, type Concerned } from '../consent/index.js';
import { RecordRow } from '../record/index.js';
import { classesIn, type Content, type ContentItem, type PersonClass, type PersonValues } from './copied-content.events.js';
import { OwnChainEntryRow } from './disclosure.rows.js';
import { answerContent, type OnlyAnswer } from './only-answer.js';
import { NO_FILES, selectFiles, type FileSelection } from './select-files.js';

export interface BasisRequest {
  readonly place: Place;
  readonly classes: readonly FieldClass[];
  readonly personIds: readonly string[];
  /** Entries chosen one by one; without it all of the classes. */
  readonly items?: readonly string[];
  /** Only facts recorded from then on. */
  readonly factsFrom?: Date;
  /** Files of the record, chosen one by one. Without a list none is even looked at. */
  readonly files?: readonly string[];
  /** A standing disclosure shows what is registered about them; name, address and phone go in copies alone. */
  readonly withoutOwnFields?: boolean;
  /** The ground opens a question: its answer goes, and who it is about; nothing else that the record holds. */
  readonly answer?: OnlyAnswer | null;
  /** The ground opens these fields of each person alone, whatever else of a chosen class is kept about them. */
  readonly personFields?: readonly PersonFieldName[] | null;
}

export interface Basis {
  readonly persons: readonly (Concerned & { readonly protected: boolean })[];
  readonly content: Content;
  readonly items: readonly string[];
  readonly files: FileSelection;
  /** Chosen classes that hold data which does not leave all the same, since someone on that side of the case is protected. */
  readonly withheldForProtection: readonly FieldClass[];
}

/** Everything that reveals where a protected person is, or how she is reached. Leaves in no copy, print or standing disclosure. */
export const REVEALING: readonly FieldClass[] = ['location', 'contact'];

type Entry = Pick<OwnChainEntryRow, 'entryId' | 'type' | 'class' | 'thing' | 'thingId' | 'personId' | 'occurredAt' | 'fields'>;
type Person = Pick<PersonRow, 'personId' | 'shielded' | 'fields'>;

/** Classes that leave in no copy out of this record. */
const closedIn = (persons: readonly Pick<Person, 'shielded'>[]): readonly FieldClass[] =>
  persons.some(({ shielded }) => shielded) ? REVEALING : [];

const values = (fields: ClassedFields, cls: FieldClass): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => (field.class === cls && !isErased(field.value) ? [[name, field.value]] : [])),
  );

/** The fields that the ground names. All of them where it names none. */
const namedIn = (fields: ClassedFields, named: BasisRequest['personFields']): ClassedFields =>
  named ? Object.fromEntries(Object.entries(fields).filter(([name]) => named.some((one) => one === name))) : fields;

/**
 * Exactly what would cross, from opened rows of the own record: the chosen classes, of the chosen persons, entry by entry. An entry about a
 * person who was not chosen stays (a child's or a partner's data never follows along). Pure: the preview and the decision see the same.
 */
export const selectContent = (
  { classes, personIds, items }: Pick<BasisRequest, 'classes' | 'personIds' | 'items'>,
  persons: readonly Person[],
  entries: readonly Entry[],
): Pick<Basis, 'content' | 'items' | 'withheldForProtection'> => {
  const closed = closedIn(persons);
  const open = classes.filter((cls) => !closed.includes(cls));
  const chosen = persons.filter(({ personId }) => personIds.includes(personId));

  const personsBy = (cls: PersonClass): PersonValues =>
    open.includes(cls)
      ? Object.fromEntries(
          chosen.flatMap(({ personId, fields }) => {
            const found = values(fields, cls);
            return Object.keys(found).length > 0 ? [[personId, found]] : [];
          }),
        )
      : {};

  const visible = new Set<string>(['reference', ...open]);
  const shown = entries.filter(
    (entry) =>
      open.includes(entry.class) &&
      (entry.personId === null || personIds.includes(entry.personId)) &&
      (items === undefined || items.includes(entry.entryId)),
  );
  const byClass: Partial<Record<FieldClass, ContentItem[]>> = {};
  for (const { entryId, type, thing, thingId, personId, occurredAt, fields } of shown) {
    const seen = filterFields(fields, visible);
    const left = closed.length > 0 ? withoutDays(seen) : seen;
    for (const cls of new Set(Object.values(left).map((field) => field.class))) {
      const found = values(left, cls);
      if (Object.keys(found).length === 0) continue;
      (byClass[cls] ??= []).push({ entryId, type, thing, thingId, personId, occurredAt: occurredAt.toISOString(), fields: found });
    }
  }
  return {
    content: {
      persons: { identity: personsBy('identity'), contact: personsBy('contact'), location: personsBy('location') },
      entries: byClass,
    },
    items: shown.map(({ entryId }) => entryId),
    withheldForProtection: classes.filter((cls) => closed.includes(cls)),
  };
};

/** Reads the own record through the door, opens it and selects. @throws 404 unless the reader is assigned to that record, and each chosen person stands in it */
export const readBasis = async (tx: ReadTransaction, request: BasisRequest): Promise<Basis> => {
  const { recordId, caseId } = request.place;
  const { agencyId } = tx.context.actor;
  await tx.one(RecordRow, 'Record', { recordId, caseId, ownerAgency: agencyId });
  const where = { recordId, caseId, ownerAgency: agencyId };
  const people = await tx.find(PersonRow, 'Person', { where });
  // Of whoever does not stand in the record nothing is known, neither age nor protection: nothing is judged of them.
  if (request.personIds.some((id) => people.every(({ personId }) => personId !== id))) throw problems.notFound();
  const { answer } = request;
  const entries = answer ? [] : await tx.find(OwnChainEntryRow, 'ChainEntry', { where, order: { position: 'ASC' }, limit: 5000 });
  const since = entries.filter(({ recordedAt }) => !request.factsFrom || recordedAt >= request.factsFrom);
  // Only what may be shown is opened at all.
  const closed = closedIn(people);
  const open = request.classes.filter((cls) => !closed.includes(cls));
  const wanted = new Set<string>(answer ? ['identity'] : ['reference', ...open]);
  const narrowed = <T extends { fields: ClassedFields }>(rows: readonly T[]): T[] =>
    rows.map((row) => ({ ...row, fields: filterFields(row.fields, wanted) }));
  const named = people.map((person) => ({ ...person, fields: namedIn(person.fields, request.personFields) }));
  const persons = request.withoutOwnFields ? people.map((person) => ({ ...person, fields: {} })) : await tx.open(narrowed(named));
  const held = selectContent(request, persons, await tx.open(narrowed(since)));
  const answered = answer && open.includes('location') ? answerContent(answer, tx.context.now) : null;
  const selected = answered ? { ...held, content: { ...held.content, entries: answered } } : held;
  const files = await readFiles(tx, answer ? { ...request, classes: [] } : request, where, closed);
  tx.note({
    hits: selected.items,
    persons: request.personIds,
    owners: [agencyId],
    classes: classesIn(selected.content),
  });
  const recorded = await recordedPersons(tx, caseId, people);
  const protectedIds = new Set(people.filter(({ mark }) => mark !== 'none').map(({ personId }) => personId));
  const judged = concerned(request.personIds, recorded, swedishDate(tx.context.now)).map((person) => ({
    ...person,
    protected: protectedIds.has(person.personId),
  }));
  return { persons: judged, ...selected, files };
};

/** The record's files with their names, as whoever works with it reads them; and which of them would go. */
const readFiles = async (
  tx: ReadTransaction,
  { files, ...request }: BasisRequest,
  where: Place & { readonly ownerAgency: string },
  closed: readonly FieldClass[],
): Promise<FileSelection> => {
  if (files === undefined) return NO_FILES;
  const rows = await tx.find(AttachmentRow, 'Attachment', { where, order: { keptAt: 'ASC' } });
  const selected = selectFiles({ ...request, files }, await tx.open(rows), closed);
  tx.note({
    hits: rows.map(({ attachmentId }) => attachmentId),
    persons: rows.map(({ personId }) => personId),
    classes: rows.length > 0 ? ['free-text', ...selected.going.map(({ class: cls }) => cls)] : [],
  });
  return selected;
};
