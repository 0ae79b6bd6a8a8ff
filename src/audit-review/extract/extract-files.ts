import { stringify } from 'csv-stringify/sync';
import { taggedPdf } from '#libs/pdf';
import { formatDate, type Lang } from '#libs/ui';
import { extractAct, extractDuty, extractTexts } from './extract-texts.js';
import type { LogExtract } from './read-extract.js';

const cells = (extract: LogExtract, lang: Lang): string[][] =>
  extract.lines.map(({ day, duty, agencyName, act, times }) => [
    day,
    extractDuty(duty, lang),
    agencyName,
    extractAct(act, lang),
    String(times),
  ]);

const LABELS = ['day', 'duty', 'agency', 'act', 'times'] as const;

/** The extract on paper, for whom it is about: tagged, so that it can be read aloud. Names nobody: a sheet that is lost tells little. */
export const extractPdf = (extract: LogExtract, lang: Lang): Promise<Buffer> => {
  const t = extractTexts(lang);
  const [from, to] = [formatDate(extract.since, lang), formatDate(extract.until, lang)];
  const shares = [1.2, 2, 3, 2, 0.7];
  return taggedPdf({
    title: t('file.title'),
    lang,
    header: `${extract.agencyName} · ${to}`,
    made: new Date(extract.until),
    blocks: [
      { kind: 'text', text: t('file.period', { from, to, agency: extract.agencyName }) },
      { kind: 'text', text: t('file.explain') },
      { kind: 'text', text: t(extract.withOthers ? 'file.others' : 'file.no-others') },
      { kind: 'heading', text: t('file.lines') },
      extract.lines.length === 0
        ? { kind: 'text', text: t('file.none') }
        : {
            kind: 'table',
            columns: LABELS.map((label, index) => ({ label: t(label), share: shares[index]! })),
            rows: cells(extract, lang),
          },
    ],
  });
};

/** The same lines for a spreadsheet. */
export const extractCsv = (extract: LogExtract, lang: Lang): string => {
  const t = extractTexts(lang);
  return stringify([LABELS.map((label) => t(label)), ...cells(extract, lang)], {
    ...{ delimiter: ';', bom: true, escape_formulas: true, record_delimiter: 'windows' },
  });
};
