import type { PlanPaper } from '../joint-plan/index.js';
import { safetyPaper } from './safety-paper.js';
import type { SafetyPlanView } from './safety-plan.view.js';

const plan = {
  ...{ personId: 'her', reviewOn: '2026-04-02', warningSigns: ['Han dricker'], places: ['Mormors stuga'] },
  ...{ steps: ['Ta bussen till Mormors stuga', 'Ring Sigrid'], contacts: [{ name: 'Sigrid', way: 'vid dörren' }] },
} as unknown as SafetyPlanView;
const paper = {
  ...{ lang: 'sv', made: new Date('2026-03-02T08:00:00Z'), names: 'with', isProtected: false, revealing: [] },
  personName: () => 'Linda Prov',
} as unknown as PlanPaper;
const words = (change: Partial<PlanPaper> = {}) => JSON.stringify(safetyPaper(plan, { ...paper, ...change }).blocks);

describe('a safety plan as a paper', () => {
  it('says what to look out for, what to do and whom to turn to', () =>
    expect(words()).toMatch(/Linda Prov.*Han dricker.*Ring Sigrid.*Sigrid, vid dörren/s));
  it('never says where she goes', () => expect(words()).not.toContain('stuga'));
  it('leaves a place out of what it says of her contacts too', () =>
    expect([words({ revealing: ['vid dörren'] }), words()].map((text) => text.includes('vid dörren'))).toEqual([false, true]));
  it('without names has neither hers nor those of her contacts', () => expect(words({ names: 'without' })).not.toMatch(/Linda|Sigrid/));
});
