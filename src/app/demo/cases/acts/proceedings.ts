import type { DemoStaffKey } from '#config/demo';
import type { Act } from '../demo-case.js';
import type { CaseRun } from '../case-run.js';
import { personOf } from './records.js';

/** Where the steps of each kind are sent, and whom it is about. */
const PROCEEDINGS = {
  'contact-ban': { path: 'prosecution/contact-bans', about: 'exposed' },
  investigation: { path: 'prosecution/investigations', about: 'exposed' },
  'special-representative': { path: 'prosecution/special-representatives', about: 'child' },
  'contact-ban-breach': { path: 'police/contact-ban-breaches', about: 'exposed' },
  programme: { path: 'violence-users/programmes', about: 'violence-user' },
  'partner-contact': { path: 'violence-users/partner-contacts', about: 'violence-user' },
  'risk-change': { path: 'violence-users/risk-changes', about: 'violence-user' },
} as const;

/** A step with what it asks for, `ago` days ago (today unless said); days that it names are counted from when the case began. */
export interface ProceedingStep {
  readonly step: string;
  readonly ago?: number;
  readonly facts?: object;
  readonly days?: Readonly<Record<string, number>>;
}

/** Takes a proceeding through its steps. @param name apart from others of its kind in the case */
export const takes =
  (who: DemoStaffKey, proceeding: keyof typeof PROCEEDINGS, name: string, ...steps: readonly ProceedingStep[]): Act =>
  async (run: CaseRun) => {
    const { path, about } = PROCEEDINGS[proceeding];
    for (const [index, { step, ago = 0, facts = {}, days = {} }] of steps.entries())
      await run.post(who, `/api/v1/${path}/${run.id(proceeding, name)}`, {
        ...{ step, on: run.day(-ago), ...facts },
        ...Object.fromEntries(Object.entries(days).map(([field, offset]) => [field, run.day(offset)])),
        ...(index === 0 ? { ...run.place(who), personId: personOf(run, about) } : {}),
      });
  };
