import fc from 'fast-check';
import { fold } from '#libs/shared-kernel';
import { given, walks } from '#libs/testing';
import { riskDecider, type RiskCommand, type RiskState } from './risk.decider.js';
import type { RiskEvent } from './risk.events.js';
import { assess, assessed, correct, corrected, override, retracted } from './risk.examples.js';

const risk = given(riskDecider);
const at = (suggestedLevel: string, level: string, hasReason = false, mayDiffer = true): RiskCommand => ({
  ...assess,
  data: { ...assess.data, suggestedLevel, level },
  override: { hasReason, mayDiffer },
});
const retract: RiskCommand = { type: 'RetractAssessment', data: { reason: 'wrong-person' } };

describe('a risk assessment', () => {
  it('is recorded once', () => risk().when(assess).then(assessed));
  it('is not made twice under the same id', () => risk(assessed).when(assess).thenRefused('assessment-exists'));
  it('needs a reason for another level than the suggested one', () => {
    risk().when(at('moderate', 'high')).thenRefused('override-needs-reason');
    risk()
      .when(at('moderate', 'high', true))
      .then({ ...assessed, data: { ...assessed.data, level: 'high' } });
  });
  it('keeps to the suggestion where the instrument demands it', () =>
    risk()
      .when(at('moderate', 'high', true, false))
      .thenRefused('override-not-allowed'));
  it('leaves the level to the assessor where the instrument has no cut-off', () =>
    risk()
      .when(at('professional-judgement', 'low', false, false))
      .then({ ...assessed, data: { ...assessed.data, suggestedLevel: 'professional-judgement', level: 'low' } }));
  it('needs a reason for calm where too little is known, and none for alarm: unknown is not no', () => {
    risk().when(at('insufficient', 'low')).thenRefused('override-needs-reason');
    risk()
      .when(at('insufficient', 'high'))
      .then({ ...assessed, data: { ...assessed.data, suggestedLevel: 'insufficient', level: 'high' } });
  });
  it('is looked at again on a later day', () =>
    risk()
      .when({ ...assess, data: { ...assess.data, reviewOn: assess.data.assessedOn } })
      .thenRefused('review-not-ahead'));
  it('is corrected in the open', () => risk(assessed).when(correct).then(corrected));
  it('is corrected by the same rules as it was made', () =>
    risk(assessed)
      .when({ ...correct, data: { ...correct.data, level: 'low' } })
      .thenRefused('override-needs-reason'));
  it('is retracted, and then neither corrected nor retracted again', () => {
    risk(assessed).when(retract).then(retracted);
    risk(assessed, retracted).when(correct).thenRefused('assessment-retracted');
    risk(assessed, retracted).when(retract).thenNothing();
  });
  it('is unknown before it is made', () => {
    for (const command of [correct, retract]) risk().when(command).thenRefused('assessment-unknown');
  });
});

const level = fc.constantFrom('low', 'moderate', 'high');
const anyCommand: fc.Arbitrary<RiskCommand> = fc
  .tuple(fc.constantFrom('assess', 'correct', 'retract'), fc.constantFrom('low', 'moderate', 'high', 'insufficient'), level, fc.boolean())
  .map(([what, suggestedLevel, chosen, hasReason]) => {
    if (what === 'retract') return retract;
    const data = { suggestedLevel, level: chosen };
    return what === 'assess'
      ? { ...assess, data: { ...assess.data, ...data }, override: { ...override, hasReason } }
      : { ...correct, data: { ...correct.data, ...data, editionId: `${suggestedLevel}-${chosen}` }, override: { ...override, hasReason } };
  });
/** The first thing that cannot be, over random commands. */
const fault = (commands: readonly RiskCommand[], decide: typeof riskDecider.decide): string | undefined => {
  let state: RiskState = riskDecider.initial;
  for (const command of commands) {
    const decision = decide(command, state);
    if (!decision.accepted) continue;
    const unreasoned = decision.events.find((event: RiskEvent) => 'level' in event.data && event.data.level !== event.data.suggestedLevel);
    const excused = command.type === 'RetractAssessment' || command.override.hasReason;
    if (
      unreasoned &&
      !excused &&
      'level' in unreasoned.data &&
      (unreasoned.data.suggestedLevel !== 'insufficient' || unreasoned.data.level === 'low')
    )
      return 'a level departs from the suggestion without a reason';
    if (state.status === 'retracted' && decision.events.length > 0) return 'a retracted assessment changed';
    state = fold(riskDecider, decision.events, state);
  }
  return undefined;
};

describe('random commands', () => {
  it('reach no assessment that cannot be', () =>
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 15 }), (commands) => fault(commands, riskDecider.decide) === undefined),
      { numRuns: 300 },
    ));
  it('would be caught if the reason were forgotten (control)', () => {
    const careless: typeof riskDecider.decide = (command, state) =>
      riskDecider.decide(
        command.type === 'RetractAssessment' ? command : { ...command, override: { hasReason: true, mayDiffer: true } },
        state,
      );
    const found = fc.check(
      fc.property(fc.array(anyCommand, { maxLength: 15 }), (commands) => fault(commands, careless) === undefined),
      { numRuns: 10_000 },
    );
    expect(found.failed).toBe(true);
  });
});

describe('any sequence of all these', () => {
  walks(riskDecider);
});
