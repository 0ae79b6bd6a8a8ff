import { instruments, questionsOf } from '#config/instruments';
import type { DemoStaffKey } from '#config/demo';
import type { Act } from '../demo-case.js';
import type { CaseRun } from '../case-run.js';
import { functionOf, personOf } from './records.js';

type Track = 'exposed' | 'child' | 'violence-user';

/** Assesses the risk by the demonstration instrument, so many days ago. @param reviewIn days from now until it is to be assessed anew */
export const assesses =
  (who: DemoStaffKey, level: 'low' | 'moderate' | 'high', { ago = 0, reviewIn = 30 } = {}): Act =>
  (run) => {
    const instrument = instruments[0]!;
    const answer = { low: 'no', moderate: 'unknown', high: 'yes' }[level];
    return run.post(who, '/api/v1/risk-assessments', {
      ...{ ...run.place(who), assessmentId: run.id('risk', level), personId: personOf(run), occasion: 'first-contact' },
      ...{ instrument: instrument.id, answers: Object.fromEntries(questionsOf(instrument).map(({ key }) => [key, answer])) },
      ...{ level, overrideReason: 'Samlad bedömning efter samtal.', assessedOn: run.day(-ago), reviewOn: run.day(reviewIn) },
    });
  };

export const makesSafetyPlan =
  (who: DemoStaffKey): Act =>
  (run) =>
    run.post(who, '/api/v1/safety-plans', {
      ...{ ...run.place(who), safetyPlanId: run.id('safety-plan'), personId: personOf(run), reviewOn: run.day(30), madeTogether: true },
      ...{ warningSigns: ['Han blir tyst.'], steps: ['Ring grannen.'], contacts: [{ name: 'Grannen', way: 'knacka på' }], places: [] },
    });

interface Given {
  readonly track?: Track;
  /** Apart from others of the same agency in the case. */
  readonly name?: string;
}
type Step = 'start' | 'complete' | { readonly interrupt: string };

/** Plans an intervention of the own agency, and reports how it goes. */
export const gives =
  (who: DemoStaffKey, kind: string, steps: readonly Step[] = [], { track = 'exposed', name = kind }: Given = {}): Act =>
  async (run) => {
    const interventionId = run.id('intervention', who, name);
    await run.post(who, '/api/v1/interventions', {
      ...{ ...run.place(who), interventionId, personId: personOf(run, track), kind },
      ...{ functionId: functionOf(who), dueOn: run.day(14), followUpOn: run.day(30) },
    });
    for (const step of steps)
      await run.post(who, `/api/v1/interventions/${interventionId}/report`, {
        on: run.day(0),
        ...(typeof step === 'string' ? { step } : { step: 'interrupt', reason: step.interrupt }),
      });
  };

/** Knows of what is missing in the case, and says why it stays. */
export const acknowledgesGap =
  (who: DemoStaffKey, kind: string): Act =>
  (run) =>
    run.post(
      who,
      async () => {
        const { gaps } = await run.get<{ gaps: { gapId: string; kind: string }[] }>(who, `/api/v1/cases/${run.caseId}/chain`);
        const gap = gaps.find((one) => one.kind === kind);
        if (!gap) throw new Error(`nothing is missing of kind ${kind}`);
        return `/api/v1/cases/${run.caseId}/gaps/${gap.gapId}/acknowledgement`;
      },
      { reason: 'Hon vill vänta tills hon har flyttat.' },
    );

/** Notes an act in the own journal. */
export const notes =
  (who: DemoStaffKey, type: string, fields: object, track: Track | null = 'exposed'): Act =>
  (run) =>
    run.post(who, '/api/v1/notes', {
      ...{ ...run.place(who), type, noteId: run.id('note', type), on: run.day(0), ...fields },
      ...(track ? { personId: personOf(run, track) } : {}),
    });

interface Line {
  readonly kind: string;
  readonly by: string;
}
const plan = (run: CaseRun): string => `/api/v1/plans/${run.id('plan')}`;
/** A step of the plan, resting on the version that stands. */
export const plans =
  (who: DemoStaffKey, step: string, body: object | ((run: CaseRun) => object) = {}): Act =>
  (run) =>
    run.post(who, `${plan(run)}/${step}`, typeof body === 'function' ? body(run) : body, { versionOf: plan(run) });

export const draftsPlan =
  (who: DemoStaffKey, ...lines: readonly Line[]): Act =>
  (run) =>
    run.post(who, '/api/v1/plans', {
      ...{
        ...run.place(who),
        planId: run.id('plan'),
        personId: personOf(run),
        leaderFunction: functionOf(who),
        participation: 'took-part',
      },
      goals: [{ goalId: run.id('goal'), need: 'Trygghet i vardagen', goal: 'Hon kan bo kvar och är trygg' }],
      lines: lines.map(({ kind, by }, index) => ({
        ...{ lineId: run.id('line', String(index)), goalId: run.id('goal'), kind, responsibleFunction: by },
        ...{ dueOn: run.day(14), followUpOn: run.day(45) },
      })),
    });

const meeting = (run: CaseRun): string => `/api/v1/meetings/${run.id('meeting')}`;
const arranged = (run: CaseRun, invited: readonly string[]) => ({
  startsAt: run.moment(3),
  form: 'video',
  invited,
  agenda: ['Läget nu', 'Vem gör vad'],
});
export const callsMeeting =
  (who: DemoStaffKey, kind: 'sip' | 'case-conference', ...invited: string[]): Act =>
  (run) =>
    run.post(who, '/api/v1/meetings', {
      ...{ ...run.place(who), ...arranged(run, invited), meetingId: run.id('meeting'), kind, personId: personOf(run) },
      ...(kind === 'sip' ? { planId: run.id('plan') } : {}),
    });

export const holdsMeeting =
  (who: DemoStaffKey): Act =>
  (run) =>
    run.post(
      who,
      `${meeting(run)}/minutes`,
      {
        ...{ heldOn: run.day(0), reminded: true, factsNoted: 'Hon vill bo kvar.', assessmentsNoted: 'Stödet räcker inte än.' },
        actions: [
          { actionId: run.id('action'), text: 'Ringa hyresvärden', responsibleFunction: functionOf(who), dueOn: run.day(7) },
          { actionId: run.id('action', 'late'), text: 'Följa med till polisen', responsibleFunction: functionOf(who), dueOn: run.day(7) },
        ],
      },
      { versionOf: meeting(run) },
    );

export const settlesActions =
  (who: DemoStaffKey): Act =>
  async (run) => {
    const settle = (actionId: string, outcome: string) =>
      run.post(who, `${meeting(run)}/actions/${actionId}`, { outcome }, { versionOf: meeting(run) });
    await settle(run.id('action'), 'done');
    await settle(run.id('action', 'late'), 'not-done');
  };

export const cancelsMeeting =
  (who: DemoStaffKey): Act =>
  (run) =>
    run.post(who, `${meeting(run)}/cancel`, { reason: 'unsafe' }, { versionOf: meeting(run) });
