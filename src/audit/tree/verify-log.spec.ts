import { createHash } from 'node:crypto';
import type { HashedRecord, LeafLog } from '#libs/event-store';
import { MemoryTree } from '#libs/merkle';
import type { Evidence, Testimony } from './evidence.js';
import { verifyLog } from './verify-log.js';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
/** A record numbered from 1, as it was sealed. */
const record = (number: number): HashedRecord => {
  const canonical = `record ${number}`;
  return { id: `id-${number}`, place: String(number), stored: hash(canonical), computed: hash(canonical), canonical };
};
const sealedLog = (count: number): HashedRecord[] => Array.from({ length: count }, (_, index) => record(index + 1));
const treeOf = (records: readonly HashedRecord[]): MemoryTree =>
  MemoryTree.of(Buffer.concat(records.map(({ computed }) => Buffer.from(computed, 'hex'))));

/** A log that is read in small pages. */
const logOf = (records: readonly HashedRecord[], strays: HashedRecord[] = [], read: string[] = []): LeafLog => ({
  leaves: () => Promise.reject(new Error('not asked by a verification')),
  records: (after) => {
    read.push(after);
    const later = records.findLastIndex(({ place }) => place === after) + 1;
    if (later === 0 && after !== '0') return Promise.reject(new Error(`there is no place ${after}`));
    const end = later + 100;
    // Two at one place come on one page, as in the database.
    const ties = records.slice(end).findIndex(({ place }) => place !== records[end - 1]?.place);
    return Promise.resolve(records.slice(later, ties === -1 ? records.length : end + ties));
  },
  strays: () => Promise.resolve(strays),
});

/** Everyone's word about the log as it was sealed. */
const wordOf = (sealed: readonly HashedRecord[], by = 'witness', kept = true, asked: string[] = []): Evidence => {
  const tree = treeOf(sealed);
  const hashes = (level: number, start: number, count: number): Promise<Buffer> => {
    asked.push(`level ${level}: ${count} from ${start}`);
    const end = Math.min(start + count, Math.floor(tree.size / 2 ** level));
    const nodes = Array.from({ length: Math.max(0, end - start) }, (_, n) => tree.node(level, start + n));
    return Promise.resolve(Buffer.concat(nodes.slice(0, level === 0 ? 200 : 2)));
  };
  return { by, size: sealed.length, root: tree.root(), ...(kept ? { hashes } : {}) };
};
const said = (sealed: readonly HashedRecord[], more: Partial<Testimony> = {}): Testimony => ({
  evidence: [wordOf(sealed)],
  unsigned: [],
  signed: null,
  witnessed: null,
  silent: [],
  end: { size: sealed.length, place: sealed.at(-1)?.place ?? '0' },
  ...more,
});

const sealed = sealedLog(700);
const found = async (now: readonly HashedRecord[], testimony = said(sealed), strays: HashedRecord[] = []): Promise<string[]> =>
  (await verifyLog('events', logOf(now, strays), testimony)).findings.map(
    ({ fault, index, recordId, place, shownBy }) => `${fault} ${index} ${recordId} ${place} ${shownBy}`,
  );
const without = (index: number): HashedRecord[] => sealed.toSpliced(index, 1);
const with_ = (index: number, change: Partial<HashedRecord>): HashedRecord[] => sealed.with(index, { ...sealed[index]!, ...change });
const forged = hash('forged');

