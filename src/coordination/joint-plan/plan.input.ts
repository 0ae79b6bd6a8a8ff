import { z } from 'zod';
import { interventionKind } from '#config/interventions';
import { type FieldProblem, newId } from '#libs/http';
import type { DirectoryFunction } from '#src/access/index';
import type { PlanContent } from './plan.decider.js';
import { GOAL_OUTCOMES, OTHERS, PARTICIPATION_WAYS, PARTICIPATIONS, PLAN_CONSENTS, type PlanLine } from './plan.events.js';

const words = (max: number) => z.string().trim().max(max);

const goalInput = z.strictObject({
  goalId: z.uuid(),
  need: words(2000).optional(),
  goal: words(2000).min(3),
});
const lineInput = z.strictObject({
  lineId: z.uuid(),
  goalId: z.uuid(),
  kind: z.string().max(100),
  /** For whom; the plan's own person unless said otherwise. */
  personId: z.uuid().optional(),
  /** Left out, the answer says that nobody is responsible. */
  responsibleFunction: z.string().max(100).optional(),
  dueOn: z.iso.date(),
  followUpOn: z.iso.date().optional(),
  details: words(2000).optional(),
});

const measureInput = z.strictObject({ measureId: z.uuid(), by: z.enum(OTHERS), text: words(2000).min(3) });

export const planContentInput = z.strictObject({
  goals: z.array(goalInput).min(1).max(50),
  lines: z.array(lineInput).max(100),
  /** What others than agencies undertake: kin, employer (SoL 10:9). */
  others: words(4000).optional(),
  /** The same by each of them. */
  othersMeasures: z.array(measureInput).max(30).default([]),
  leaderFunction: z.string().min(1).max(100),
  participation: z.enum(PARTICIPATIONS),
  participationWays: z.array(z.enum(PARTICIPATION_WAYS)).max(PARTICIPATION_WAYS.length).default([]),
  /** What matters most, in her own words. */
  ownWords: words(4000).optional(),
});
export type PlanContentInput = z.infer<typeof planContentInput>;

export const draftPlanInput = planContentInput.extend({ planId: newId, recordId: z.uuid(), caseId: z.uuid(), personId: z.uuid() });
export type DraftPlanInput = z.infer<typeof draftPlanInput>;

export const preparePlanInput = z.strictObject({
  consent: z.enum(PLAN_CONSENTS),
  functionsNeeded: z.array(z.string().max(100)).max(30).default([]),
  wishes: words(4000).optional(),
});
export const followUpInput = z.strictObject({
  on: z.iso.date(),
  next: z.iso.date().optional(),
  goals: z
    .array(z.strictObject({ goalId: z.uuid(), outcome: z.enum(GOAL_OUTCOMES) }))
    .max(50)
    .default([]),
  note: words(4000).optional(),
});

export interface PlanCheck {
  /** The functions that the input names and that exist. */
  readonly functions: ReadonlyMap<string, DirectoryFunction>;
  readonly agencyId: string;
  /** Swedish day. */
  readonly today: string;
  /** Lines that stand already: a day that has passed since may stay. */
  readonly standing: readonly PlanLine[];
}

const TEXTS = {
  nobody: {
    sv: 'Ange vilken funktion som ansvarar. En insats som ingen ansvarar för blir inte av.',
    en: 'Say which function is responsible. An intervention that nobody is responsible for does not happen.',
  },
  noFunction: { sv: 'Funktionen finns inte.', en: 'There is no such function.' },
  wrongFunction: {
    sv: 'Den funktionen kan inte ansvara för den sortens insats.',
    en: 'That function cannot be responsible for that kind of intervention.',
  },
  noKind: { sv: 'Den sortens insats finns inte i katalogen.', en: 'That kind of intervention is not in the catalogue.' },
  past: { sv: 'Datumet har redan passerat.', en: 'The date has passed already.' },
  noGoal: { sv: 'Insatsen hör till ett mål som inte finns i planen.', en: 'The intervention belongs to a goal that is not in the plan.' },
  twice: { sv: 'Samma id står två gånger.', en: 'The same id stands twice.' },
  notOurs: {
    sv: 'Den som leder planen äger den. Välj en funktion i den egna verksamheten.',
    en: 'Whoever leads the plan owns it. Choose a function of your own agency.',
  },
} as const;

