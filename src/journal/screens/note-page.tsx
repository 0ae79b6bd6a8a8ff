import { randomUUID } from 'node:crypto';
import { NOTE_RETRACTIONS, type NoteDeclaration } from '#libs/journal';
import {
  Actions,
  Alert,
  Button,
  Card,
  DefinitionList,
  Details,
  Form,
  formatDate,
  LinkButton,
  PageHeading,
  Select,
  Tag,
  useLang,
} from '#libs/ui';
import type { NoteView } from '../note.view.js';
import { fieldValue } from './note-fields.js';
import { noteTexts } from './note-texts.js';
import { NOTE_TONES, notesHref } from './notes-page.js';

export interface NotePageProps {
  readonly note: NoteView;
  readonly declared: NoteDeclaration;
  readonly personName: string;
  readonly staffName: string;
}

/** One note with its words, and the way to put it right in the open. */
export const NotePage = ({ note, declared, personName, staffName }: NotePageProps) => {
  const lang = useLang();
  const t = noteTexts(lang);
  const path = notesHref(note.caseId, `/${note.noteId}`);
  const said = declared.fields.flatMap((field) => {
    const value = fieldValue(field, note.fields[field.name], lang);
    return value === undefined ? [] : [{ label: field.label[lang], value }];
  });
  return (
    <div class="stack">
      <PageHeading title={declared.title[lang]} lead={personName} />
      {note.status === 'retracted' && <Alert tone="danger">{t('status.retracted')}</Alert>}
      <Card>
        <DefinitionList
          items={[
            { label: t('on'), value: formatDate(note.on, lang) },
            ...said,
            { label: t('by'), value: `${staffName}, ${formatDate(note.notedAt, lang)}` },
            {
              label: t('status'),
              value: (
                <>
                  <Tag tone={NOTE_TONES[note.status]}>{t(`status.${note.status}`)}</Tag>{' '}
                  {note.reason &&
                    `${t(`reason.${note.reason as 'typing-error'}`)}${note.changedAt ? `, ${formatDate(note.changedAt, lang)}` : ''}`}
                </>
              ),
            },
          ]}
        />
      </Card>
      {note.status !== 'retracted' && (
        <Details summary={t('changes')}>
          <Actions>
            <LinkButton href={`${path}/correct`}>{t('correct')}</LinkButton>
          </Actions>
          <Form action={`${path}/retract`} hidden={{ idempotencyKey: randomUUID(), version: note.version }} guard={false}>
            <Select
              name="reason"
              label={t('reason')}
              hint={t('retract.hint')}
              options={NOTE_RETRACTIONS.map((value) => ({ value, label: t(`reason.${value}`) }))}
            />
            <Actions>
              <Button variant="secondary" tone="danger">
                {t('retract')}
              </Button>
            </Actions>
          </Form>
        </Details>
      )}
    </div>
  );
};
