import { z } from 'zod';
import { type FieldProblem, newId } from '#libs/http';
import { personInput } from '#src/people/index';
import { OFFENCES } from '../offences.js';
import { REPORT_CORRECTIONS } from './report.events.js';

const reportNumber = z.string().trim().min(1).max(40);
const summary = z.string().trim().min(1).max(8000);

/** A report with its persons. All ids are the client's, so that a request repeated after a crash goes on where it stopped. */
export const registerReportInput = z.strictObject({
  reportId: newId,
  recordId: newId,
  caseId: z.uuid(),
  /** The function of the own agency that works with it. */
  functionId: z.string().min(1).max(100),
  reportNumber,
  offence: z.enum(OFFENCES),
  occurredOn: z.iso.date(),
  immediateRisk: z.boolean().default(false),
  summary,
  exposed: personInput.omit({ role: true }),
  suspect: personInput.omit({ role: true, safeContact: true }).optional(),
  children: z
    .array(personInput.omit({ role: true, minor: true }))
    .max(20)
    .default([]),
});
export type RegisterReportInput = z.infer<typeof registerReportInput>;

export const correctReportInput = z.strictObject({
  reason: z.enum(REPORT_CORRECTIONS),
  offence: z.enum(OFFENCES).optional(),
  occurredOn: z.iso.date().optional(),
  immediateRisk: z.boolean().optional(),
  reportNumber: reportNumber.optional(),
  summary: summary.optional(),
});
export type CorrectReportInput = z.infer<typeof correctReportInput>;

const FUTURE = { sv: 'Det som anmäls kan inte ha hänt i framtiden.', en: 'What is reported cannot have happened in the future.' };
const TWICE = { sv: 'Samma person är angiven två gånger.', en: 'The same person is given twice.' };

/** What cannot be in a report, each at its field. Pure. */
export const reportProblems = (
  { occurredOn, exposed, suspect, children = [] }: Partial<Pick<RegisterReportInput, 'occurredOn' | 'exposed' | 'suspect' | 'children'>>,
  today: string,
): FieldProblem[] => {
  const found: FieldProblem[] = [];
  if (occurredOn !== undefined && occurredOn > today) found.push({ path: 'occurredOn', message: FUTURE });
  const persons = [
    ...(exposed ? [{ path: 'exposed.personNumber', ...exposed }] : []),
    ...(suspect ? [{ path: 'suspect.personNumber', ...suspect }] : []),
    ...children.map((child, index) => ({ path: `children.${index}.personNumber`, ...child })),
  ];
  persons.forEach((person, index) => {
    const earlier = persons.slice(0, index);
    const same = earlier.some(
      (one) => one.personId === person.personId || (person.personNumber !== undefined && one.personNumber === person.personNumber),
    );
    if (same) found.push({ path: person.path, message: TWICE });
  });
  return found;
};
