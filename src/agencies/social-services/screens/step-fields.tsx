import { interventionKinds } from '#config/interventions';
import { Checkbox, CheckboxGroup, DateField, DateTimeField, RadioGroup, Select, TextArea, useLang, type Option } from '#libs/ui';
import {
  ACCESS_OUTCOMES,
  ACCESS_RULES,
  CONCERN_OUTCOMES,
  PARTIES,
  PROTECTION_MEASURES,
  PROTECTION_NEEDS,
} from '../concern/concern.events.js';
import { EXTENDABLE } from '../extension/extension.events.js';
import { FOLLOW_UP_ENDS } from '../follow-up/follow-up.events.js';
import { INQUIRY_OUTCOMES, RELOCATION_ANSWERS, SUPPORT_BASES } from '../inquiry/inquiry.events.js';
import { DECIDERS, JUDGMENTS, PLACEMENT_ENDS, PLACEMENT_GROUNDS, REVIEWS, RULINGS } from '../placement/placement.events.js';
import { childTexts, word } from './child-texts.js';
import { valueName } from './child-values.js';

type FieldOf =
  | { readonly name: string; readonly as: 'radio' | 'checks'; readonly of: readonly string[]; readonly optional?: true }
  | { readonly name: string; readonly as: 'text' | 'tick' | 'day' | 'function' | 'support'; readonly optional?: true };
const reason: FieldOf = { name: 'reason', as: 'text' };
const note: FieldOf = { name: 'note', as: 'text', optional: true };
const radio = (name: string, of: readonly string[], optional?: true): FieldOf => ({
  name,
  as: 'radio',
  of,
  ...(optional ? { optional } : {}),
});

/** What each step asks, beside when it happened. The names are those of its input (process.input.ts). */
const STEP_FIELDS: Readonly<Record<string, readonly FieldOf[]>> = {
  'concern.assess-protection': [
    radio('need', PROTECTION_NEEDS),
    { name: 'measures', as: 'checks', of: PROTECTION_MEASURES, optional: true },
    reason,
  ],
  'concern.contact-guardians': [{ ...reason, optional: true }],
  'concern.decide': [radio('outcome', CONCERN_OUTCOMES), reason],
  'concern.forward': [{ name: 'toFunction', as: 'function' }, reason],
  'concern.decide-access': [radio('party', PARTIES), radio('outcome', ACCESS_OUTCOMES), radio('rule', ACCESS_RULES, true), reason],
  'inquiry.hear-child': [{ name: 'withoutGuardian', as: 'tick' }, note],
  'inquiry.decide-support': [{ name: 'kind', as: 'support' }, radio('basis', SUPPORT_BASES), reason],
  'inquiry.ask-relocation': [{ name: 'toFunction', as: 'function' }, reason],
  'inquiry.answer-relocation': [radio('answer', RELOCATION_ANSWERS)],
  'inquiry.close': [radio('outcome', INQUIRY_OUTCOMES), reason],
  'placement.rule': [radio('ruling', RULINGS)],
  'placement.extend-application': [{ name: 'until', as: 'day' }],
  'placement.judge': [radio('judgment', JUDGMENTS)],
  'placement.review': [radio('review', REVIEWS)],
  'placement.end': [radio('outcome', PLACEMENT_ENDS)],
  'placement.make-secret': [radio('decidedBy', DECIDERS)],
  'placement.review-secrecy': [radio('review', REVIEWS)],
  'placement.rule-appeal': [radio('ruling', RULINGS)],
  'follow-up.make-contact': [note],
  'follow-up.end': [radio('outcome', FOLLOW_UP_ENDS)],
};
/** What beginning a process asks. */
const BEGIN_FIELDS: Readonly<Record<string, readonly FieldOf[]>> = {
  inquiry: [radio('origin', ['application', 'own-initiative'])],
  placement: [radio('ground', PLACEMENT_GROUNDS), radio('decidedBy', DECIDERS)],
  'follow-up': [{ name: 'until', as: 'day' }, reason],
  extension: [{ name: 'until', as: 'day' }, reason],
};
/** Fields that hold several values, and ticks: a form's text is not what the input wants. */
export const LISTS: readonly string[] = ['measures', 'worries'];
export const TICKS: readonly string[] = ['withoutGuardian', 'reporterProtected', 'reporterAsks'];
export const DAYS: readonly string[] = ['until'];
export const EXTENDABLE_BY = { concern: EXTENDABLE[0], inquiry: EXTENDABLE[1] } as const;

export const Choice = ({ name, of, as, optional }: Extract<FieldOf, { of: readonly string[] }>) => {
  const lang = useLang();
  const t = childTexts(lang);
  const options = of.map((value) => ({ value, label: valueName(lang, value) }));
  const props = { name, label: word(t, 'field', name), options, ...(optional ? { optional } : {}) };
  return as === 'radio' ? <RadioGroup {...props} /> : <CheckboxGroup {...props} />;
};

const OneField = ({ field, boards }: { field: FieldOf; boards: readonly Option[] }) => {
  const lang = useLang();
  const t = childTexts(lang);
  if ('of' in field) return <Choice {...field} />;
  const props = { name: field.name, label: word(t, 'field', field.name), ...(field.optional ? { optional: true } : {}) };
  switch (field.as) {
    case 'tick':
      return <Checkbox name={props.name} label={props.label} />;
    case 'day':
      return <DateField {...props} />;
    case 'function':
      return <Select {...props} options={boards} />;
    case 'support': {
      const kinds = interventionKinds.filter(({ responsible }) => responsible.includes('social-services'));
      return <Select {...props} options={kinds.map(({ id, name }) => ({ value: id, label: name[lang] }))} />;
    }
    default:
      return <TextArea {...props} rows={3} maxLength={4000} />;
  }
};

/** The fields of a step or of a beginning: `concern.decide`, `placement`. */
export const StepFields = ({ of, boards }: { of: string; boards: readonly Option[] }) => {
  const t = childTexts(useLang());
  const fields = STEP_FIELDS[of] ?? BEGIN_FIELDS[of] ?? [];
  return (
    <>
      {fields.map((field) => (
        <OneField field={field} boards={boards} />
      ))}
      {of !== 'extension' && <DateTimeField name="at" label={t('when')} hint={t('when.hint')} optional />}
    </>
  );
};
