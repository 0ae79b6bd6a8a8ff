import { shippedRetention } from '#config/retention';
import { given, walks } from '#libs/testing';
import type { Judged } from './judge-retention.js';
import { retentionConcept } from './retention.concept.js';
import { holdsOn, retentionDecider, standingDecision, type RetentionCommand, type RetentionRefusal } from './retention.decider.js';
import type { RetentionEvent } from './retention.events.js';

const TODAY = '2031-11-02';
const uuid = (n: number) => `0a8f0a1e-0000-4000-8000-00000000000${n}`;
const rule = shippedRetention.rules.find(({ id }) => id === 'adult-record')!;
const due: Judged = { state: 'due', rule, dueOn: '2031-11-02', sample: null, birthUnknown: false };
const place = { recordId: uuid(1), caseId: uuid(2), agencyId: 'boden', functionId: 'boden-mottagning' };
const byRule = { ruleId: rule.id, ruleVersion: rule.version, source: rule.source, dueOn: '2031-11-02' };

const holdData = {
  ...place,
  holdId: uuid(3),
  ground: 'legal-claim',
  source: 'GDPR 17.3 e',
  reference: 'SN 2031/7',
  placedBy: 'lars',
  from: '2031-10-01',
  until: '2032-03-01',
};
const held: RetentionEvent = { type: 'coordination.RetentionHoldPlaced', data: holdData };
const liftData = { holdId: uuid(3), reason: 'matter-closed' as const, reference: 'SN 2031/9', liftedBy: 'lars' };
const lifted: RetentionEvent = { type: 'coordination.RetentionHoldLifted', data: liftData };
const decision = { ...place, ...byRule, decisionId: uuid(4), reference: 'SN 2031/8', decidedBy: 'lars', outsideSample: false };
const decided: RetentionEvent = { type: 'coordination.ErasureDecided', data: decision };
const confirmation = { decisionId: uuid(4), confirmedBy: 'sara' };
const confirmed: RetentionEvent = { type: 'coordination.ErasureConfirmed', data: confirmation };
const withdrawal = { decisionId: uuid(4), withdrawnBy: 'lars' };
const withdrawn: RetentionEvent = { type: 'coordination.ErasureDecisionWithdrawn', data: withdrawal };
const beginning = { ...place, ...byRule, erasureId: uuid(5), cause: 'decision' as const, reference: 'SN 2031/8', decisionId: uuid(4) };
const begun: RetentionEvent = { type: 'coordination.ErasureBegun', data: beginning };
const completion = { erasureId: uuid(5), keysDestroyed: 3 };
const erased: RetentionEvent = { type: 'coordination.RecordErased', data: completion };

type Begin = Extract<RetentionCommand, { type: 'BeginErasure' }>;
const hold: RetentionCommand = { type: 'PlaceHold', data: holdData };
const lift: RetentionCommand = { type: 'LiftHold', data: liftData };
const decide = (judged: Partial<Judged> = {}, change: object = {}): RetentionCommand => ({
  type: 'DecideErasure',
  data: { ...decision, ...change },
  judged: { ...due, ...judged },
  today: TODAY,
});
const confirm = (judged: Partial<Judged> = {}, change: object = {}): RetentionCommand => ({
  type: 'ConfirmErasure',
  data: { ...confirmation, ...change },
  judged: { ...due, ...judged },
  today: TODAY,
});
const withdraw: RetentionCommand = { type: 'WithdrawErasure', data: withdrawal };
const begin = (change: Partial<Begin['data']> = {}, judged: Partial<Judged> = {}, today = TODAY): Begin => ({
  type: 'BeginErasure',
  data: { ...beginning, ...change },
  judged: { ...due, ...judged },
  today,
});
const complete: RetentionCommand = { type: 'CompleteErasure', data: completion };
const record = given(retentionDecider);
const STANDING = { ...rule, standingDecisions: [{ agencyId: 'boden', reference: 'SN 2026/1', from: '2026-01-01' }] };
const byItself = { cause: 'rule' as const, decisionId: undefined };
const command = { cause: 'command' as const, reason: 'due' as const, decisionId: undefined };
const ordered = { cause: 'command' as const, reason: 'destruction-ordered' as const, decisionId: undefined };

