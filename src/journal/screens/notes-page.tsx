import { Actions, Button, Card, DataTable, EmptyState, Form, formatDate, PageHeading, Select, Tag, useLang, type Column } from '#libs/ui';
import type { NoteDeclaration } from '#libs/journal';
import { noteOf } from '../catalogue.js';
import type { NoteView } from '../note.view.js';
import { fieldValue } from './note-fields.js';
import { noteTexts } from './note-texts.js';

export const notesHref = (caseId: string, rest = ''): string => `/workspace/cases/${caseId}/notes${rest}`;
export const NOTE_TONES = { standing: 'success', corrected: 'warning', retracted: 'danger' } as const;

export interface NotesPageProps {
  readonly caseId: string;
  readonly notes: readonly NoteView[];
  /** What the own agency may note. */
  readonly types: readonly NoteDeclaration[];
  readonly personName: (personId: string | null) => string;
  readonly staffName: (staffId: string) => string;
}

/** What the note says in choices and days: enough to find it again. */
const summary = (note: NoteView, lang: 'sv' | 'en'): string =>
  (noteOf(note.type)?.fields ?? []).flatMap((field) => fieldValue(field, note.fields[field.name], lang) ?? []).join(' · ');

/** The own agency's notes in the case, and the way to a new one. */
export const NotesPage = ({ caseId, notes, types, personName, staffName }: NotesPageProps) => {
  const lang = useLang();
  const t = noteTexts(lang);
  const columns: Column<NoteView>[] = [
    { key: 'on', label: t('on'), cell: (note) => formatDate(note.on, lang) },
    {
      key: 'type',
      label: t('type'),
      cell: (note) => (
        <>
          <a href={notesHref(caseId, `/${note.noteId}`)}>{noteOf(note.type)?.title[lang] ?? note.type}</a>
          <br />
          <span class="subtle">{summary(note, lang)}</span>
        </>
      ),
    },
    { key: 'about', label: t('about'), cell: (note) => personName(note.personId) },
    { key: 'by', label: t('by'), cell: (note) => staffName(note.notedBy) },
    { key: 'status', label: t('status'), cell: (note) => <Tag tone={NOTE_TONES[note.status]}>{t(`status.${note.status}`)}</Tag> },
  ];
  return (
    <div class="stack">
      <PageHeading title={t('title')} lead={t('lead')} />
      {types.length === 0 ? (
        <p>{t('none.types')}</p>
      ) : (
        <Card title={t('new.heading')}>
          <Form action={notesHref(caseId, '/new')} method="get">
            <Select name="type" label={t('new.choose')} options={types.map(({ type, title }) => ({ value: type, label: title[lang] }))} />
            <Actions>
              <Button>{t('new.go')}</Button>
            </Actions>
          </Form>
        </Card>
      )}
      {notes.length === 0 ? <EmptyState title={t('none')} /> : <DataTable caption={t('title')} columns={columns} rows={notes} />}
    </div>
  );
};
