import type { ProceedingCommand, ProceedingEvent } from '#libs/proceeding';
import { given, walks } from '#libs/testing';
import { investigationDecider } from './investigation.decider.js';

const id = (number: number): string => `0d8f0a1e-0000-4000-8000-00000000000${number}`;
const place = { proceedingId: id(1), ownerAgency: 'aklagare-norrbotten', recordId: id(2), caseId: id(3), personId: id(4) };
const investigation = given(investigationDecider);
const step = (name: string, facts: Record<string, unknown>): ProceedingCommand => ({
  step: name,
  facts,
  place,
  today: String(facts['on']),
});
const event = (type: string, facts: Record<string, unknown>): ProceedingEvent => ({
  type: `prosecution.${type}`,
  data: { ...facts, ...place },
});

const open = { on: '2026-03-02', offence: 'assault' };
const opened = event('InvestigationOpened', open);
const discontinued = event('InvestigationDiscontinued', { ...open, on: '2026-03-20', discontinued: 'evidence-insufficient' });
const charged = event('ChargesBrought', { on: '2026-04-01', offence: 'gross-assault' });

describe('an investigation', () => {
  it('is opened', () => investigation().when(step('open', open)).then(opened));
  it('is discontinued for a reason, and resumed without it', () => {
    investigation(opened)
      .when(step('discontinue', { on: '2026-03-20', discontinued: 'evidence-insufficient' }))
      .then(discontinued);
    investigation(opened, discontinued)
      .when(step('resume', { on: '2026-03-25' }))
      .then(event('InvestigationResumed', { ...open, on: '2026-03-25' }));
  });
  it('leads to charges, of what the investigation showed, and to a judgment', () => {
    investigation(opened)
      .when(step('charge', { on: '2026-04-01', offence: 'gross-assault' }))
      .then(charged);
    investigation(opened, charged)
      .when(step('judge', { on: '2026-06-01', outcome: 'convicted' }))
      .then(event('JudgmentGiven', { on: '2026-06-01', offence: 'gross-assault', outcome: 'convicted' }));
  });
  it('is not charged while discontinued, nor judged without charges, nor resumed while it goes on', () => {
    investigation(opened, discontinued)
      .when(step('charge', { on: '2026-04-01', offence: 'assault' }))
      .thenRefused('step-not-now');
    investigation(opened)
      .when(step('judge', { on: '2026-06-01', outcome: 'acquitted' }))
      .thenRefused('step-not-now');
    investigation(opened)
      .when(step('resume', { on: '2026-03-25' }))
      .thenRefused('step-not-now');
  });
  it('keeps its note out of the state, and writes the new one', () =>
    investigation({ ...opened, data: { ...opened.data, note: 'gammal' } })
      .when({ ...step('discontinue', { on: '2026-03-20', discontinued: 'evidence-insufficient' }), note: 'ny' })
      .then({ ...discontinued, data: { ...discontinued.data, note: 'ny' } }));
});

describe('any sequence of all these', () => {
  walks(investigationDecider);
});
