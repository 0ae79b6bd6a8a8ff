import { createHash } from 'node:crypto';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ErasureList, ErasureListError, type ErasureEntry } from './erasure-list.js';

const uuid = (n: number) => `0a8f0a1e-0000-4000-8000-00000000000${n}`;
const entry = (n: number): ErasureEntry => ({
  erasureId: uuid(n),
  at: '2031-11-02T08:00:00.000Z',
  agencyId: 'boden-åäö',
  recordId: uuid(n),
  caseId: uuid(9),
  ground: 'adult-record',
  reference: 'SN 2031/8',
  keyIds: [uuid(7), uuid(8)],
});

describe('the erasure list', () => {
  let folder: string;
  let file: string;
  const list = () => new ErasureList(file);
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'erasures-'));
    file = path.join(folder, 'erasures.list');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is empty before anything is erased', () => expect(list().read()).toEqual([]));
  it('keeps what was added, in order, for its owner alone', () => {
    for (const n of [1, 2, 3]) expect(list().append(entry(n))).toEqual(entry(n));
    expect(list().read()).toEqual([1, 2, 3].map(entry));
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
  it('can be counted anew by an auditor: each line is the digest of the line before and its own text, and that text', () => {
    for (const n of [1, 2]) list().append(entry(n));
    let before = '';
    const lines = [1, 2].map((n) => {
      const text = JSON.stringify(entry(n));
      before = createHash('sha256')
        .update(before + text)
        .digest('hex')
        .slice(0, 32);
      return `${before} ${text}\n`;
    });
    expect(readFileSync(file, 'utf8')).toBe(lines.join(''));
  });
  it('takes a time that is written with its offset', () => {
    const inStockholm = { ...entry(1), at: '2031-11-02T09:00:00+01:00' };
    list().append(inStockholm);
    expect(list().read()).toEqual([inStockholm]);
    expect(() => list().append({ ...entry(2), at: '2 November' })).toThrow(/at/);
  });
  it('holds no file open once it has answered', () => {
    const open = () => readdirSync('/proc/self/fd').length;
    const before = open();
    for (const n of [1, 2, 3]) list().append(entry(n));
    list().read();
    expect(open()).toBe(before);
  });
  it('keeps an erasure once, as it was written first', () => {
    list().append(entry(1));
    expect(list().append({ ...entry(1), keyIds: [] })).toEqual(entry(1));
    expect(list().read()).toEqual([entry(1)]);
  });
  it('forgets a line that a crash left half, and goes on after it', () => {
    list().append(entry(1));
    const whole = readFileSync(file, 'utf8');
    list().append(entry(2));
    const both = readFileSync(file, 'utf8');
    for (const length of [whole.length + 1, whole.length + 60, both.length - 1]) {
      writeFileSync(file, both.slice(0, length));
      expect(list().read()).toEqual([entry(1)]);
      list().append(entry(3));
      expect(list().read()).toEqual([entry(1), entry(3)]);
    }
  });
  it('leaves nothing of a half line that was longer than what follows it', () => {
    list().append(entry(1));
    appendFileSync(file, `0123 {"keyIds":["${'å'.repeat(2_000)}`);
    list().append(entry(2));
    const lines = readFileSync(file, 'utf8').split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[2]).toBe('');
    expect(list().read()).toEqual([entry(1), entry(2)]);
  });
  it('begins anew where a crash left half of the very first line', () => {
    writeFileSync(file, '0123 {"erasureId');
    expect(list().read()).toEqual([]);
    list().append(entry(1));
    expect(list().read()).toEqual([entry(1)]);
  });
  it('refuses to be read with a line changed, taken out or put in', () => {
    for (const n of [1, 2, 3]) list().append(entry(n));
    const lines = readFileSync(file, 'utf8').split('\n');
    const broken: [string, RegExp][] = [
      [lines.join('\n').replace(uuid(2), uuid(5)), /Line 2/],
      [[lines[0], lines[2], ''].join('\n'), /Line 2/],
      [[lines[1], lines[0], lines[2], ''].join('\n'), /Line 1/],
      [lines.join('\n') + 'x\n', /Line 4/],
      ['\n' + lines.join('\n'), /Line 1/],
    ];
    for (const [text, fault] of broken) {
      writeFileSync(file, text);
      expect(() => list().read()).toThrow(ErasureListError);
      expect(() => list().read()).toThrow(fault);
      expect(() => list().append(entry(4))).toThrow(ErasureListError);
    }
  });
  it('does not take what it could not give back', () => {
    expect(() => list().append({ ...entry(1), recordId: 'none' })).toThrow(/recordId/);
    appendFileSync(file, '');
    expect(list().read()).toEqual([]);
  });
});
