import { taggedPdf } from '#libs/pdf';
import { pdfText } from './pdf-text.js';

const WORD = 'KanarieNamnW1WZq';

describe('what a PDF says', () => {
  it('is read out of the pages, a word broken by a narrow column included, and out of the header', async () => {
    const columns = [
      { label: 'Smal', share: 0.04 },
      { label: 'Bred', share: 0.96 },
    ];
    const bytes = await taggedPdf({
      ...{ title: 'En akt', lang: 'sv', header: 'Utskriven av KanarieHuvudW1WZq', made: new Date('2026-11-02T08:00:00Z') },
      blocks: [{ kind: 'table', columns, rows: [[WORD, 'åäö']] }],
    });
    expect(Buffer.from(bytes).includes(WORD)).toBe(false);
    const text = await pdfText(new Uint8Array(bytes));
    expect(text).toContain(WORD);
    expect(text).toContain('KanarieHuvudW1WZq');
    expect(text).toContain('åäö');
  });
});