describe('a log that is held against everyone’s word', () => {
  it('is whole when it is what was sealed, and may have grown since', async () => {
    expect(await found(sealed)).toEqual([]);
    expect(await found(sealedLog(760))).toEqual([]);
    expect(await verifyLog('audit', logOf([]), said([]))).toEqual({ records: 0, findings: [] });
    expect((await verifyLog('audit', logOf(sealed), said(sealed))).records).toBe(700);
  });
  it('tells how far it has come', async () => {
    const steps: number[] = [];
    await verifyLog('events', logOf(sealedLog(250)), said(sealedLog(250)), (count) => steps.push(count));
    expect(steps).toEqual([100, 200, 250]);
  });

  it('names a record whose content was changed, by its own hash', async () =>
    expect(await found(with_(300, { computed: forged }))).toEqual(['changed 300 id-301 301 line']));
  it('names each of several, in their order', async () => {
    const now = with_(600, { computed: forged }).with(2, { ...sealed[2]!, computed: hash('other') });
    expect(await found(now)).toEqual(['changed 2 id-3 3 line', 'changed 600 id-601 601 line']);
  });
  it('names one whose hash was changed with it, by who kept the hashes', async () => {
    expect(await found(with_(3, { computed: forged, stored: forged }))).toEqual(['rewritten 3 id-4 4 witness']);
    expect(await found(with_(690, { computed: forged, stored: forged }))).toEqual(['rewritten 690 id-691 691 witness']);
  });
  it('names one that was changed by its own hash even beside one that was rewritten', async () => {
    const now = with_(3, { computed: forged, stored: forged }).with(9, { ...sealed[9]!, computed: hash('other') });
    expect(await found(now)).toEqual(['rewritten 3 id-4 4 witness', 'changed 9 id-10 10 line']);
  });
  it('keeps what a hash of its own shows beside what somebody else’s word shows, in order', async () => {
    const now = with_(3, { computed: forged, stored: forged }).with(40, { ...sealed[40]!, stored: forged });
    expect(await found(now)).toEqual(['rewritten 3 id-4 4 witness', 'changed 40 id-41 41 line']);
    const other = with_(40, { computed: forged, stored: forged }).with(3, { ...sealed[3]!, stored: forged });
    expect(await found(other)).toEqual(['changed 3 id-4 4 line', 'rewritten 40 id-41 41 witness']);
  });
  it('calls a record that was put in by that name, even when its own hash is wrong too', async () =>
    expect(await found(sealed.toSpliced(5, 0, { ...record(9_000), place: '5.5', stored: forged }))).toEqual([
      'inserted 5 id-9000 5.5 witness',
    ]));
  it('names a stored hash that was changed alone', async () =>
    expect(await found(with_(40, { stored: forged }))).toEqual(['changed 40 id-41 41 line']));
  it('names one that is gone: its number, and no record', async () => {
    expect(await found(without(0))).toEqual(['deleted 0 null null witness']);
    expect(await found(without(512))).toEqual(['deleted 512 null null witness']);
  });
  it('names one that was put in', async () =>
    expect(await found(sealed.toSpliced(5, 0, { ...record(9_000), place: '5.5' }))).toEqual(['inserted 5 id-9000 5.5 witness']));
  it('names both of two that changed places', async () =>
    expect(await found(sealed.with(7, sealed[300]!).with(300, sealed[7]!))).toEqual([
      'moved 7 id-8 8 witness',
      'moved 300 id-301 301 witness',
    ]));
  it('says where the newest were cut off', async () => {
    expect(await found(sealed.slice(0, 690))).toEqual(['truncated 690 null null witness']);
    expect(await found([])).toEqual(['truncated 0 null null witness']);
    expect(await found(sealed.slice(0, 300))).toEqual(['truncated 300 null null witness']); // a tile is left of two
    expect(await found(sealed.slice(0, 256))).toEqual(['truncated 256 null null witness']);
  });
  it('names one more at the place of the last', async () => {
    const extra = { ...record(9_000), place: '700' };
    expect(await found([...sealed, extra])).toEqual(['inserted 700 id-9000 700 place']);
    expect(await found([...sealed, { ...extra, computed: forged }])).toEqual(['inserted 700 id-9000 700 place']);
    expect(await found([...sealed, record(701)])).toEqual([]); // control: at a place of its own it came later
    const both = [...with_(40, { stored: forged }), extra];
    expect(await found(both)).toEqual(['changed 40 id-41 41 line', 'inserted 700 id-9000 700 place']);
  });
  it('names records that stand where none can', async () =>
    expect(await found(sealed, said(sealed), [record(9_000)])).toEqual(['inserted 700 id-9000 9000 place']));
});

describe('what a verification asks for', () => {
  const long = sealedLog(2_000);
  const rewritten = (index: number): HashedRecord[] => long.with(index, { ...long[index]!, computed: forged, stored: forged });
  const asking = async (index: number): Promise<{ asked: string[]; findings: string[] }> => {
    const asked: string[] = [];
    return { findings: await found(rewritten(index), said(long, { evidence: [wordOf(long, 'witness', true, asked)] })), asked };
  };
  it('is one hash for 256 records, and the records’ own only from where these differ; a witness may answer by the piece', async () => {
    const { asked, findings } = await asking(1_300);
    expect(findings).toEqual(['rewritten 1300 id-1301 1301 witness']);
    const tiles = ['level 8: 7 from 0', 'level 8: 5 from 2', 'level 8: 3 from 4'];
    const leaves = ['level 0: 720 from 1280', 'level 0: 520 from 1480', 'level 0: 320 from 1680', 'level 0: 120 from 1880'];
    expect(asked).toEqual([...tiles, ...leaves]);
  });
  it('is no more of a witness who has nothing more', async () => {
    const word = wordOf(long, 'witness');
    const asked: string[] = [];
    const hashes: Evidence['hashes'] = async (level, start, count) => {
      asked.push(`level ${level}: ${count} from ${start}`);
      return level === 8 && start === 0 ? await word.hashes!(8, 0, 1) : Buffer.alloc(0);
    };
    expect(await found(rewritten(1_300), said(long, { evidence: [{ ...word, hashes }] }))).toEqual(['unproven 2000 null null witness']);
    expect(asked).toEqual(['level 8: 7 from 0', 'level 8: 6 from 1', 'level 0: 1744 from 256']);
  });
  it('is each record once, and once more only as far as there is something to name', async () => {
    const once = ['0', '100', '200', '300', '400', '500', '600', '700'];
    const reads = async (now: readonly HashedRecord[], testimony = said(sealed)): Promise<string[]> => {
      const read: string[] = [];
      await verifyLog('events', logOf(now, [], read), testimony);
      return read;
    };
    expect(await reads(sealed)).toEqual(once);
    expect(await reads(sealed.slice(0, 600))).toEqual(once.slice(0, -1)); // of one that is gone there is nothing to read
    expect(await reads(with_(3, { computed: forged }))).toEqual([...once, '0', '100']); // the next page is under way already
    expect(await reads(with_(3, { computed: forged }).with(250, { ...sealed[250]!, stored: forged }))).toEqual([
      ...once,
      ...once.slice(0, 4),
    ]);
  });
});

