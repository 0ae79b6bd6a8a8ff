import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';

/** A document as it is read aloud: headings, paragraphs and tables, in order. */
export type PdfBlock =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'table';
      readonly columns: readonly { readonly label: string; readonly share: number }[];
      readonly rows: readonly (readonly string[])[];
    };
export interface PdfDocument {
  readonly title: string;
  readonly lang: 'sv' | 'en';
  /** Stands in the header of each page: who took it out, when, and why. Never part of what is read. */
  readonly header: string;
  /** Printed large and faint across each page. */
  readonly watermark?: string;
  readonly made: Date;
  readonly blocks: readonly PdfBlock[];
}

type Doc = InstanceType<typeof PDFDocument>;
const MARGIN = 50;
const HEADER = 44;
const FONT = createRequire(import.meta.url).resolve('@fontsource/inter/files/inter-latin-400-normal.woff');

/**
 * A tagged PDF (PDF/UA): structure, language and title for a screen reader, the font embedded. Headers and watermarks are marked as artifacts,
 * so that they are printed on every page and read on none.
 */
export const taggedPdf = async (content: PdfDocument): Promise<Buffer> => {
  // The types do not know PDF/UA, which the package has.
  const doc = new PDFDocument({
    ...{ size: 'A4', margins: { top: MARGIN + HEADER, bottom: MARGIN, left: MARGIN, right: MARGIN }, bufferPages: true },
    ...{ pdfVersion: '1.7', subset: 'PDF/UA' as never, tagged: true, lang: content.lang === 'sv' ? 'sv-SE' : 'en-GB', displayTitle: true },
    info: { Title: content.title, CreationDate: content.made, ModDate: content.made },
    font: FONT,
  });
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => doc.on('end', resolve).on('error', reject));

  const root = doc.struct('Document');
  doc.addStructure(root);
  const part = (tag: string, draw: () => void, parent = root): void => {
    parent.add(doc.struct(tag, {}, draw));
  };
  part('H1', () => doc.fontSize(18).text(content.title, { width: widthOf(doc) }));
  for (const block of content.blocks) {
    if (block.kind === 'table') table(doc, root, block);
    else {
      doc.moveDown(0.6);
      room(doc, 60);
      part(block.kind === 'heading' ? 'H2' : 'P', () =>
        doc.fontSize(block.kind === 'heading' ? 13 : 10).text(block.text, MARGIN, doc.y, { width: widthOf(doc) }),
      );
    }
  }
  root.end();
  everyPage(doc, content);
  doc.end();
  await ended;
  return Buffer.concat(chunks);
};

const widthOf = (doc: Doc): number => doc.page.width - 2 * MARGIN;
/** A new page where what follows would not fit. */
const room = (doc: Doc, height: number): void => {
  if (doc.y + height > doc.page.height - MARGIN) doc.addPage();
};

const table = (doc: Doc, root: PDFKit.PDFStructureElement, { columns, rows }: Extract<PdfBlock, { kind: 'table' }>): void => {
  const tag = doc.struct('Table');
  root.add(tag);
  const total = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(({ share }) => (widthOf(doc) * share) / total);
  const row = (cells: readonly string[], kind: 'TH' | 'TD'): void => {
    doc.fontSize(8.5);
    const height = Math.max(...cells.map((cell, index) => doc.heightOfString(cell, { width: widths[index]! - 6 }))) + 5;
    room(doc, height);
    const top = doc.y;
    const line = doc.struct('TR');
    tag.add(line);
    let left = MARGIN;
    for (const [index, cell] of cells.entries()) {
      const at = left;
      line.add(
        doc.struct(kind, {}, () => doc.fillColor(kind === 'TH' ? '#00555f' : '#111111').text(cell, at, top, { width: widths[index]! - 6 })),
      );
      left += widths[index]!;
    }
    line.end();
    doc.fillColor('#111111');
    doc.x = MARGIN;
    doc.y = top + height;
  };
  doc.moveDown(0.5);
  row(
    columns.map(({ label }) => label),
    'TH',
  );
  for (const cells of rows) row(cells, 'TD');
  tag.end();
};

/** What is printed on every page and belongs to none: header, page number, watermark. */
const everyPage = (doc: Doc, { header, watermark }: PdfDocument): void => {
  const { start, count } = doc.bufferedPageRange();
  for (let index = 0; index < count; index++) {
    doc.switchToPage(start + index);
    // Below the margin pdfkit would begin a new page.
    doc.page.margins.bottom = 0;
    doc.markContent('Artifact', { type: 'Pagination' });
    doc
      .fontSize(8)
      .fillColor('#444444')
      .text(header, MARGIN, 30, { width: widthOf(doc), lineBreak: true, height: 34 });
    doc.text(`${index + 1} / ${count}`, MARGIN, doc.page.height - 34, { width: widthOf(doc), align: 'right', lineBreak: false });
    if (watermark) {
      doc.save();
      doc.rotate(-50, { origin: [doc.page.width / 2, doc.page.height / 2] });
      doc
        .fontSize(34)
        .fillColor('#000000')
        .fillOpacity(0.06)
        .text(watermark, -100, doc.page.height / 2 - 20, { width: doc.page.width + 200, align: 'center', lineBreak: false });
      doc.restore();
    }
    doc.endMarkedContent();
  }
};
