import { createContext } from 'preact';
import type { ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import { Heading } from './basics.js';
import { useT } from './lang.js';

export interface FormError {
  /** The field: `summary`, `goals.0.due`, `goals[0].due` or zod's own path. */
  readonly path: string | readonly PropertyKey[];
  readonly message: string;
}
/** What was entered, by field name: nobody types it again after an error. */
export type FormValues = Readonly<Record<string, unknown>>;

const normal = (path: FormError['path']): string =>
  typeof path === 'string' ? path.replace(/\[(\w+)\]/g, '.$1') : path.map(String).join('.');
export const fieldId = (path: FormError['path']): string => `f-${normal(path).replace(/[^\w-]/g, '-')}`;

const FormContext = createContext<{ errors: readonly FormError[]; values: FormValues | undefined }>({ errors: [], values: undefined });

/** By the field's name as it is, or by its path where the entered form was read into objects and lists. */
const enteredValue = (values: FormValues, name: string): unknown =>
  Object.hasOwn(values, name)
    ? values[name]
    : normal(name)
        .split('.')
        .reduce<unknown>(
          (part, key) => (typeof part === 'object' && part !== null ? (part as Record<string, unknown>)[key] : undefined),
          values,
        );

/** The error and the earlier value of a field: its own if given, else the form's. */
export function useField(
  name: string,
  own: { error?: string | undefined; value?: unknown },
): { error: string | undefined; value: unknown; entered: boolean } {
  const { errors, values } = useContext(FormContext);
  const found = errors.find((error) => normal(error.path) === normal(name));
  const entered = values && enteredValue(values, name);
  return { error: own.error ?? found?.message, value: entered ?? own.value, entered: values !== undefined };
}

/** Links to each faulty field; focused when the page opens (by script, else it stands first on the page). */
export const ErrorSummary = ({ errors }: { errors: readonly FormError[] }) => {
  const t = useT();
  if (errors.length === 0) return null;
  return (
    <div class="ds-error-summary error-summary" tabIndex={-1} data-error-summary role="alert" aria-labelledby="error-summary-title">
      <Heading level={2} id="error-summary-title">
        {t('form.errors')}
      </Heading>
      <ul class="ds-list">
        {errors.map((error) => (
          <li>{normal(error.path) === '' ? error.message : <a href={`#${fieldId(error.path)}`}>{error.message}</a>}</li>
        ))}
      </ul>
    </div>
  );
};

export interface FormProps {
  action: string;
  method?: 'get' | 'post';
  errors?: readonly FormError[];
  /** All that was entered, when the form is shown again: a box that is missing here was left unticked. */
  values?: FormValues | undefined;
  /** Hidden fields, for instance the idempotency key and the version the page was read at. */
  hidden?: Readonly<Record<string, string>>;
  /** Warn before a changed form is left. Off for searches and single-button forms. */
  guard?: boolean;
  /** A form with a file in it. */
  upload?: boolean;
  id?: string;
  children: ComponentChildren;
}
export const Form = ({
  action,
  method = 'post',
  errors = [],
  values,
  hidden = {},
  guard = method === 'post',
  upload = false,
  id,
  children,
}: FormProps) => (
  <FormContext.Provider value={{ errors, values }}>
    <ErrorSummary errors={errors} />
    <form
      class="form"
      action={action}
      method={method}
      encType={upload ? 'multipart/form-data' : undefined}
      id={id}
      noValidate
      data-guard={guard ? '' : undefined}
    >
      {Object.entries(hidden).map(([name, value]) => (
        <HiddenField name={name} value={value} />
      ))}
      {children}
    </form>
  </FormContext.Provider>
);

/** A single button that does something (acknowledge, accept): a form of its own, since nothing changes by a link. */
export const ActionForm = ({
  action,
  hidden = {},
  children,
}: {
  action: string;
  hidden?: Readonly<Record<string, string>>;
  children: ComponentChildren;
}) => (
  <form class="action-form" action={action} method="post">
    {Object.entries(hidden).map(([name, value]) => (
      <HiddenField name={name} value={value} />
    ))}
    {children}
  </form>
);

export const HiddenField = ({ name, value }: { name: string; value: string }) => <input type="hidden" name={name} value={value} />;

export const FieldError = ({ id, children }: { id?: string; children: ComponentChildren }) => {
  const t = useT();
  return (
    <p class="ds-validation-message" data-field="validation" id={id}>
      <span class="ds-sr-only">{t('form.error')} </span>
      {children}
    </p>
  );
};

export const Hint = ({ id, children }: { id?: string; children: ComponentChildren }) => (
  <div data-field="description" id={id}>
    {children}
  </div>
);

export const Fieldset = ({
  legend,
  hint,
  children,
}: {
  legend: ComponentChildren;
  hint?: ComponentChildren;
  children: ComponentChildren;
}) => (
  <fieldset class="ds-fieldset fieldset">
    <legend>{legend}</legend>
    {hint && <p>{hint}</p>}
    {children}
  </fieldset>
);
