import { z } from 'zod';
import { interventionKind } from '#config/interventions';
import { type FieldProblem, newId } from '#libs/http';
import { INTERVENTION_REASONS } from '#libs/shared-kernel';
import type { DirectoryFunction } from '#src/access/index';

const note = z.string().trim().max(4000).optional();

export const planInterventionInput = z.strictObject({
  interventionId: newId,
  recordId: z.uuid(),
  caseId: z.uuid(),
  personId: z.uuid(),
  kind: z.string().max(100),
  functionId: z.string().max(100),
  dueOn: z.iso.date(),
  followUpOn: z.iso.date().optional(),
  note,
});
export type PlanInterventionInput = z.infer<typeof planInterventionInput>;

/** How it goes: started (or resumed), interrupted with its reason, completed. `on` is the day it happened. */
export const reportInterventionInput = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('start'), on: z.iso.date(), note }),
  z.strictObject({ step: z.literal('interrupt'), on: z.iso.date(), reason: z.enum(INTERVENTION_REASONS).optional(), note }),
  z.strictObject({ step: z.literal('complete'), on: z.iso.date(), note }),
]);
export type ReportInterventionInput = z.infer<typeof reportInterventionInput>;

const TEXTS = {
  noKind: { sv: 'Den sortens insats finns inte i katalogen.', en: 'That kind of intervention is not in the catalogue.' },
  notOurs: { sv: 'Välj en funktion i den egna verksamheten.', en: 'Choose a function of your own agency.' },
  wrongFunction: {
    sv: 'Er verksamhet kan inte ansvara för den sortens insats.',
    en: 'Your agency cannot be responsible for that kind.',
  },
  past: { sv: 'Datumet har redan passerat.', en: 'The date has passed already.' },
  future: { sv: 'Det som rapporteras kan inte ha hänt i framtiden.', en: 'What is reported cannot have happened in the future.' },
} as const;

/** What cannot be in a planned intervention, each at its field. Pure. */
export const planProblems = (
  { kind: kindId, dueOn, followUpOn }: Pick<PlanInterventionInput, 'kind' | 'dueOn' | 'followUpOn'>,
  responsible: DirectoryFunction | null,
  agencyId: string,
  today: string,
): FieldProblem[] => {
  const found: FieldProblem[] = [];
  const wrong = (path: string, text: keyof typeof TEXTS) => found.push({ path, message: TEXTS[text] });
  const kind = interventionKind(kindId);
  if (!kind) wrong('kind', 'noKind');
  if (responsible?.agencyId !== agencyId) wrong('functionId', 'notOurs');
  else if (kind && !kind.responsible.includes(responsible.agencyKind)) wrong('kind', 'wrongFunction');
  if (dueOn < today) wrong('dueOn', 'past');
  if (followUpOn !== undefined && followUpOn < today) wrong('followUpOn', 'past');
  return found;
};

export const reportProblems = ({ on }: Pick<ReportInterventionInput, 'on'>, today: string): FieldProblem[] =>
  on > today ? [{ path: 'on', message: TEXTS.future }] : [];
