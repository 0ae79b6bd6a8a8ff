import type { ComponentChildren } from 'preact';
import { FieldError, fieldId, Hint, useField } from './forms.js';
import { useT } from './lang.js';

export interface FieldProps {
  name: string;
  label: ComponentChildren;
  hint?: ComponentChildren;
  value?: string | undefined;
  error?: string | undefined;
  /** Fields are needed unless said otherwise; the optional ones are marked. */
  optional?: boolean;
}

/** Ties hint and error to the control for those who listen instead of look. */
const describe = (id: string, hint: unknown, error: unknown): string | undefined =>
  [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined;

const Optional = ({ when }: { when: boolean | undefined }) => {
  const t = useT();
  return when ? <span class="optional"> ({t('form.optional')})</span> : null;
};

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

const Frame = (props: FieldProps & { id: string; shownError: string | undefined; children: ComponentChildren }) => (
  <div class="ds-field field" data-invalid={props.shownError ? '' : undefined}>
    <label class="ds-label" for={props.id}>
      {props.label}
      <Optional when={props.optional} />
    </label>
    {props.hint && <Hint id={`${props.id}-hint`}>{props.hint}</Hint>}
    {props.children}
    {props.shownError && <FieldError id={`${props.id}-error`}>{props.shownError}</FieldError>}
  </div>
);

export interface TextFieldProps extends FieldProps {
  type?: 'text' | 'email' | 'tel' | 'search' | 'number' | 'time' | 'date' | 'datetime-local';
  width?: 'short' | 'medium' | 'full';
  inputmode?: 'text' | 'numeric' | 'tel' | 'email';
  /** Off unless said otherwise: a shared computer must not remember whom it was about. */
  autocomplete?: 'off' | 'on' | 'username' | 'current-password';
  maxLength?: number;
  min?: string;
  max?: string;
}
export const TextField = (props: TextFieldProps) => {
  const { name, type = 'text', width = 'full', inputmode, autocomplete = 'off', maxLength, min, max } = props;
  const id = fieldId(name);
  const { error, value } = useField(name, props);
  return (
    <Frame {...props} id={id} shownError={error}>
      <input
        class="ds-input"
        data-width={width}
        id={id}
        name={name}
        // Preact's types split inputs by type; all of these take the same attributes.
        type={type as 'text'}
        value={text(value)}
        inputMode={inputmode}
        autocomplete={autocomplete}
        maxLength={maxLength}
        min={min}
        max={max}
        aria-required={props.optional ? undefined : true}
        aria-invalid={error ? true : undefined}
        aria-describedby={describe(id, props.hint, error)}
      />
    </Frame>
  );
};

/** A file to be chosen. What was chosen does not come back with an error: a page can't choose a file for its reader. */
export const FileField = (props: Omit<FieldProps, 'value'> & { accept?: string }) => {
  const id = fieldId(props.name);
  const { error } = useField(props.name, props);
  return (
    <Frame {...props} id={id} shownError={error}>
      <input
        class="ds-input"
        id={id}
        name={props.name}
        type="file"
        accept={props.accept}
        aria-required={props.optional ? undefined : true}
        aria-invalid={error ? true : undefined}
        aria-describedby={describe(id, props.hint, error)}
      />
    </Frame>
  );
};

export const DateField = (props: FieldProps & { min?: string; max?: string }) => <TextField {...props} type="date" width="short" />;
export const DateTimeField = (props: FieldProps & { min?: string; max?: string }) => (
  <TextField {...props} type="datetime-local" width="medium" />
);

export const TextArea = (props: FieldProps & { rows?: number; maxLength?: number }) => {
  const id = fieldId(props.name);
  const { error, value } = useField(props.name, props);
  return (
    <Frame {...props} id={id} shownError={error}>
      <textarea
        class="ds-input"
        id={id}
        name={props.name}
        rows={props.rows ?? 4}
        maxLength={props.maxLength}
        autocomplete="off"
        aria-required={props.optional ? undefined : true}
        aria-invalid={error ? true : undefined}
        aria-describedby={describe(id, props.hint, error)}
        value={text(value)}
      />
    </Frame>
  );
};

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly hint?: ComponentChildren;
  readonly disabled?: boolean;
}
export type SelectOption = Option & { readonly group?: string };

/** Options with a `group` stand under its name, in the order the groups first appear. */
export const Select = (props: FieldProps & { options: readonly SelectOption[]; placeholder?: string | false }) => {
  const t = useT();
  const id = fieldId(props.name);
  const { error, value } = useField(props.name, props);
  const groups = [...new Set(props.options.map((option) => option.group))];
  const list = (group: string | undefined) =>
    props.options
      .filter((option) => option.group === group)
      .map((option) => (
        <option value={option.value} selected={option.value === text(value)} disabled={option.disabled}>
          {option.label}
        </option>
      ));
  return (
    <Frame {...props} id={id} shownError={error}>
      <select
        class="ds-input"
        id={id}
        name={props.name}
        aria-required={props.optional ? undefined : true}
        aria-invalid={error ? true : undefined}
        aria-describedby={describe(id, props.hint, error)}
      >
        {props.placeholder !== false && (
          <option value="" selected={text(value) === ''}>
            {props.placeholder ?? t('form.choose')}
          </option>
        )}
        {groups.map((group) => (group === undefined ? list(group) : <optgroup label={group}>{list(group)}</optgroup>))}
      </select>
    </Frame>
  );
};
