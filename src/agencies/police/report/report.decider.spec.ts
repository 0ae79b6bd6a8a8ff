import { given, walks } from '#libs/testing';
import { reportDecider, type ReportFacts } from './report.decider.js';
import type { ReportEvent } from './report.events.js';

const id = (number: number): string => `0a8f0a1e-0000-4000-8000-00000000000${number}`;
const facts: ReportFacts = {
  reportId: id(1),
  offence: 'assault',
  occurredOn: '2026-03-01',
  immediateRisk: false,
  registeredAt: '2026-03-02T08:00:00.000Z',
  exposedPersonId: id(2),
  childPersonIds: [id(3)],
};
const data = {
  ...facts,
  recordId: id(4),
  caseId: id(5),
  agencyId: 'polisen-norrbotten',
  functionId: 'polis-lulea-lpo',
  suspectPersonId: id(6),
  reportNumber: '5000-K1-26',
  summary: 'Slag.',
};
const registered: ReportEvent = { type: 'police.ReportRegistered', data };
const corrected = (change: Partial<ReportFacts>, changeId = id(7)): ReportEvent => ({
  type: 'police.ReportCorrected',
  data: { ...facts, ...change, changeId, reason: 'reclassified' },
});
const report = given(reportDecider);

describe('a report', () => {
  it('is registered', () => report().when({ type: 'RegisterReport', data }).then(registered));
  it('is registered once', () => report(registered).when({ type: 'RegisterReport', data }).thenRefused('report-exists'));
  it.each([id(2), id(3)])('suspects neither the exposed person nor a child of the same report', (suspectPersonId) =>
    report()
      .when({ type: 'RegisterReport', data: { ...data, suspectPersonId } })
      .thenRefused('suspect-is-exposed'),
  );
  it('is reclassified, and tells the whole of what it says now', () =>
    report(registered)
      .when({ type: 'CorrectReport', data: { changeId: id(7), reason: 'reclassified', offence: 'gross-assault' } })
      .then(corrected({ offence: 'gross-assault' })));
  it('keeps an earlier correction when corrected again', () =>
    report(registered, corrected({ offence: 'gross-assault' }))
      .when({ type: 'CorrectReport', data: { changeId: id(8), reason: 'reclassified', immediateRisk: true } })
      .then(corrected({ offence: 'gross-assault', immediateRisk: true }, id(8))));
  it('is corrected in what it does not look into', () =>
    report(registered)
      .when({ type: 'CorrectReport', data: { changeId: id(7), reason: 'reclassified', summary: 'Slag och hot.' } })
      .then({ type: 'police.ReportCorrected', data: { ...facts, changeId: id(7), reason: 'reclassified', summary: 'Slag och hot.' } }));
  it('is not corrected by nothing', () =>
    report(registered)
      .when({ type: 'CorrectReport', data: { changeId: id(7), reason: 'typing-error', offence: 'assault' } })
      .thenRefused('nothing-to-correct'));
  it('is unknown before it is registered', () =>
    report()
      .when({ type: 'CorrectReport', data: { changeId: id(7), reason: 'typing-error', offence: 'rape' } })
      .thenRefused('report-unknown'));
});

describe('any sequence of all these', () => {
  walks(reportDecider);
});
