import { given } from '#libs/testing';
import { measureDecider, type MeasureCommand } from './measure.decider.js';
import type { MeasureEvent } from './measure.events.js';

const id = (number: number): string => `0a8f0a1e-0000-4000-8000-00000000000${number}`;
const terms = { interventionId: id(1), kind: 'safety-plan', functionId: 'polis-lulea-lpo', dueOn: '2026-03-20' };
const place = { ownerAgency: 'polisen-norrbotten', recordId: id(2), caseId: id(3), personId: id(4) };
const planned: MeasureEvent = { type: 'police.MeasurePlanned', data: { ...terms, ...place } };
const started: MeasureEvent = { type: 'police.MeasureStarted', data: { ...terms, ...place, startedOn: '2026-03-02' } };
const interrupted: MeasureEvent = {
  type: 'police.MeasureInterrupted',
  data: { ...terms, ...place, startedOn: '2026-03-02', endedOn: '2026-03-05', reason: 'safety' },
};
const completed: MeasureEvent = {
  type: 'police.MeasureCompleted',
  data: { ...terms, ...place, startedOn: '2026-03-02', endedOn: '2026-03-05' },
};
const plan: MeasureCommand = { step: { step: 'plan', terms }, place };
const measure = given(measureDecider);

describe('a measure of the police', () => {
  it('is planned', () => measure().when(plan).then(planned));
  it('is started, and carries the whole of itself', () =>
    measure(planned)
      .when({ step: { step: 'start', on: '2026-03-02' } })
      .then(started));
  it('keeps its note out of the state, and writes the new one', () =>
    measure({ ...planned, data: { ...planned.data, note: 'gammal' } })
      .when({ step: { step: 'start', on: '2026-03-02' }, note: 'ny' })
      .then({ ...started, data: { ...started.data, note: 'ny' } }));
  it('is interrupted and resumed', () => {
    measure(planned, started)
      .when({ step: { step: 'interrupt', on: '2026-03-05', reason: 'safety' } })
      .then(interrupted);
    measure(planned, started, interrupted)
      .when({ step: { step: 'start', on: '2026-03-06' } })
      .then(started);
  });
  it('is completed', () =>
    measure(planned, started)
      .when({ step: { step: 'complete', on: '2026-03-05' } })
      .then(completed));
  it('keeps the place it was planned in, whatever is asked', () =>
    measure(planned)
      .when({ step: { step: 'plan', terms: { ...terms, dueOn: '2026-04-01' } }, place: { ...place, caseId: id(9) } })
      .then({ ...planned, data: { ...planned.data, dueOn: '2026-04-01' } }));
  it('refuses what the lifecycle refuses', () => {
    measure()
      .when({ step: { step: 'start', on: '2026-03-02' } })
      .thenRefused('intervention-unknown');
    measure(planned)
      .when({ step: { step: 'complete', on: '2026-03-02' } })
      .thenRefused('intervention-not-started');
    measure(planned, started)
      .when({ step: { step: 'interrupt', on: '2026-03-05' } })
      .thenRefused('reason-missing');
    measure(planned, started, completed)
      .when({ step: { step: 'start', on: '2026-03-06' } })
      .thenRefused('intervention-ended');
  });
});