const AGAINST: [Partial<Judged>, RetentionRefusal][] = [
  [{ state: 'never' }, 'record-preserved'],
  [{ state: 'preserved' }, 'record-preserved'],
  [{ state: 'open' }, 'record-open'],
  [{ state: 'kept' }, 'record-not-due'],
];

describe('a hold', () => {
  it('is placed once', () => {
    record().when(hold).then(held);
    record(held).when(hold).thenNothing();
  });
  it('is placed beside another', () => {
    const another = { ...holdData, holdId: uuid(8) };
    record(held).when({ type: 'PlaceHold', data: another }).then({ type: 'coordination.RetentionHoldPlaced', data: another });
  });
  it('is lifted once', () => {
    record(held).when(lift).then(lifted);
    record(held, lifted).when(lift).thenNothing();
  });
  it('that is not there is not lifted', () => {
    record().when(lift).thenRefused('hold-unknown');
    record(held)
      .when({ type: 'LiftHold', data: { ...liftData, holdId: uuid(9) } })
      .thenRefused('hold-unknown');
  });
  it('lifts no other', () =>
    record(held, { type: 'coordination.RetentionHoldPlaced', data: { ...holdData, holdId: uuid(8) } }, lifted)
      .when(decide())
      .thenRefused('record-on-hold'));
  it('stops a decision, its confirmation and its execution, whatever it rests on', () => {
    record(held).when(decide()).thenRefused('record-on-hold');
    record(decided, held).when(confirm()).thenRefused('record-on-hold');
    record(decided, confirmed, held).when(begin()).thenRefused('record-on-hold');
    record(held)
      .when(begin(byItself, { rule: STANDING }))
      .thenRefused('record-on-hold');
    record(held).when(begin(command)).thenRefused('record-on-hold');
    record(held).when(begin(ordered)).thenRefused('record-on-hold');
  });
  it('stops nothing before its day, after its day, or once lifted', () => {
    record(held, lifted).when(decide()).then(decided);
    record(decided, confirmed, held)
      .when(begin({}, {}, '2032-03-01'))
      .thenRefused('record-on-hold');
    record(decided, confirmed, held)
      .when(begin({}, {}, '2032-03-02'))
      .then(begun);
    record(decided, confirmed, held)
      .when(begin({}, {}, '2031-10-01'))
      .thenRefused('record-on-hold');
    record(decided, confirmed, held)
      .when(begin({}, {}, '2031-09-30'))
      .then(begun);
  });
  it('comes too late once the erasure has begun', () => {
    record(begun).when(hold).thenRefused('erasure-begun');
    record(begun, erased).when(hold).thenRefused('erasure-begun');
  });
});

