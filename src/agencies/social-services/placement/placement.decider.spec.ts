import { given, walks } from '#libs/testing';
import { begun, day, ids, on, told } from '../process/process.examples.js';
import { placementDecider, type PlacementCommand } from './placement.decider.js';
import type { PlacementEvent } from './placement.events.js';

const placement = given(placementDecider);
const step = { placementId: ids.placement };
const data = { ...step, ...begun, ground: 'violence' as const, decidedBy: 'chair' as const };
const decided: PlacementEvent = { type: 'social-services.ShelterDecided', data };
const bare = (name: 'submit' | 'apply' | 'gain-force' | 'lapse' | 'appeal-secrecy', count: number): PlacementCommand => ({
  step: name,
  ...on(count),
});
const start = (count: number, childProtected = true): PlacementCommand => ({ step: 'start', childProtected, ...on(count) });
const happened = (type: PlacementEvent['type'], count: number, more: object = {}): PlacementEvent =>
  ({ type, data: { ...step, ...told(count), ...more } }) as PlacementEvent;
const started = happened('social-services.ShelterStarted', 0.5);
const submitted = happened('social-services.ShelterSubmitted', 5);
const ruled = (ruling: 'confirmed' | 'revoked') => happened('social-services.ShelterRuled', 9, { ruling });
const applied = happened('social-services.ShelterApplied', 30);
const judged = happened('social-services.ShelterJudged', 40, { judgment: 'granted' });

describe('the decision', () => {
  it('is made once, by board, committee or chair, and has no field for a place or a word', () => {
    placement().when({ step: 'decide', data }).then(decided);
    placement(decided).when({ step: 'decide', data }).thenRefused('placement-exists');
    expect(Object.keys(data).sort()).toEqual(
      ['at', 'caseId', 'decidedBy', 'functionId', 'ground', 'ownerAgency', 'personId', 'placementId', 'recordId'].sort(),
    );
  });
  it('is submitted to the court within a week of it, else it lapses', () => {
    placement(decided).when(bare('submit', 7)).then(happened('social-services.ShelterSubmitted', 7));
    placement(decided).when(bare('submit', 8)).thenRefused('placement-lapsed');
    placement(decided).when(bare('lapse', 7)).thenRefused('has-not-lapsed');
    placement(decided)
      .when(bare('lapse', 8))
      .then(happened('social-services.ShelterLapsed', 8, { lapse: 'not-submitted' }));
  });
  it('is ruled on once it is submitted', () => {
    const rule: PlacementCommand = { step: 'rule', ruling: 'confirmed', ...on(9) };
    placement(decided, submitted).when(rule).then(ruled('confirmed'));
    placement(decided)
      .when({ ...rule, ...on(2) })
      .thenRefused('not-submitted');
    placement(decided, submitted, ruled('confirmed'))
      .when({ ...rule, ...on(10) })
      .thenRefused('ruled-already');
  });
});

