import { randomUUID } from 'node:crypto';
import type { FieldClass } from '#libs/shared-kernel';
import type { FormError } from '#libs/ui';
import type { FormBody } from '#src/people/index';
import type { ConsentText } from './consent-texts.js';

/** Presets for a patrol car. Place and free text are in none of them: they are chosen by name. */
export const PRESETS = {
  basic: ['identity', 'contact', 'risk', 'support'],
  wide: ['identity', 'contact', 'risk', 'support', 'crime', 'child', 'health', 'plan'],
} as const satisfies Record<string, readonly FieldClass[]>;

/** All values of a name: none, one or several. */
export const many = (body: FormBody, name: string): string[] => {
  const value = body[name];
  return (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string' && one !== '');
};
export const one = (body: FormBody, name: string): string | undefined => many(body, name)[0];
const given = <K extends string>(name: K, value: unknown): { [P in K]?: unknown } =>
  value === undefined ? {} : ({ [name]: value } as { [P in K]: unknown });

const DAY = 86_400_000;
/** The last second of a day in Sweden that is within it in summer and in winter. */
export const endOfDay = (date: string): string => `${date}T21:59:59Z`;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const dateOf = (body: FormBody, name: string): string | undefined => {
  const date = one(body, name);
  return date && (DATE.test(date) ? endOfDay(date) : date);
};

const interpreterIn = (body: FormBody) => (one(body, 'interpreter') === 'true' ? { interpreterUsed: true } : {});
/** The other ways of giving it leave no guardian behind, whatever was chosen before. */
const guardianIn = (body: FormBody) => (one(body, 'givenBy') === 'guardian' ? given('givenByPersonId', one(body, 'givenByPersonId')) : {});

/** The form of a new consent, as the command's input. The ids were made when the form was shown. */
export const recordInput = (body: FormBody, place: { recordId: string; caseId: string }, now: Date): Record<string, unknown> => {
  const preset = one(body, 'preset');
  const days = Number(one(body, 'lasts'));
  return {
    consentId: one(body, 'consentId') ?? randomUUID(),
    ...place,
    personId: one(body, 'personId'),
    givenBy: one(body, 'givenBy'),
    form: one(body, 'form'),
    alone: one(body, 'alone'),
    recipients: [...new Set([...many(body, 'recipient'), ...many(body, 'more')])],
    classes: preset === 'basic' || preset === 'wide' ? PRESETS[preset] : many(body, 'classes'),
    purposes: many(body, 'purposes'),
    until: days > 0 ? new Date(now.getTime() + days * DAY).toISOString() : dateOf(body, 'untilDate'),
    circumstances: one(body, 'circumstances'),
    ...interpreterIn(body),
    ...guardianIn(body),
    ...(one(body, 'givenBy') === 'special-representative'
      ? { appointment: { court: one(body, 'court') ?? '', decidedOn: one(body, 'decidedOn') ?? '' } }
      : {}),
    ...given('safeContact', one(body, 'safeContact')),
    ...given('note', one(body, 'note')),
  };
};

export const withdrawInput = (body: FormBody): Record<string, unknown> => {
  const kind = one(body, 'scope');
  const chosen = (['recipients', 'classes', 'purposes'] as const).filter((name) => many(body, name).length > 0);
  const part = kind === 'part' ? Object.fromEntries(chosen.map((name) => [name, many(body, name)])) : {};
  const end = kind === 'end' ? given('until', dateOf(body, 'untilDate')) : {};
  return { scope: { kind, ...part, ...end }, alone: one(body, 'alone') };
};

export const extendInput = (body: FormBody): Record<string, unknown> => ({
  recipients: [...new Set([...many(body, 'recipient'), ...many(body, 'more')])],
  classes: many(body, 'classes'),
  ...given('until', dateOf(body, 'untilDate')),
  ...given('givenBy', one(body, 'givenBy')),
  ...guardianIn(body),
  form: one(body, 'form'),
  ...interpreterIn(body),
  alone: one(body, 'alone'),
});

const SHOWN_AT: Readonly<Record<string, string>> = { recipients: 'recipient', until: 'untilDate', scope: 'scope', appointment: 'court' };
const SAID = ['recipients', 'alone', 'classes', 'until', 'personId', 'purposes', 'appointment'] as const;

/** The schema's faults at the form's own fields, in words that fit them; each field once. */
export const formErrors = (errors: readonly FormError[], t: ConsentText, schemaFault: boolean): FormError[] => {
  const found = new Map<string, FormError>();
  for (const { path, message } of errors) {
    const [first, second] = (typeof path === 'string' ? path : path.map(String).join('.')).split('.');
    const field = first === 'scope' && second === 'until' ? second : first!;
    const said = SAID.find((name) => name === field);
    const at = SHOWN_AT[field] ?? field;
    if (!found.has(at)) found.set(at, { path: at, message: schemaFault && said ? t(`error.${said}`) : message });
  }
  return [...found.values()];
};
