import type { ProceedingCommand, ProceedingEvent } from '#libs/proceeding';
import { given, walks } from '#libs/testing';
import { specialRepresentativeDecider } from './special-representative.decider.js';

const id = (number: number): string => `0d8f0a1e-0000-4000-8000-00000000000${number}`;
const place = { proceedingId: id(1), ownerAgency: 'aklagare-norrbotten', recordId: id(2), caseId: id(3), personId: id(4) };
const representative = given(specialRepresentativeDecider);
const step = (name: string, facts: Record<string, unknown>): ProceedingCommand => ({
  step: name,
  facts,
  place,
  today: String(facts['on']),
});
const event = (type: string, facts: Record<string, unknown>): ProceedingEvent => ({
  type: `prosecution.SpecialRepresentative${type}`,
  data: { ...facts, ...place },
});
const asked = { on: '2026-03-02', ground: 'guardian-suspected' };
const requested = event('Requested', asked);
const appointed = event('Appointed', { ...asked, on: '2026-03-03' });

describe('a special representative', () => {
  it('is requested on a ground, and appointed by the court', () => {
    representative().when(step('request', asked)).then(requested);
    representative(requested)
      .when(step('appoint', { on: '2026-03-03' }))
      .then(appointed);
  });
  it('may be refused by the court', () =>
    representative(requested)
      .when(step('refuse', { on: '2026-03-03' }))
      .then(event('Refused', { ...asked, on: '2026-03-03' })));
  it('ends for a reason, once appointed', () => {
    representative(requested, appointed)
      .when(step('end', { on: '2026-09-01', ended: 'completed' }))
      .then(event('Ended', { ...asked, on: '2026-09-01', ended: 'completed' }));
    representative(requested)
      .when(step('end', { on: '2026-09-01', ended: 'completed' }))
      .thenRefused('step-not-now');
  });
  it('is requested once', () =>
    representative(requested, appointed)
      .when(step('request', { ...asked, on: '2026-04-01' }))
      .thenRefused('proceeding-exists'));
});

describe('any sequence of all these', () => {
  walks(specialRepresentativeDecider);
});