/** Everything in a plan that cannot be, each at its field. Pure. */
export const planProblems = (input: PlanContentInput, { functions, agencyId, today, standing }: PlanCheck): FieldProblem[] => {
  const found: FieldProblem[] = [];
  const wrong = (path: string, text: keyof typeof TEXTS) => found.push({ path, message: TEXTS[text] });
  const seen = new Set<string>();
  const once = (id: string, path: string) => (seen.has(id) ? wrong(path, 'twice') : seen.add(id));

  for (const [index, { goalId }] of input.goals.entries()) once(goalId, `goals.${index}.goalId`);
  for (const [index, line] of input.lines.entries()) {
    const at = `lines.${index}`;
    once(line.lineId, `${at}.lineId`);
    if (!input.goals.some(({ goalId }) => goalId === line.goalId)) wrong(`${at}.goalId`, 'noGoal');
    const kind = interventionKind(line.kind);
    if (!kind) wrong(`${at}.kind`, 'noKind');
    const responsible = line.responsibleFunction ? functions.get(line.responsibleFunction) : undefined;
    if (!line.responsibleFunction) wrong(`${at}.responsibleFunction`, 'nobody');
    else if (!responsible) wrong(`${at}.responsibleFunction`, 'noFunction');
    else if (kind && !kind.responsible.includes(responsible.agencyKind)) wrong(`${at}.responsibleFunction`, 'wrongFunction');
    const stood = standing.find(({ lineId }) => lineId === line.lineId);
    if (line.dueOn < today && stood?.dueOn !== line.dueOn) wrong(`${at}.dueOn`, 'past');
    if (line.followUpOn && line.followUpOn < today && stood?.followUpOn !== line.followUpOn) wrong(`${at}.followUpOn`, 'past');
  }
  for (const [index, { measureId }] of input.othersMeasures.entries()) once(measureId, `othersMeasures.${index}.measureId`);
  const leader = functions.get(input.leaderFunction);
  if (!leader) wrong('leaderFunction', 'noFunction');
  else if (leader.agencyId !== agencyId) wrong('leaderFunction', 'notOurs');
  return found;
};

/** Checked input as the decider takes it: words apart from the open facts, since they are sealed and it never looks at them. */
export const toPlanContent = (
  input: PlanContentInput,
  { editionId, personId, functions }: { editionId: string; personId: string; functions: PlanCheck['functions'] },
): PlanContent => {
  const byId = <T>(list: readonly T[], id: (one: T) => string, text: (one: T) => string | undefined): Record<string, string> =>
    Object.fromEntries(list.flatMap((one) => (text(one) ? [[id(one), text(one)]] : [])) as [string, string][]);
  const lines = input.lines.map((line): PlanLine => {
    const { lineId, goalId, kind, dueOn, followUpOn } = line;
    const responsibleFunction = line.responsibleFunction ?? '';
    const responsibleKind = functions.get(responsibleFunction)?.agencyKind;
    return {
      ...{ lineId, goalId, kind, personId: line.personId ?? personId, responsibleFunction, dueOn },
      ...(responsibleKind ? { responsibleKind } : {}),
      ...(followUpOn ? { followUpOn } : {}),
    };
  });
  return {
    editionId,
    goals: input.goals.map(({ goalId }) => ({ goalId })),
    lines,
    texts: {
      needs: byId(
        input.goals,
        ({ goalId }) => goalId,
        ({ need }) => need,
      ),
      goals: byId(
        input.goals,
        ({ goalId }) => goalId,
        ({ goal }) => goal,
      ),
      lines: byId(
        input.lines,
        ({ lineId }) => lineId,
        ({ details }) => details,
      ),
      ...(input.others ? { others: input.others } : {}),
      ...(input.othersMeasures.length > 0
        ? { measures: Object.fromEntries(input.othersMeasures.map(({ measureId, text }) => [measureId, text])) }
        : {}),
      ...(input.ownWords ? { ownWords: input.ownWords } : {}),
    },
    othersMeasures: input.othersMeasures.map(({ measureId, by }) => ({ measureId, by })),
    participationWays: [...new Set(input.participationWays)],
    leaderFunction: input.leaderFunction,
    participation: input.participation,
    responsibleKinds: [...new Set(lines.flatMap((line) => functions.get(line.responsibleFunction)?.agencyKind ?? []))],
  };
};
