import type { FormValues } from '#libs/ui';
import { nestForm, type FormBody } from '#src/people/index';
import type { SafetyPlanView } from '../safety-plan.view.js';

const linesOf = (value: unknown): string[] =>
  typeof value === 'string'
    ? value
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
    : [];

/** What was typed, a line for each thing; a contact is a name, a comma, and how to reach them. */
export const readSafetyForm = (body: FormBody): Record<string, unknown> => {
  const { idempotencyKey: _key, version: _version, ...entered } = nestForm(body, ['madeTogether']);
  return {
    ...entered,
    warningSigns: linesOf(entered['warningSigns']),
    steps: linesOf(entered['steps']),
    places: linesOf(entered['places']),
    contacts: linesOf(entered['contacts']).map((line) => {
      const [name = '', ...way] = line.split(',');
      return { name: name.trim(), way: way.join(',').trim() };
    }),
  };
};

/** A fault in a line belongs to the field that the line stands in. */
export const fieldOf = (path: string): string => path.split('.')[0] ?? path;

/** A standing plan as it is typed. */
export const safetyValues = (plan: SafetyPlanView): FormValues => ({
  madeTogether: plan.madeTogether,
  warningSigns: plan.warningSigns.join('\n'),
  steps: plan.steps.join('\n'),
  contacts: plan.contacts.map(({ name, way }) => `${name}, ${way}`).join('\n'),
  places: plan.places.join('\n'),
  reviewOn: plan.reviewOn,
});