describe('words of different strength', () => {
  const now = with_(3, { computed: forged, stored: forged });
  it('by the strongest that tells where', async () => {
    const evidence = [wordOf(sealed, 'first', false), wordOf(sealed, 'second'), wordOf(sealed, 'third')];
    expect(await found(now, said(sealed, { evidence }))).toEqual(['rewritten 3 id-4 4 second']);
  });
  it('without anyone who kept the hashes it is not told where, only that it does not hold', async () => {
    const evidence = [wordOf(sealed, 'checkpoint', false), wordOf(sealed, 'tree', false)];
    expect(await found(now, said(sealed, { evidence }))).toEqual(['unproven 700 null null checkpoint']);
    expect(await found(sealed, said(sealed, { evidence }))).toEqual([]); // control
  });
  it('hashes that are not those of the word are no help', async () => {
    const lying = { ...wordOf(sealed, 'liar'), hashes: wordOf(sealedLog(699), 'liar').hashes! };
    expect(await found(now, said(sealed, { evidence: [lying] }))).toEqual(['unproven 700 null null liar']);
    const others = sealedLog(701).slice(1);
    const wrong = { ...wordOf(sealed, 'liar'), hashes: wordOf(others, 'liar').hashes! };
    expect(await found(now, said(sealed, { evidence: [wrong, wordOf(sealed, 'folder')] }))).toEqual(['rewritten 3 id-4 4 folder']);
  });
  it('a word whose root is that of fewer records than it says is no help', async () => {
    const confused = { ...wordOf(sealed.slice(0, 600), 'liar'), size: 700 };
    expect(await found(now, said(sealed, { evidence: [confused] }))).toEqual(['unproven 700 null null liar']);
    expect(await found(now, said(sealed, { evidence: [confused, wordOf(sealed, 'folder')] }))).toEqual(['rewritten 3 id-4 4 folder']);
  });
  it('a word of fewer records than there are holds for those', async () => {
    const earlier = sealed.slice(0, 600);
    expect(await found(sealed, said(sealed, { evidence: [wordOf(earlier)] }))).toEqual([]);
    expect(await found(with_(650, { computed: forged, stored: forged }), said(sealed, { evidence: [wordOf(earlier)] }))).toEqual([]);
    expect(await found(now, said(sealed, { evidence: [wordOf(earlier)] }))).toEqual(['rewritten 3 id-4 4 witness']);
  });
  it('a word that is not signed as it should be is told when nothing else is', async () => {
    const unsigned = [{ by: 'folder', size: 700 }];
    expect(await found(sealed, said(sealed, { unsigned }))).toEqual(['unproven 700 null null folder']);
    expect(await found(now, said(sealed, { unsigned }))).toEqual(['rewritten 3 id-4 4 witness']);
  });
  it('tells at most a thousand one by one', async () => {
    const many = sealedLog(1_200).map((one) => ({ ...one, computed: hash(`x${one.id}`) }));
    const { findings } = await verifyLog('events', logOf(many), said(sealedLog(1_200)));
    expect(findings).toHaveLength(1_000);
    expect(findings[999]).toMatchObject({ fault: 'changed', index: 999, recordId: 'id-1000' });
  });
  it('hears of a log that cannot be read', async () => {
    const broken: LeafLog = { ...logOf(sealed), records: () => Promise.reject(new Error('gone')) };
    await expect(verifyLog('events', broken, said(sealed))).rejects.toThrow('gone');
  });
});