describe('the placement', () => {
  it('starts when the child’s data is protected, and not once it was revoked', () => {
    placement(decided).when(start(0.5)).then(started);
    placement(decided).when(start(0.5, false)).thenRefused('child-not-protected');
    placement(decided, submitted, ruled('revoked')).when(start(10)).thenRefused('was-revoked');
    placement(decided, started).when(start(1)).thenRefused('started-already');
  });
  it('lapses without an application within six weeks of its start, and the court may move that day', () => {
    const until = day(60);
    const extend: PlacementCommand = { step: 'extend-application', until, ...on(35) };
    const extended = happened('social-services.ShelterApplicationExtended', 35, { until });
    placement(decided, started, submitted).when(bare('apply', 42)).then(happened('social-services.ShelterApplied', 42));
    placement(decided, started, submitted).when(bare('apply', 43)).thenRefused('placement-lapsed');
    placement(decided, started, submitted).when(extend).then(extended);
    placement(decided, started, submitted, extended).when(bare('apply', 60)).then(happened('social-services.ShelterApplied', 60));
    placement(decided, started, submitted)
      .when({ ...extend, until: day(36) })
      .thenRefused('not-ahead');
    placement(decided, started, submitted, extended)
      .when(bare('lapse', 61))
      .then(happened('social-services.ShelterLapsed', 61, { lapse: 'no-application' }));
  });
  it('lapses when what the court granted is not carried out within four weeks of legal force', () => {
    const force = happened('social-services.ShelterGainedForce', 60, { carriedOut: false });
    const history = [decided, submitted, applied, judged, force];
    placement(...history)
      .when(start(88))
      .then(happened('social-services.ShelterStarted', 88));
    placement(...history)
      .when(start(89))
      .thenRefused('placement-lapsed');
    placement(...history)
      .when(bare('lapse', 89))
      .then(happened('social-services.ShelterLapsed', 89, { lapse: 'not-started' }));
  });
  it('is judged after an application, and gains force after that', () => {
    const judge: PlacementCommand = { step: 'judge', judgment: 'granted', ...on(40) };
    placement(decided, started, submitted, applied).when(judge).then(judged);
    placement(decided, started, submitted).when(judge).thenRefused('not-applied');
    placement(decided, started, submitted, applied).when(bare('gain-force', 60)).thenRefused('not-judged');
    placement(decided, started, submitted, applied, judged)
      .when(bare('gain-force', 60))
      .then(happened('social-services.ShelterGainedForce', 60, { carriedOut: true }));
  });
  it('is reviewed while it goes on, and ends once', () => {
    const review: PlacementCommand = { step: 'review', review: 'goes-on', ...on(41) };
    const end: PlacementCommand = { step: 'end', outcome: 'moved-on', ...on(50) };
    const ended = happened('social-services.ShelterEnded', 50, { outcome: 'moved-on' });
    placement(decided, started, submitted, applied)
      .when(review)
      .then(happened('social-services.ShelterReviewed', 41, { review: 'goes-on' }));
    placement(decided, submitted)
      .when({ ...review, ...on(6) })
      .thenRefused('not-started');
    placement(decided, started, submitted, applied).when(end).then(ended);
    placement(decided, started, submitted, applied, ended)
      .when({ ...review, ...on(51) })
      .thenRefused('placement-over');
  });
});

describe('the secrecy of the whereabouts', () => {
  const secret: PlacementCommand = { step: 'make-secret', decidedBy: 'committee', childProtected: true, ...on(1) };
  const made = happened('social-services.WhereaboutsMadeSecret', 1, { decidedBy: 'committee' });
  const appealed = happened('social-services.WhereaboutsAppealed', 3);
  it('is a decision of its own', () => {
    placement(decided).when(secret).then(made);
    placement(decided)
      .when({ ...secret, childProtected: false })
      .thenRefused('child-not-protected');
    placement(decided, made)
      .when({ ...secret, ...on(2) })
      .thenRefused('secret-already');
  });
  it('is reviewed, appealed and ruled on by itself', () => {
    placement(decided, made).when(bare('appeal-secrecy', 3)).then(appealed);
    placement(decided).when(bare('appeal-secrecy', 3)).thenRefused('not-secret');
    placement(decided, made)
      .when({ step: 'rule-appeal', ruling: 'revoked', ...on(4) })
      .thenRefused('not-appealed');
    placement(decided, made, appealed)
      .when({ step: 'rule-appeal', ruling: 'revoked', ...on(4) })
      .then(happened('social-services.WhereaboutsAppealRuled', 4, { ruling: 'revoked' }));
    placement(decided, made)
      .when({ step: 'review-secrecy', review: 'ends', ...on(5) })
      .then(happened('social-services.WhereaboutsReviewed', 5, { review: 'ends' }));
  });
  it('outlives a placement that has lapsed', () =>
    placement(decided, made)
      .when({ step: 'review-secrecy', review: 'goes-on', ...on(180) })
      .then(happened('social-services.WhereaboutsReviewed', 180, { review: 'goes-on' })));
});

describe('any sequence of all these', () => {
  walks(placementDecider);
});
