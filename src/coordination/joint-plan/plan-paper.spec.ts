import { taggedPdf } from '#libs/pdf';
import { withoutPlaces } from './handover.js';
import { planPaper, type PlanPaper } from './plan-paper.js';
import { ids, line } from './plan.examples.js';
import type { PlanView } from './plan.view.js';

const plan = {
  personId: ids.exposed,
  goals: [{ goalId: ids.goal, goal: 'Trygg på Storgatan 5', need: 'Sover inte' }],
  lines: [
    { ...line, details: 'Ring Solgläntan' },
    { ...line, lineId: ids.other, kind: 'shelter-placement', responsibleFunction: 'solglantan' },
  ],
  othersMeasures: [{ measureId: ids.measure, by: 'kin', text: 'Syster hämtar på Storgatan 5' }],
  ownWords: 'Jag vill sova',
  nextFollowUpOn: '2026-05-01',
} as unknown as PlanView;
const paper: PlanPaper = {
  ...{ lang: 'sv', made: new Date('2026-03-02T08:00:00Z'), names: 'with', isProtected: false },
  functionOf: (id) =>
    id === 'solglantan'
      ? { name: 'Kvinnohuset Solgläntan', agencyKind: 'civil-society' }
      : { name: 'Våld i nära', agencyKind: 'social-services' },
  personName: () => 'Linda Prov',
  revealing: ['Storgatan 5', 'Kvinnohuset Solgläntan', 'Solgläntan'],
};
const words = (change: Partial<PlanPaper> = {}) => JSON.stringify(planPaper(plan, { ...paper, ...change }).blocks);

describe('the plan as a paper', () => {
  it('says what, who and when, in her own words too', () =>
    expect(words()).toMatch(/Linda Prov.*Jag vill sova.*Våld i nära.*1 april 2026/s));
  it('has no address and no name of a shelter', () => expect(words()).not.toMatch(/Storgatan|Solgläntan/i));
  it('had both before they were taken out (control)', () => expect(words({ revealing: [] })).toMatch(/Storgatan.*Solgläntan/s));
  it('tells of a shelter neither by intervention nor by function', () => expect(words()).toMatch(/"Stöd","Stödverksamhet"/));
  it('without names has nobody, no running text and no kind of intervention', () => {
    const bare = words({ names: 'without' });
    expect(bare).not.toMatch(/Linda|sova|Sover|Syster|Våld i nära|Trygg/);
    expect(bare).toMatch(/"Stöd","Kontakt 1","1 april 2026"/);
  });
  it('of somebody protected tells kinds of agency alone', () => {
    const hidden = words({ isProtected: true });
    expect(hidden).not.toMatch(/Linda|Våld i nära|Sover/);
    expect(hidden).toContain('Socialtjänsten');
  });
  it('is a tagged PDF with its language, and a name that says nothing', async () => {
    const made = planPaper(plan, paper);
    expect(made.title).toBe('Plan');
    const pdf = (await taggedPdf(made)).toString('latin1');
    expect(pdf.slice(0, 5)).toBe('%PDF-');
    for (const mark of ['/MarkInfo', '/StructTreeRoot', 'sv-SE']) expect(pdf).toContain(mark);
  });
});

describe('words that reveal', () => {
  it('are left out however they are written', () =>
    expect(withoutPlaces('på STORGATAN 5 igen', ['Storgatan 5'], 'sv')).toBe('på [utelämnat] igen'));
  it('leave everything else', () => expect(withoutPlaces('Bo bor här (a.b)', ['Bo', 'a.b'], 'sv')).toBe('Bo bor här ([utelämnat])'));
});
