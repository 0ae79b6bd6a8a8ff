import { NOTE_CORRECTIONS, type NoteDeclaration } from '#libs/journal';
import {
  Actions,
  Button,
  Card,
  DateField,
  Form,
  LinkButton,
  PageHeading,
  Select,
  useLang,
  type FormError,
  type FormValues,
  type Option,
} from '#libs/ui';
import { NoteFieldInput } from './note-fields.js';
import { noteTexts } from './note-texts.js';

export interface NoteFormPageProps {
  readonly note: NoteDeclaration;
  readonly action: string;
  readonly back: string;
  readonly hidden: Readonly<Record<string, string>>;
  readonly values: FormValues | undefined;
  readonly errors: readonly FormError[];
  readonly isNew: boolean;
  /** Whom it can be about; none for what is about nobody. */
  readonly persons: readonly Option[];
  readonly today: string;
}

/** A note's form, made from its declaration. */
export const NoteFormPage = ({ note, action, back, hidden, values, errors, isNew, persons, today }: NoteFormPageProps) => {
  const lang = useLang();
  const t = noteTexts(lang);
  return (
    <div class="stack">
      <PageHeading title={isNew ? note.title[lang] : t('correct')} lead={isNew ? note.hint?.[lang] : t('correct.lead')} />
      <Card title={isNew ? undefined : note.title[lang]}>
        <Form action={action} hidden={hidden} errors={errors} values={values}>
          {isNew && note.about.length > 0 && <Select name="personId" label={t('about')} options={persons} />}
          {!isNew && (
            <Select name="reason" label={t('reason')} options={NOTE_CORRECTIONS.map((value) => ({ value, label: t(`reason.${value}`) }))} />
          )}
          <DateField name="on" label={t('on')} value={today} max={today} />
          {note.fields.map((field) => (
            <NoteFieldInput field={field} />
          ))}
          <Actions>
            <Button>{isNew ? t('save') : t('saveCorrection')}</Button>
            <LinkButton href={back}>{t('button.cancel')}</LinkButton>
          </Actions>
        </Form>
      </Card>
    </div>
  );
};
