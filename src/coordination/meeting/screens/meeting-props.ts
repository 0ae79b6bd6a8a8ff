import { randomUUID } from 'node:crypto';
import type { FormError, FormValues, Option, SelectOption } from '#libs/ui';
import type { PersonView } from '#src/people/index';
import type { ChildChoice } from '../features/read-meetings.js';
import type { MeetingView } from '../meeting.view.js';
import type { MinuteRows } from './meeting-form.js';

export interface Failed {
  readonly form: string;
  readonly errors: readonly FormError[];
  readonly values?: FormValues | undefined;
}
export interface MeetingPageProps {
  meeting: MeetingView;
  persons: readonly PersonView[];
  /** Those who may be invited and named: never the violence user in a case of hers. */
  choices: readonly Option[];
  functions: readonly SelectOption[];
  functionName: (id: string) => string;
  personName: (id: string) => string;
  staffName: string;
  childChoices: readonly ChildChoice[];
  rows: MinuteRows;
  today: string;
  failed?: Failed | undefined;
}

/** A new key for each showing: what is sent next is another attempt. */
export const hiddenOf = ({ version }: MeetingView) => ({ idempotencyKey: randomUUID(), version });
