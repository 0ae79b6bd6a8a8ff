import { fieldKindOf, type NoteDeclaration } from '#libs/journal';
import { nestForm, type FormBody } from '#src/people/index';

/** The posted form as the note's input takes it: ticks into booleans, single answers of a list into lists. Hidden fields and the address's own are left out. */
export const readNoteForm = ({ fields }: NoteDeclaration, body: FormBody): Record<string, unknown> => {
  const kinds = fields.map(({ name, field }) => ({ name, ...fieldKindOf(name, field) }));
  const {
    idempotencyKey: _key,
    version: _version,
    ...entered
  } = nestForm(
    body,
    kinds.flatMap(({ name, kind }) => (kind === 'tick' ? [name] : [])),
  );
  const lists = kinds.flatMap(({ name, kind }) => (kind === 'choices' ? [[name, many(body[name])] as const] : []));
  // A tick that is not sent was left unticked; a list of which nothing was chosen is sent empty, for its own schema to judge.
  const unticked = kinds.flatMap(({ name, kind, optional }) => (kind === 'tick' && !optional ? [[name, false] as const] : []));
  return { ...Object.fromEntries(unticked), ...entered, ...Object.fromEntries(lists) };
};

const many = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(String) : typeof value === 'string' && value !== '' ? [value] : [];
