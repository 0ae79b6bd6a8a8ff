import { taggedPdf } from '#libs/pdf';
import { formatDateTime, type Lang } from '#libs/ui';
import type { AuditLine } from './audit-line.js';
import { actionName, auditTexts, dutyName, ruleName, thingName } from './audit-texts.js';

/** The selection on paper: who took it out, when and why stands on each page. */
export const auditPdf = (lines: readonly AuditLine[], mark: string, made: Date, lang: Lang): Promise<Buffer> => {
  const t = auditTexts(lang);
  return taggedPdf({
    title: t('lines'),
    lang,
    header: mark,
    watermark: mark.slice(0, 60),
    made,
    blocks: [
      {
        kind: 'table',
        columns: [
          { label: t('time'), share: 2 },
          { label: t('who'), share: 2.2 },
          { label: t('place'), share: 2.2 },
          { label: t('what'), share: 2.6 },
          { label: t('case'), share: 1.2 },
          { label: t('outcome'), share: 1.8 },
        ],
        rows: lines.map(({ at, who, action, objectType, caseId, outcome, rule }) => [
          formatDateTime(at, lang),
          who.name ?? dutyName(who.duty, lang),
          who.unitName ?? who.agencyName,
          `${actionName(action, lang)} ${thingName(objectType, lang)}`,
          caseId?.slice(0, 8) ?? '',
          `${t(`outcome.${outcome}`)}${rule ? `: ${ruleName(rule, lang)}` : ''}`,
        ]),
      },
    ],
  });
};
