import type { HoldGround } from '#config/retention';
import type { FormError, FormValues } from '#libs/ui';

/** What a page of retention shows beside the view: names, and what the visitor may do there. */
export interface RetentionPage {
  /** Of staff and functions, and of records by whom each is about. */
  readonly names: ReadonlyMap<string, string>;
  readonly newKey: () => string;
  /** Of a supervisor: decides, holds. Whoever works with the record confirms. */
  readonly head: boolean;
  readonly grounds: readonly HoldGround[];
  readonly today: string;
  readonly errors: readonly FormError[];
  readonly values: FormValues;
}
