import { given, walks } from '#libs/testing';
import { logReviewDecider, type LogReviewCommand, type OpenedReview } from './review.decider.js';
import type { LogReviewEvent } from './review.events.js';

const reviewId = '0a8f0a1e-0000-4000-8000-000000000001';
const [worker, head] = ['worker', 'head'];
const data: OpenedReview = {
  ...{ reviewId, agencyId: 'boden', unitId: 'enheten', kind: 'signal', staffId: worker, signals: ['no-relation'] },
  ...{ lines: [reviewId], from: '2026-11-01T00:00:00Z', to: '2026-11-02T00:00:00Z' },
};
const opened: LogReviewEvent = { type: 'audit-review.LogReviewOpened', data };
const asked: LogReviewEvent = { type: 'audit-review.ExplanationAsked', data: { reviewId, askedBy: head, dueAt: '2026-11-09T00:00:00Z' } };
const explained: LogReviewEvent = { type: 'audit-review.AccessExplained', data: { reviewId, explanation: 'Jag hade jour.' } };
const judged = (verdict: 'no-remark' | 'remark'): LogReviewEvent => ({
  type: 'audit-review.LogReviewJudged',
  data: { reviewId, judgedBy: head, verdict, note: 'Läst.' },
});
const notify = { discoveredAt: '2026-11-03T08:00:00Z', notifyBy: '2026-11-06T08:00:00Z' };
const incident: LogReviewEvent = {
  type: 'audit-review.IncidentOpened',
  data: { reviewId, openedBy: head, ...notify, what: 'Slog på grannen.' },
};

const ask = (by = head): LogReviewCommand => ({ type: 'AskExplanation', by, dueAt: '2026-11-09T00:00:00Z' });
const explain = (by = worker): LogReviewCommand => ({ type: 'Explain', by, explanation: 'Jag hade jour.' });
const judge = (verdict: 'no-remark' | 'remark' = 'remark', by = head): LogReviewCommand => ({ type: 'Judge', by, verdict, note: 'Läst.' });
const escalate = (by = head): LogReviewCommand => ({ type: 'OpenIncident', by, ...notify, what: 'Slog på grannen.' });
const settle = (by = head): LogReviewCommand => ({ type: 'SettleIncident', by, how: 'notified', note: 'Dnr 1.' });
const review = given(logReviewDecider);

describe('a review of what a colleague did', () => {
  it('is opened once', () => {
    review().when({ type: 'OpenLogReview', data }).then(opened);
    review(opened)
      .when({ type: 'OpenLogReview', data: { ...data, kind: 'sample' } })
      .thenNothing();
  });
  it.each([ask(), explain(), judge(), escalate(), settle()])('is nothing before that: $type', (command) =>
    review().when(command).thenRefused('review-unknown'),
  );
  it('asks whom it is about, once', () => {
    review(opened).when(ask()).then(asked);
    review(opened, asked).when(ask()).thenRefused('asked-already');
    review(opened, judged('remark')).when(ask()).thenRefused('judged-already');
  });
  it('is explained by whom it is about, once asked, and before it is judged', () => {
    review(opened, asked).when(explain()).then(explained);
    review(opened, asked).when(explain(head)).thenRefused('not-yours-to-explain');
    review(opened).when(explain()).thenRefused('not-asked');
    review(opened, asked, explained).when(explain()).thenRefused('explained-already');
    review(opened, asked, judged('no-remark')).when(explain()).thenRefused('judged-already');
  });
  it('is judged once, with or without an explanation', () => {
    review(opened).when(judge('no-remark')).then(judged('no-remark'));
    review(opened, asked, explained).when(judge()).then(judged('remark'));
    review(opened, judged('no-remark')).when(judge()).thenRefused('judged-already');
  });
  it('becomes an incident when there was a remark, once, and is settled once', () => {
    review(opened, judged('remark')).when(escalate()).then(incident);
    review(opened, judged('no-remark')).when(escalate()).thenRefused('incident-needs-remark');
    review(opened).when(escalate()).thenRefused('incident-needs-remark');
    review(opened, judged('remark'), incident).when(escalate()).thenRefused('incident-open-already');
    review(opened, judged('remark'), incident)
      .when(settle())
      .then({ type: 'audit-review.IncidentSettled', data: { reviewId, settledBy: head, how: 'notified', note: 'Dnr 1.' } });
    review(opened, judged('remark')).when(settle()).thenRefused('no-incident');
  });
  it.each([ask(worker), judge('no-remark', worker), escalate(worker), settle(worker)])('is never done to oneself: $type', (command) =>
    review(opened, judged('remark'), incident).when(command).thenRefused('own-access'),
  );
});

describe('any sequence of all these', () => {
  walks(logReviewDecider);
});
