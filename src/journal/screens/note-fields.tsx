import { fieldKindOf, type NoteField } from '#libs/journal';
import { Checkbox, CheckboxGroup, DateField, formatDate, RadioGroup, TextArea, useLang, type Lang } from '#libs/ui';
import { noteOf } from '../catalogue.js';
import type { NoteView } from '../note.view.js';
import { noteTexts } from './note-texts.js';

/** Asks for one field as its schema says: choices, a day, a tick or words. */
export const NoteFieldInput = ({ field: declared }: { field: NoteField }) => {
  const lang = useLang();
  const t = noteTexts(lang);
  const asked = fieldKindOf(declared.name, declared.field);
  const base = { name: declared.name, label: declared.label[lang], hint: declared.hint?.[lang], optional: asked.optional };
  switch (asked.kind) {
    case 'choice':
      return <RadioGroup {...base} options={asked.options.map((value) => ({ value, label: optionName(declared, value, lang) }))} />;
    case 'choices':
      return <CheckboxGroup {...base} options={asked.options.map((value) => ({ value, label: optionName(declared, value, lang) }))} />;
    case 'day':
      return <DateField {...base} />;
    case 'tick':
      return <Checkbox name={base.name} label={base.label} {...(base.hint === undefined ? {} : { hint: base.hint })} />;
    case 'words':
      return <TextArea {...base} hint={base.hint ?? t('words.hint')} maxLength={asked.longest} />;
  }
};

const optionName = ({ options }: NoteField, value: string, lang: Lang): string => options[value]?.[lang] ?? value;

/** A note in lines: what it is, then each answer with its question, words last as they were written. */
export const noteLines = ({ type, fields }: Pick<NoteView, 'type' | 'fields'>, lang: Lang): readonly string[] => {
  const note = noteOf(type);
  if (!note) return [type];
  return [
    note.title[lang],
    ...note.fields.flatMap((field) => {
      const value = fieldValue(field, fields[field.name], lang);
      return value === undefined ? [] : [`${field.label[lang]}: ${value}`];
    }),
  ];
};

/** A field's value in words; undefined where nothing was given, or it is erased. */
export const fieldValue = (field: NoteField, value: unknown, lang: Lang): string | undefined => {
  const t = noteTexts(lang);
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((one) => optionName(field, String(one), lang)).join(', ');
  if (typeof value === 'boolean') return value ? t('yes') : t('no');
  if (typeof value !== 'string') return undefined;
  return fieldKindOf(field.name, field.field).kind === 'day' ? formatDate(value, lang) : optionName(field, value, lang);
};
