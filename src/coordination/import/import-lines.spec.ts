import { importMappings } from '#config/import-mappings';
import { keyedId } from '#libs/shared-kernel';
import { MOST_LINES, planImport, UnreadableFile } from './import-lines.js';

const [mapping] = importMappings;
const HEAD = 'Aktnummer;Namn;Roll;Personnummer;Skydd';
const idOf = (...parts: readonly string[]) => keyedId(Buffer.from('a key'), ...parts);
const plan = (...lines: string[]) => planImport(Buffer.from([HEAD, ...lines].join('\r\n')), mapping!, idOf);
const faultsOf = (...lines: string[]) => plan(...lines).lines.map(({ line, faults }) => [line, faults.map(({ path }) => path)]);

describe('a file of records', () => {
  it('makes one record of the lines with one number, with its persons', () => {
    const { lines, records } = plan('A1;Anna Berg;Våldsutsatt;;', 'A1;Carl Berg;Barn;;', 'A2;Dan Ek;Våldsutövare;;Sekretessmarkering');
    expect(lines.every(({ faults }) => faults.length === 0)).toBe(true);
    expect(records.map(({ reference, track, persons }) => [reference, track, persons.map(({ name, role }) => `${name} ${role}`)])).toEqual([
      ['A1', 'exposed', ['Anna Berg exposed', 'Carl Berg child']],
      ['A2', 'violence-user', ['Dan Ek violence-user']],
    ]);
    expect(records[1]!.persons[0]!.protection).toBe('secrecy-mark');
  });
  it('means the same records and persons when it is read again, and others under another key', () => {
    const ids = (key: string, lines = ['A1;Anna Berg;Våldsutsatt;;', 'A1;Carl Berg;Barn;;']) => {
      const { records } = planImport(Buffer.from([HEAD, ...lines].join('\n')), mapping!, (...parts) => keyedId(Buffer.from(key), ...parts));
      return records.flatMap(({ recordId, caseId, persons }) => [recordId, caseId, ...persons.map(({ personId }) => personId)]);
    };
    const once = ids('one');
    expect([new Set(once).size, ids('one')]).toEqual([4, once]);
    expect(ids('another').filter((id) => once.includes(id))).toEqual([]);
    // No id follows from who it is.
    expect(ids('one', ['A1;Eva Ek;Våldsutsatt;199001019802;', 'A1;Dan Ek;Barn;;'])).toEqual(once);
  });
  it('says line by line what is wrong, and makes nothing of a record with a wrong line', () => {
    const wrong = [
      'A1;Anna Berg;Våldsutsatt;;',
      'A1;Carl Berg;Granne;;',
      ';Dan Ek;Barn;;',
      'A3;;Barn;;',
      'A4;Eva Ek;Barn;199013995555;',
      'A5;Fia;Barn;;Kanske',
    ];
    expect(faultsOf(...wrong)).toEqual([
      [2, []],
      [3, ['Roll']],
      [4, ['Aktnummer']],
      [5, ['Namn']],
      [6, ['Personnummer']],
      [7, ['Skydd']],
    ]);
    expect(plan(...wrong).records).toEqual([]);
  });
  it('counts lines as an editor does, over empty ones and through quoted breaks', () =>
    expect(faultsOf('', 'A1;"Anna\r\nBerg";Barn;;', '', 'A2;Dan Ek;Granne;;').map(([line]) => line)).toEqual([3, 6]));
  it('takes nobody twice into one record', () =>
    expect(faultsOf('A1;Anna Berg;Våldsutsatt;;', 'A1;Anna Berg;Barn;;')).toEqual([
      [2, []],
      [3, ['Namn']],
    ]));
  it.each([
    ['is no text', Buffer.from([0xff, 0xfe, 0x00])],
    ['has no lines', Buffer.from(HEAD)],
    ['lacks a column', Buffer.from('Namn;Roll\nAnna;Barn')],
    ['has an open quote', Buffer.from(`${HEAD}\nA1;"Anna;Barn;;`)],
    ['is too long', Buffer.from([HEAD, ...Array.from({ length: MOST_LINES + 1 }, (_, n) => `A${n};N${n};Barn;;`)].join('\n'))],
  ])('is not read when it %s', (_, bytes) => expect(() => planImport(bytes, mapping!, idOf)).toThrow(UnreadableFile));
});
