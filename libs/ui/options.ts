import { FIELD_CLASSES } from '#libs/shared-kernel';
import type { FieldClass } from '#libs/shared-kernel';
import type { Option } from './components/fields.js';
import { translator } from './i18n.js';
import type { Lang } from './i18n.js';

/** The classes of field as choices, by their names in the language. */
export const fieldClassOptions = (lang: Lang, classes: readonly FieldClass[] = FIELD_CLASSES): (Option & { value: FieldClass })[] => {
  const t = translator(lang);
  return classes.map((value) => ({ value, label: t(`class.${value}`) }));
};
