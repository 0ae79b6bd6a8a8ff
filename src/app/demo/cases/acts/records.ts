import { demoStaff, type DemoStaffKey } from '#config/demo';
import type { Act } from '../demo-case.js';
import type { CaseRun } from '../case-run.js';

type Track = 'exposed' | 'child' | 'violence-user';
interface Opening {
  readonly track?: Track;
  /** Left out: the first function of whoever opens. */
  readonly functionId?: string;
  readonly protection?: 'secrecy-mark' | 'protected-registration' | 'fictitious';
  readonly address?: string;
}

/** The function that somebody works in. */
export const functionOf = (who: DemoStaffKey): string => demoStaff[who].functions[0]!;

/** The person of a record: the exposed, the child or the man, by whose record it is. */
export const personOf = (run: CaseRun, track: Track = 'exposed'): string => run.id('person', track);

/** Opens the own agency's record and registers the one that it is about. */
export const opens =
  (who: DemoStaffKey, name: string, { track = 'exposed', functionId = functionOf(who), ...facts }: Opening = {}): Act =>
  async (run) => {
    await run.post(who, '/api/v1/records', {
      ...run.place(who),
      functionId,
      source: 'own',
      ...(track === 'violence-user' ? { track } : {}),
    });
    await run.post(who, '/api/v1/people', { ...run.place(who), personId: personOf(run, track), role: track, name, ...facts });
  };

/** Registers a child beside the one that the record is about. */
export const addsChild =
  (who: DemoStaffKey, name: string): Act =>
  (run) =>
    run.post(who, '/api/v1/people', { ...run.place(who), personId: personOf(run, 'child'), role: 'child', name });

/** An act of a record's life, on the record of whoever works with it. */
const life = (run: CaseRun, who: DemoStaffKey, act: string, body: object, worker = who): Promise<void> =>
  run.post(who, `/api/v1/records/${run.record(worker)}/${act}`, body);

export const assigns =
  (head: DemoStaffKey, worker: DemoStaffKey, colleague: DemoStaffKey): Act =>
  async (run) => {
    await run.post(head, '/api/v1/records/assign', { ...run.place(worker), staffId: demoStaff[colleague].id });
    await run.post(head, '/api/v1/records/unassign', { ...run.place(worker), staffId: demoStaff[worker].id });
    run.worksIn(colleague, run.record(worker));
  };

export const proposesClosing =
  (who: DemoStaffKey, reason: string, outcome: string): Act =>
  (run) =>
    life(run, who, 'propose-closing', { proposalId: run.id('closing'), reason, outcome });

export const closes =
  (head: DemoStaffKey, worker: DemoStaffKey): Act =>
  (run) =>
    life(run, head, 'close', { proposalId: run.id('closing') }, worker);

export const reopens =
  (who: DemoStaffKey): Act =>
  (run) =>
    life(run, who, 'reopen', { reason: 'new-report' });

export const handsOver =
  (who: DemoStaffKey, colleague: DemoStaffKey): Act =>
  (run) =>
    life(run, who, 'hand-over', {
      handoverId: run.id('hand-over'),
      toStaff: demoStaff[colleague].id,
      until: run.moment(2),
      note: 'Hon ringer kanske i helgen.',
    });

export const leavesLead =
  (who: DemoStaffKey, toFunction: string): Act =>
  (run) =>
    life(run, who, 'leave-lead', { toFunction });

export const takesLead =
  (who: DemoStaffKey): Act =>
  (run) =>
    life(run, who, 'take-lead', {});