describe('a decision to erase', () => {
  it('is made when the time is up', () => {
    record().when(decide()).then(decided);
    record(decided).when(decide()).thenNothing();
  });
  it('is made by what was judged, even when the rule it was judged by is at hand no more', () => {
    record()
      .when(decide({ rule: null }))
      .then(decided);
  });
  it.each(AGAINST)('is refused: %j', (judged, refusal) => record().when(decide(judged)).thenRefused(refusal));
  it('is one at a time', () =>
    record(decided)
      .when(decide({}, { decisionId: uuid(6) }))
      .thenRefused('decided-already'));
  it('can be made anew once taken back', () => {
    const anew = { decisionId: uuid(6) };
    record(decided, withdrawn)
      .when(decide({}, anew))
      .then({ type: 'coordination.ErasureDecided', data: { ...decision, ...anew } });
  });
  it('says that the person is outside the sample, where the machine cannot tell', () => {
    record()
      .when(decide({ birthUnknown: true }))
      .thenRefused('birth-date-unknown');
    record()
      .when(decide({ birthUnknown: true }, { outsideSample: true }))
      .then({ type: 'coordination.ErasureDecided', data: { ...decision, outsideSample: true } });
  });
  it('comes after the child’s file was handed over, where the rule says so', () => {
    const handOver = { rule: { ...rule, handOver: true } };
    record().when(decide(handOver)).thenRefused('hand-over-first');
    record()
      .when(decide(handOver, { handedOverAs: 'SN 2031/1' }))
      .then({ type: 'coordination.ErasureDecided', data: { ...decision, handedOverAs: 'SN 2031/1' } });
  });
  it('is confirmed by somebody else', () => {
    record(decided).when(confirm()).then(confirmed);
    record(decided)
      .when(confirm({}, { confirmedBy: 'lars' }))
      .thenRefused('own-decision');
  });
  it('is not confirmed when it is another, taken back or not there', () => {
    record().when(confirm()).thenRefused('decision-unknown');
    record(decided)
      .when(confirm({}, { decisionId: uuid(6) }))
      .thenRefused('decision-unknown');
    record(decided, withdrawn).when(confirm()).thenRefused('decision-unknown');
  });
  it.each(AGAINST)('is judged anew when it is confirmed: %j', (judged, refusal) =>
    record(decided).when(confirm(judged)).thenRefused(refusal),
  );
  it('is taken back once', () => {
    record(decided).when(withdraw).then(withdrawn);
    record(decided, confirmed).when(withdraw).then(withdrawn);
    record(decided, withdrawn).when(withdraw).thenNothing();
    record().when(withdraw).thenRefused('decision-unknown');
    record(decided)
      .when({ type: 'WithdrawErasure', data: { ...withdrawal, decisionId: uuid(6) } })
      .thenRefused('decision-unknown');
    record(decided, confirmed, begun).when(withdraw).thenRefused('erasure-begun');
  });
});

describe('an erasure', () => {
  const begunBy = (change: Partial<Begin['data']>): RetentionEvent => ({
    type: 'coordination.ErasureBegun',
    data: { ...beginning, ...change },
  });
  it('begins on a confirmed decision', () => record(decided, confirmed).when(begin()).then(begun));
  it('does not begin on one that waits, is another, or was taken back', () => {
    record(decided).when(begin()).thenRefused('decision-not-confirmed');
    record().when(begin()).thenRefused('decision-unknown');
    record(decided, confirmed)
      .when(begin({ decisionId: uuid(6) }))
      .thenRefused('decision-unknown');
    record(decided, confirmed, withdrawn).when(begin()).thenRefused('decision-unknown');
  });
  it.each(AGAINST)('is judged anew when it begins: %j', (judged, refusal) => {
    record(decided, confirmed).when(begin({}, judged)).thenRefused(refusal);
    record().when(begin(command, judged)).thenRefused(refusal);
    record()
      .when(begin(byItself, { rule: STANDING, ...judged }))
      .thenRefused(refusal);
  });
  it('begins by rule where the agency has a standing decision', () => {
    record()
      .when(begin(byItself, { rule: STANDING }))
      .then(begunBy(byItself));
    record().when(begin(byItself)).thenRefused('no-standing-decision');
    record()
      .when(begin(byItself, { rule: null }))
      .thenRefused('no-standing-decision');
    const others = { ...rule, standingDecisions: [{ agencyId: 'lulea', reference: 'SN 1', from: '2026-01-01' }] };
    record()
      .when(begin(byItself, { rule: others }))
      .thenRefused('no-standing-decision');
    const later = { ...rule, standingDecisions: [{ agencyId: 'boden', reference: 'SN 1', from: '2031-11-03' }] };
    record()
      .when(begin(byItself, { rule: later }))
      .thenRefused('no-standing-decision');
    record()
      .when(begin(byItself, { rule: later }, '2031-11-03'))
      .then(begunBy(byItself));
  });
  it('needs a person who has looked where the machine cannot tell', () => {
    record()
      .when(begin(byItself, { rule: STANDING, birthUnknown: true }))
      .thenRefused('birth-date-unknown');
    record()
      .when(begin(command, { birthUnknown: true }))
      .thenRefused('birth-date-unknown');
    record(decided, confirmed)
      .when(begin({}, { birthUnknown: true }))
      .then(begun);
    record()
      .when(begin(byItself, { rule: { ...STANDING, handOver: true } }))
      .thenRefused('hand-over-first');
  });
  it('begins by command when the time is up, or its destruction was ordered before that', () => {
    record().when(begin(command)).then(begunBy(command));
    record()
      .when(begin(ordered, { state: 'kept' }))
      .then(begunBy(ordered));
    record()
      .when(begin(ordered, { state: 'preserved' }))
      .then(begunBy(ordered));
  });
  it('is ordered before its time by a command alone', () => {
    const claimed = { ...byItself, reason: 'destruction-ordered' as const };
    record()
      .when(begin(claimed, { state: 'kept', rule: STANDING }))
      .thenRefused('record-not-due');
    record()
      .when(begin(claimed, { state: 'preserved', rule: STANDING }))
      .thenRefused('record-preserved');
  });
  it('begins once, whoever comes second', () => {
    record(begun).when(begin(ordered)).thenNothing();
    record(begun, erased).when(begin(byItself)).thenNothing();
  });
  it('is done once', () => {
    record(begun).when(complete).then(erased);
    record(begun, erased).when(complete).thenNothing();
    record().when(complete).thenRefused('erasure-not-begun');
    record(held).when(complete).thenRefused('erasure-not-begun');
    record(begun)
      .when({ type: 'CompleteErasure', data: { ...completion, erasureId: uuid(6) } })
      .thenRefused('erasure-not-begun');
  });
  it('lets nothing be decided after it', () => {
    record(begun, erased).when(decide()).thenRefused('erasure-begun');
    record(decided, confirmed, begun).when(confirm()).thenRefused('erasure-begun');
  });
});

