import { stringify } from 'csv-stringify/sync';
import { formatDateTime, type Lang } from '#libs/ui';
import type { AuditLine } from './audit-line.js';
import { auditTexts, dutyName, groundName, ruleName, thingName } from './audit-texts.js';

/** The selection as a file for a spreadsheet: what a cell holds was written by people, so none of it may run as a formula. @param mark who took it out, when and why: on each line, so that it follows what is cut out */
export const auditCsv = (lines: readonly AuditLine[], lang: Lang, mark: string): string => {
  const t = auditTexts(lang);
  return stringify(
    lines.map((line) => ({
      at: formatDateTime(line.at, lang),
      moment: line.at,
      who: line.who.name ?? '',
      staffId: line.who.staffId ?? '',
      duty: dutyName(line.who.duty, lang),
      agency: line.who.agencyName,
      unit: line.who.unitName ?? line.who.unitId ?? '',
      action: line.action,
      operation: line.operation,
      object: thingName(line.objectType, lang),
      objectId: line.objectId ?? '',
      caseId: line.caseId ?? '',
      persons: line.personIds.join(' '),
      classes: line.classes.join(' '),
      ground: line.ground.map((ground) => groundName(ground, lang)).join('; '),
      outcome: t(`outcome.${line.outcome}`),
      rule: line.rule ? ruleName(line.rule, lang) : '',
      export: mark,
    })),
    // Excel in Swedish reads semicolons, and takes a file without the mark for something else than UTF-8.
    { header: true, delimiter: ';', bom: true, escape_formulas: true, record_delimiter: 'windows' },
  );
};
