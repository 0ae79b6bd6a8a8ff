import type { ComponentChildren } from 'preact';
import type { FieldProps, Option } from './fields.js';
import { FieldError, fieldId, useField } from './forms.js';
import { useT } from './lang.js';

interface ChoiceProps {
  type: 'checkbox' | 'radio';
  id: string;
  name: string;
  option: Option;
  checked: boolean;
  invalid?: boolean;
  describedBy?: string | undefined;
}
const Choice = ({ type, id, name, option, checked, invalid, describedBy }: ChoiceProps) => (
  <div class="ds-field choice">
    <input
      class="ds-input"
      type={type}
      id={id}
      name={name}
      value={option.value}
      checked={checked}
      disabled={option.disabled}
      aria-invalid={invalid ? true : undefined}
      aria-describedby={[option.hint ? `${id}-hint` : '', describedBy ?? ''].filter(Boolean).join(' ') || undefined}
    />
    <label class="ds-label" for={id}>
      {option.label}
    </label>
    {option.hint && (
      <div data-field="description" id={`${id}-hint`}>
        {option.hint}
      </div>
    )}
  </div>
);

const isTicked = (value: unknown): boolean => value === true || value === 'true' || value === 'on' || value === 'yes';

export interface CheckboxProps {
  name: string;
  label: string;
  hint?: ComponentChildren;
  /** What is sent when it is ticked. */
  value?: string;
  checked?: boolean;
  error?: string;
}
/** One tick of its own: "yes, it is safe to receive". */
export const Checkbox = ({ name, label, hint, value = 'true', checked = false, error: ownError }: CheckboxProps) => {
  const id = fieldId(name);
  const { error, value: ticked, entered } = useField(name, { error: ownError });
  return (
    <div class="field" data-invalid={error ? '' : undefined}>
      <Choice
        type="checkbox"
        id={id}
        name={name}
        option={{ value, label, ...(hint === undefined ? {} : { hint }) }}
        checked={isTicked(ticked) || ticked === value || (checked && !entered)}
        invalid={error !== undefined}
        describedBy={error ? `${id}-error` : undefined}
      />
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  );
};

export interface GroupProps extends Omit<FieldProps, 'value'> {
  options: readonly Option[];
}
interface ChoicesProps extends GroupProps {
  type: 'checkbox' | 'radio';
  chosen: readonly string[];
  shownError: string | undefined;
}
/** The first choice carries the group's id, so that the error summary's link lands on something that takes focus. */
const Choices = ({ type, name, label, hint, optional, options, chosen, shownError }: ChoicesProps) => {
  const t = useT();
  const id = fieldId(name);
  return (
    <fieldset
      class="ds-fieldset field"
      data-invalid={shownError ? '' : undefined}
      aria-describedby={shownError ? `${id}-error` : undefined}
    >
      <legend>
        {label}
        {optional && <span class="optional"> ({t('form.optional')})</span>}
      </legend>
      {hint && <p>{hint}</p>}
      <div class="choices">
        {options.map((option, index) => (
          <Choice
            type={type}
            id={index === 0 ? id : `${id}-${index}`}
            name={name}
            option={option}
            checked={chosen.includes(option.value)}
            invalid={shownError !== undefined}
          />
        ))}
      </div>
      {shownError && <FieldError id={`${id}-error`}>{shownError}</FieldError>}
    </fieldset>
  );
};

const many = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(String) : value === undefined || value === '' ? [] : [String(value)];

export const CheckboxGroup = ({ values, ...props }: GroupProps & { values?: readonly string[] }) => {
  const { error, value, entered } = useField(props.name, { error: props.error });
  return <Choices {...props} type="checkbox" chosen={many(value ?? (entered ? undefined : values))} shownError={error} />;
};

export const RadioGroup = (props: GroupProps & { value?: string | undefined }) => {
  const { error, value } = useField(props.name, props);
  return <Choices {...props} type="radio" chosen={many(value)} shownError={error} />;
};