it('is what its events tell, and nothing else', () => {
  const after = (...events: RetentionEvent[]) => events.reduce(retentionDecider.evolve, retentionDecider.initial);
  const nothing = { status: 'known', ...place, holds: [], decision: null, erasure: null };
  const { holdId, ground, source, reference, from, until } = holdData;
  const asHeld = { holdId, ground, source, reference, from, until };
  expect(after(held)).toEqual({ ...nothing, holds: [{ ...asHeld, lifted: false }] });
  expect(after(held, lifted)).toEqual({ ...nothing, holds: [{ ...asHeld, lifted: true }] });
  expect(after(decided, confirmed)).toEqual({ ...nothing, decision: { ...decision, confirmedBy: 'sara', withdrawn: false } });
  expect(after(begun, erased)).toEqual({ ...nothing, erasure: { ...beginning, done: true } });
  // An act on something that never was changes nothing.
  for (const about of [confirmed, withdrawn, erased]) expect(after(held, about)).toEqual(after(held));
});

it('has neither a standing decision nor a hold before anything has happened, nor a decision that was taken back', () => {
  const after = (...events: RetentionEvent[]) => events.reduce(retentionDecider.evolve, retentionDecider.initial);
  expect(standingDecision(after())).toBeNull();
  expect(holdsOn(after(), TODAY)).toEqual([]);
  expect(standingDecision(after(held))).toBeNull();
  expect(standingDecision(after(decided))).toMatchObject({ decisionId: uuid(4), confirmedBy: null });
  expect(standingDecision(after(decided, withdrawn))).toBeNull();
});

it('belongs to the record and its head', () => {
  const state = retentionDecider.evolve(retentionDecider.initial, decided);
  expect(retentionConcept.facts(retentionDecider.initial)).toBeNull();
  expect(retentionConcept.home!(retentionDecider.initial)).toBeNull();
  expect(retentionConcept.facts(state)).toEqual({ ownerAgency: 'boden', functionId: 'boden-mottagning' });
  expect(retentionConcept.home!(state)).toEqual({ recordId: uuid(1), caseId: uuid(2) });
  // Nothing comes of an act on a record that nothing is known of.
  expect(retentionDecider.evolve(retentionDecider.initial, lifted)).toEqual({ status: 'none' });
});

describe('any sequence of all these', () => {
  walks(retentionDecider);
});
