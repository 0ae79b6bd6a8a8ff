import { stringify } from 'yaml';
import { instruments } from '#config/instruments';
import { InstrumentFileFaults, readInstrumentFile } from './instrument-file.js';

const [norrsken] = instruments;
const yaml = stringify(norrsken);
const faultsOf = (text: string) => {
  try {
    readInstrumentFile(text);
  } catch (error) {
    if (error instanceof InstrumentFileFaults) return error.faults;
    throw error;
  }
  return [];
};
/** The line of the first place where this stands. */
const lineOf = (text: string, what: string): number => text.slice(0, text.indexOf(what)).split('\n').length;

describe('an instrument’s file', () => {
  it('is read as YAML and as JSON', () => {
    expect(readInstrumentFile(yaml)).toEqual(norrsken);
    expect(readInstrumentFile(JSON.stringify(norrsken, null, 2))).toEqual(norrsken);
  });
  it.each<[string, string, string, RegExp]>([
    ['a level that there is not', 'level: moderate', 'level: middling', /bands|level/],
    ['an item of no domain', 'domain: control', 'domain: weather', /is in no domain/],
    ['a weight that is no number', 'weight: 3', 'weight: much', /weight/],
    ['an unknown field', 'demonstration: true', 'demonstrates: true', /demonstrates|Unrecognized/],
    ['no licence holder', 'holder: Insatskedja', 'holder: ""', /holder/],
  ])('says on which line: %s', (_, from, to, message) => {
    const text = yaml.replace(from, to);
    const [fault] = faultsOf(text);
    expect(fault?.message).toMatch(message);
    // A field that is not known is told at the object it stands in, which begins above it.
    const away = lineOf(text, to) - (fault?.line ?? 0);
    expect(away).toBeGreaterThanOrEqual(0);
    expect(away).toBeLessThanOrEqual(to.startsWith('demonstrates') ? 100 : 1);
  });
  it('says on which line it is no YAML', () => expect(faultsOf('id: x\ntitle: [\nversion: "1"')[0]?.line).toBeGreaterThan(1));
  it('tells every fault at once', () =>
    expect(faultsOf(yaml.replace('weight: 3', 'weight: a').replace('weight: 2', 'weight: b'))).toHaveLength(2));
  it('expands no aliases: a small file stays small', () => expect(() => readInstrumentFile('a: &a [1]\nb: [*a, *a]')).toThrow());
});
