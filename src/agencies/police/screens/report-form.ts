import { randomUUID } from 'node:crypto';
import type { FormError } from '#libs/ui';
import { asList, personFormValue, readPersonForm, type FormBody } from '#src/people/index';

/** Room for this many children on the page; more are added in the case. */
export const CHILDREN = [0, 1, 2, 3] as const;

/** Ids of everything that the form will make, minted when it is first shown and kept over every correction of it. */
export const freshIds = (): Record<string, string> => ({
  idempotencyKey: randomUUID(),
  reportId: randomUUID(),
  recordId: randomUUID(),
  caseId: randomUUID(),
  'exposed.personId': randomUUID(),
  'suspect.personId': randomUUID(),
  ...Object.fromEntries(CHILDREN.map((index) => [`children.${index}.personId`, randomUUID()])),
});

/** The ids that came back, so that what was begun is continued; a missing one is minted. */
export const keptIds = (body: FormBody): Record<string, string> =>
  Object.fromEntries(
    Object.entries(freshIds()).map(([name, fresh]) => [name, typeof body[name] === 'string' ? (body[name] as string) : fresh]),
  );

export interface EnteredReport {
  readonly input: Record<string, unknown>;
  readonly confirmed: boolean;
  /** Errors about the nth child that was entered, back to where it stands in the form. */
  readonly inForm: (errors: readonly FormError[]) => readonly FormError[];
}

/** The posted form as registerReportInput takes it: blocks of persons of whom nothing was written are left out. */
export const readReportForm = (body: FormBody): EnteredReport => {
  const { idempotencyKey: _, confirmed, exposed, suspect, children, ...event } = readPersonForm(body);
  const { items, indices } = asList(children);
  const entered = items
    .map((child, at) => ({ child: child as Record<string, unknown>, index: indices[at] ?? '' }))
    .filter(({ child }) => !isBlank(child));
  return {
    input: {
      ...event,
      exposed: personFormValue((exposed ?? {}) as Record<string, unknown>),
      ...(isBlank(suspect) ? {} : { suspect }),
      children: entered.map(({ child }) => child),
    },
    confirmed: confirmed === true,
    inForm: (errors) =>
      errors.map((error) => ({
        ...error,
        path: String(error.path).replace(/^children\.(\d+)/, (_whole, at: string) => `children.${entered[Number(at)]?.index ?? at}`),
      })),
  };
};

/** Only what the form itself fills in: the id, and the choice of no protection. */
const isBlank = (person: unknown): boolean => {
  const { personId: _, protection = 'none', ...written } = (person ?? {}) as Record<string, unknown>;
  return protection === 'none' && Object.keys(written).length === 0;
};
