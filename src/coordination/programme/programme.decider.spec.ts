import fc from 'fast-check';
import type { ProceedingCommand, ProceedingEvent, ProceedingState } from '#libs/proceeding';
import { addDays, fold } from '#libs/shared-kernel';
import { given, walks } from '#libs/testing';
import { partnerContactPublisher, programmePublisher, riskChangePublisher } from './disclosure.js';
import { partnerContactDecider, programmeDecider, programmeTable, riskChangeDecider } from './programme.decider.js';

const id = (number: number): string => `0d8f0a1e-0000-4000-8000-00000000000${number}`;
const place = { proceedingId: id(1), ownerAgency: 'socialtjanst-boden', recordId: id(2), caseId: id(3), personId: id(4) };
const programme = given(programmeDecider);
const step = (name: string, facts: Record<string, unknown>): ProceedingCommand => ({
  step: name,
  facts,
  place,
  today: String(facts['on']),
});
const event = (type: string, facts: Record<string, unknown>): ProceedingEvent => ({
  type: `coordination.${type}`,
  data: { ...facts, ...place },
});

const came = { on: '2026-03-02', cameBy: 'own' };
const contacted = event('ViolenceUserContacted', came);
const offered = event('ProgrammeOffered', { ...came, on: '2026-03-09', programme: 'group' });
const accepted = event('ProgrammeAccepted', { ...came, on: '2026-03-10', programme: 'group' });
const dropped = event('ProgrammeDropped', { ...came, on: '2026-04-10', programme: 'group', dropped: 'not-attending' });

describe('work with a violence user', () => {
  it('begins with a contact, of his own or by a report', () => programme().when(step('contact', came)).then(contacted));
  it('is offered, accepted, and completed', () => {
    programme(contacted)
      .when(step('offer', { on: '2026-03-09', programme: 'group' }))
      .then(offered);
    programme(contacted, offered)
      .when(step('accept', { on: '2026-03-10' }))
      .then(accepted);
    programme(contacted, offered, accepted)
      .when(step('complete', { on: '2026-09-10' }))
      .then(event('ProgrammeCompleted', { ...came, on: '2026-09-10', programme: 'group' }));
  });
  it('is dropped for a reason, and offered anew without it', () => {
    programme(contacted, offered, accepted)
      .when(step('drop', { on: '2026-04-10', dropped: 'not-attending' }))
      .then(dropped);
    programme(contacted, offered, accepted, dropped)
      .when(step('offer', { on: '2026-05-01', programme: 'individual' }))
      .then(event('ProgrammeOffered', { ...came, on: '2026-05-01', programme: 'individual' }));
  });
  it('is accepted or declined only when offered', () => {
    programme(contacted)
      .when(step('accept', { on: '2026-03-10' }))
      .thenRefused('step-not-now');
    programme(contacted, offered)
      .when(step('decline', { on: '2026-03-10' }))
      .then(event('ProgrammeDeclined', { ...came, on: '2026-03-10', programme: 'group' }));
  });
});

describe('what the contact with the partner showed, and a change of risk', () => {
  const showed = { on: '2026-03-20', showed: 'new-violence' };
  const change = { on: '2026-03-20', change: 'raised', cause: 'separation' };
  it('are registered, and retracted for a reason', () => {
    given(partnerContactDecider)().when(step('register', showed)).then(event('PartnerSafetyContacted', showed));
    given(partnerContactDecider)(event('PartnerSafetyContacted', showed))
      .when(step('retract', { on: '2026-03-21', retracted: 'entered-by-mistake' }))
      .then(event('PartnerSafetyContactRetracted', { ...showed, on: '2026-03-21', retracted: 'entered-by-mistake' }));
    given(riskChangeDecider)().when(step('register', change)).then(event('ViolenceUserRiskChanged', change));
  });
  it('are told as risk; how the programme goes is told as health, and why it was dropped is not told', () => {
    const told = [
      ...programmePublisher.publish(dropped),
      ...partnerContactPublisher.publish(event('PartnerSafetyContacted', showed)),
      ...riskChangePublisher.publish(event('ViolenceUserRiskChanged', change)),
    ];
    expect(told.map(({ definition, data }) => [definition.rowClass, data['status']])).toEqual([
      ['health', 'dropped'],
      ['risk', 'new-violence'],
      ['risk', 'raised'],
    ]);
    expect(JSON.stringify(told.map(({ data }) => data))).not.toMatch(/not-attending|separation/);
  });
});

const anyStep: fc.Arbitrary<ProceedingCommand> = fc
  .record({ name: fc.constantFrom(...Object.keys(programmeTable.steps)), days: fc.integer({ min: 0, max: 300 }) })
  .map(({ name, days }) =>
    step(name, {
      on: addDays('2026-01-01', days),
      ...(name === 'contact' ? { cameBy: 'own' } : {}),
      ...(name === 'offer' ? { programme: 'group' } : {}),
      ...(name === 'drop' ? { dropped: 'moved' } : {}),
    }),
  );
/** The first thing that cannot be, over random steps. */
const fault = (commands: readonly ProceedingCommand[], decide: typeof programmeDecider.decide): string | undefined => {
  let state: ProceedingState = programmeDecider.initial;
  for (const command of commands) {
    const decision = decide(command, state);
    if (!decision.accepted) continue;
    for (const { type, data } of decision.events) {
      if (state.status === 'completed') return 'a completed programme changed';
      if (type.endsWith('Accepted') && state.status !== 'offered') return 'accepted without an offer';
      if (type.endsWith('Dropped') !== (data['dropped'] !== undefined))
        return 'a reason without having been dropped, or the other way round';
    }
    state = fold(programmeDecider, decision.events, state);
    const again = decide(command, state);
    if (again.accepted && again.events.length > 0) return 'twice is not once';
  }
  return undefined;
};

describe('random steps', () => {
  const steps = fc.array(anyStep, { maxLength: 25 });
  it('reach nothing that cannot be', () =>
    fc.assert(
      fc.property(steps, (commands) => fault(commands, programmeDecider.decide) === undefined),
      { numRuns: 500 },
    ));
  it('would be caught if a programme could be accepted without an offer (control)', () => {
    const careless: typeof programmeDecider.decide = (command, state) => {
      const decision = programmeDecider.decide(command, state);
      return !decision.accepted && command.step === 'accept' && state.place
        ? { accepted: true, events: [event('ProgrammeAccepted', { ...state.facts, ...command.facts })] }
        : decision;
    };
    expect(
      fc.check(
        fc.property(steps, (commands) => fault(commands, careless) === undefined),
        { numRuns: 10_000 },
      ).failed,
    ).toBe(true);
  });
});

describe('any sequence of all these', () => {
  walks(programmeDecider);
  walks(partnerContactDecider);
  walks(riskChangeDecider);
});
