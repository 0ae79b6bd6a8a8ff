import type { FormError, FormValues, Lang, Option } from '#libs/ui';
import type { RecordLife } from '../features/read-life.js';
import { lifeTexts } from './life-texts.js';

/** What a page shows beside the record: names, what may be chosen, and what of a form was refused. */
export interface LifePage {
  /** Of staff and functions, and of records by whom each is about. */
  readonly names: ReadonlyMap<string, string>;
  readonly newKey: () => string;
  /** The head sees what waits for a second person, and no more. */
  readonly head: boolean;
  readonly staffId: string;
  readonly colleagues: readonly Option[];
  readonly functions: readonly Option[];
  /** The reader's other records. */
  readonly others: readonly Option[];
  readonly today: string;
  readonly errors: readonly FormError[];
  readonly values: FormValues;
}

/** By name where the reader works with the record; to the head by its side alone. */
export const whose = ({ recordId, track }: RecordLife, { names }: LifePage, lang: Lang): string =>
  [names.get(recordId), lifeTexts(lang)(`track.${track}`)].filter(Boolean).join(', ');
