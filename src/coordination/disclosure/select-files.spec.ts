import type { FieldClass } from '#libs/shared-kernel';
import { REVEALING } from './disclosure-basis.js';
import { selectFiles, toFiles, toOffered, type FileRequest } from './select-files.js';

const id = (n: number) => `0e8f0a1e-0000-4000-8000-00000000000${n}`;
const [anna, carl] = [id(8), id(9)];
type File = Parameters<typeof selectFiles>[1][number];
const file = (n: number, about: FieldClass, change: Partial<File> = {}): File => ({
  ...{
    attachmentId: id(n),
    contentId: id(n + 3),
    personId: anna,
    about,
    kind: 'certificate',
    mediaType: 'application/pdf',
    extension: 'pdf',
  },
  ...{ size: 100 * n, name: `fil-${n}.pdf`, keptAt: new Date('2026-03-01'), retractedAt: null, ...change },
});
const chosen = (change: Partial<FileRequest> = {}): FileRequest => ({
  ...{ classes: ['reference', 'health'], personIds: [anna], files: [id(1)], ...change },
});
const select = (request: FileRequest, rows: readonly File[], closed: readonly FieldClass[] = []) => {
  const { going, staying } = selectFiles(request, rows, closed);
  return {
    going: going.map(({ attachmentId }) => attachmentId),
    staying: staying.map(({ attachmentId, because }) => [attachmentId, because]),
  };
};

describe('which files a copy takes along', () => {
  it('is those that were chosen by name, though every other would be covered too', () =>
    expect(select(chosen(), [file(1, 'health'), file(2, 'health')])).toEqual({ going: [id(1)], staying: [[id(2), 'not-chosen']] }));

  it('is never one whose class was not chosen; words are a class of their own', () => {
    expect(select(chosen({ files: [id(1)] }), [file(1, 'free-text')])).toEqual({ going: [], staying: [[id(1), 'class-not-chosen']] });
    expect(select(chosen({ classes: ['free-text'] }), [file(1, 'free-text')]).going).toEqual([id(1)]);
  });

  it('is never one about whom nobody chose', () =>
    expect(select(chosen(), [file(1, 'health', { personId: carl })]).staying).toEqual([[id(1), 'person-not-chosen']]));

  it('is never one that tells where a protected person is, though it was asked for', () => {
    const whereabouts = chosen({ classes: ['location', 'health'] });
    expect(select(whereabouts, [file(1, 'location')], REVEALING).staying).toEqual([[id(1), 'protected']]);
    // Control: without anybody protected it goes.
    expect(select(whereabouts, [file(1, 'location')]).going).toEqual([id(1)]);
    expect(select(whereabouts, [file(1, 'health')], REVEALING).going).toEqual([id(1)]);
  });

  it('is never one that is marked as wrong, nor one that was there before the facts that were asked for', () => {
    expect(select(chosen(), [file(1, 'health', { retractedAt: new Date('2026-03-02') })]).staying).toEqual([[id(1), 'marked-wrong']]);
    const since = (day: string) => select(chosen({ factsFrom: new Date(day) }), [file(1, 'health')]);
    expect(since('2026-03-02').staying).toEqual([[id(1), 'earlier']]);
    expect(since('2026-03-01').going).toEqual([id(1)]);
  });

  it('is shown to whoever decides by what it is called, its class, kind and size: not by where its bytes lie', () => {
    const shown = { attachmentId: id(1), name: 'fil-1.pdf', class: 'health', kind: 'certificate', size: 100 };
    const nameless = { attachmentId: id(2), class: 'health', kind: 'certificate', size: 200 };
    const rows = [file(1, 'health'), file(2, 'health', { name: { erased: true } })];
    const { staying } = selectFiles(chosen({ files: [] }), rows, []);
    expect(staying).toStrictEqual([shown, nameless].map((one) => ({ ...one, because: 'not-chosen' })));
    expect(toOffered({ attachmentId: id(1) })).toStrictEqual({ attachmentId: id(1) });
    const { going } = selectFiles(chosen({ files: [id(1), id(2)] }), rows, []);
    expect(going.map((one) => ['name' in one, toOffered(one)])).toStrictEqual([
      [true, shown],
      [false, nameless],
    ]);
  });

  it('tells nothing of one that is not in the record', () =>
    expect(selectFiles(chosen({ files: [id(2)] }), [], []).staying).toEqual([{ attachmentId: id(2), because: 'unknown' }]));

  it('takes what a file is called only where free text goes', () => {
    const rows = [file(1, 'health'), file(2, 'health')];
    const both = chosen({ files: [id(1), id(2)] });
    const plain = toFiles(selectFiles(both, rows, []));
    const common = { personId: anna, class: 'health', kind: 'certificate', mediaType: 'application/pdf', extension: 'pdf' };
    expect(plain).toStrictEqual({
      files: [1, 2].map((n) => ({ ...common, attachmentId: id(n), fileId: id(n + 3), size: 100 * n })),
    });
    const named = toFiles(selectFiles({ ...both, classes: ['health', 'free-text'] }, rows, []));
    expect(named.fileNames).toEqual({ [anna]: { [id(1)]: 'fil-1.pdf', [id(2)]: 'fil-2.pdf' } });
    expect(toFiles(selectFiles(chosen({ files: [] }), rows, []))).toEqual({});
  });
});
