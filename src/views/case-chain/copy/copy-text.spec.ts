import { recordSystems } from '#config/record-systems';
import { copyText, wrapLine } from './copy-text.js';

const system = (id: string) => recordSystems.find((one) => one.id === id)!;
const sections = [
  { heading: 'Personer', lines: ['Anna Berg (våldsutsatt)', 'Carl Berg (barn)'] },
  { heading: 'Mottaget', lines: [] },
  { heading: 'Anteckningar', lines: ['2026-03-02 Fråga om våld ställd'] },
];

describe('what is copied to a record system', () => {
  it('has its headings on lines of their own, and leaves out what there is nothing of', () =>
    expect(copyText(sections, system('lifecare'))).toBe(
      'PERSONER\nAnna Berg (våldsutsatt)\nCarl Berg (barn)\n\nANTECKNINGAR\n2026-03-02 Fråga om våld ställd',
    ));
  it('has search words where the system has them', () =>
    expect(copyText(sections, system('cosmic'))).toBe(
      'Personer: Anna Berg (våldsutsatt); Carl Berg (barn)\n\nAnteckningar: 2026-03-02 Fråga om våld ställd',
    ));
  it('breaks lines between words, and loses none', () => {
    const line = 'ett två tre fyra fem sex sju åtta nio tio elva';
    const lines = wrapLine(line, 12);
    expect(lines.every(({ length }) => length <= 12)).toBe(true);
    expect(lines.join(' ')).toBe(line);
    expect(wrapLine('ettmycketlångtordsomintegåratt bryta', 10)).toEqual(['ettmycketlångtordsomintegåratt', 'bryta']);
    expect(wrapLine(line, null)).toEqual([line]);
  });
});
