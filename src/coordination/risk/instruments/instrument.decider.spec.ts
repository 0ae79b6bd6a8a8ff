import fc from 'fast-check';
import { fold } from '#libs/shared-kernel';
import { given, walks } from '#libs/testing';
import { instrumentDecider, type InstrumentCommand, type InstrumentState } from './instrument.decider.js';
import type { InstrumentEvent } from './instrument.events.js';

const command = (change: Partial<InstrumentCommand['data']> = {}, free = false): InstrumentCommand => ({
  type: 'ImportInstrument',
  data: {
    ...{ instrumentId: 'patriark', instrumentVersion: '2', instrument: '{}', agencies: ['polisen-norrbotten'] },
    ...{ decision: 'Licens 2026-4, beslutat av chefsjuristen', ...change },
  },
  free,
});
const imported = ({ data }: InstrumentCommand): InstrumentEvent => ({ type: 'coordination.InstrumentImported', data });
const instruments = given(instrumentDecider);

describe('an instrument', () => {
  it('is taken in for those who hold the licence', () => instruments().when(command()).then(imported(command())));
  it('is not taken in without anybody who holds it', () =>
    instruments()
      .when(command({ agencies: [] }))
      .thenRefused('instrument-licence-missing'));
  it('that is free needs no licence', () => {
    const free = command({ agencies: [] }, true);
    instruments().when(free).then(imported(free));
  });
  it('keeps what a version says', () =>
    instruments(imported(command()))
      .when(command({ instrument: '{"items":[]}' }))
      .thenRefused('instrument-version-used'));
  it('may come to be held by others', () => {
    const wider = command({ agencies: ['polisen-norrbotten', 'socialtjanst-boden'] });
    instruments(imported(command())).when(wider).then(imported(wider));
  });
});

describe('random imports', () => {
  const any = fc
    .tuple(fc.constantFrom('1', '2'), fc.constantFrom('{}', '{"a":1}'), fc.subarray(['a', 'b']), fc.boolean())
    .map(([instrumentVersion, instrument, agencies, free]) => command({ instrumentVersion, instrument, agencies }, free));
  const runs = (decide: typeof instrumentDecider.decide) =>
    fc.property(fc.array(any, { maxLength: 20 }), (commands) => {
      let state: InstrumentState = {};
      const first = new Map<string, string>();
      for (const one of commands) {
        const decision = decide(one, state);
        if (!decision.accepted) continue;
        state = fold(instrumentDecider, decision.events, state);
        for (const [key, { instrument }] of Object.entries(state)) {
          if ((first.get(key) ?? instrument) !== instrument) return false;
          first.set(key, instrument);
        }
        const again = decide(one, state);
        if (!again.accepted || again.events.length > 0) return false;
      }
      return true;
    });
  it('never change what a version says, and do nothing twice', () => fc.assert(runs(instrumentDecider.decide)));
  it('would be caught if they could (control)', () => {
    const careless: typeof instrumentDecider.decide = (one) => ({ accepted: true, events: [imported(one)] });
    expect(fc.check(runs(careless)).failed).toBe(true);
  });
});

describe('any sequence of all these', () => {
  walks(instrumentDecider);
});
