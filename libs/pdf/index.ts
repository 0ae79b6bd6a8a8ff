export { taggedPdf, type PdfBlock, type PdfDocument } from './tagged-pdf.js';
