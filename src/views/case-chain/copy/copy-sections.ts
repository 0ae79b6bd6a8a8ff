import { formatDate, translator, type Lang } from '#libs/ui';
import { fileTitle } from '#src/coordination/attachment/index';
import { limitItems } from '#src/coordination/disclosure/index';
import { noteLines, type NoteView } from '#src/journal/index';
import { roleName, type PersonView } from '#src/people/index';
import { caseTexts } from '../case.texts.js';
import type { CaseChainView, CaseRecord } from '../case-chain.view.js';
import { asText, groundTitle, linkStatus, linkTitle, offenceName, reasonName } from '../link-words.js';
import { receivedLines, withheldOf } from '../received-card.js';
import type { CopySection } from './copy-text.js';
import { copyTexts } from './copy-texts.js';

const nameOf = (personId: string | null, persons: readonly PersonView[]): string => {
  const name = persons.find((one) => one.personId === personId)?.values.name;
  return typeof name === 'string' ? name : '';
};

const personLine = ({ values, role }: PersonView, lang: Lang): string =>
  [
    typeof values.name === 'string' ? values.name : '',
    typeof values.personNumber === 'string' ? values.personNumber : '',
    `(${roleName(role, lang)})`,
  ]
    .filter(Boolean)
    .join(' ');

/** What the own agency knows in one of its records: persons, its own links of the chain, its notes with their words, and the copies that it has received. A sibling's record is another text. */
export const copySections = (
  view: CaseChainView,
  record: CaseRecord,
  allNotes: readonly NoteView[],
  lang: Lang,
): readonly CopySection[] => {
  const t = copyTexts(lang);
  const isHere = ({ recordId }: { readonly recordId: string }): boolean => recordId === record.recordId;
  const persons = view.persons.filter(isHere);
  const notes = allNotes.filter(isHere);
  const own = view.links.filter((link) => link.own && link.thing !== 'note' && isHere(link));
  // What waits in the function's intake belongs to no record yet: it goes with the one that the page starts from.
  const received = view.received.filter((copy) => isHere(copy) || (copy.inIntake && isHere(view.record)));
  return [
    {
      heading: t('record'),
      lines: [`${record.functionName}, ${t('opened', { date: formatDate(record.openedAt, lang) })}, ${record.recordId.slice(0, 8)}`],
    },
    { heading: t('persons'), lines: persons.map((person) => personLine(person, lang)) },
    {
      heading: t('chain'),
      lines: own.map((link) =>
        [
          formatDate(link.occurredAt, lang),
          linkTitle({ ...link, type: link.history.at(-1)!.type }, lang),
          nameOf(link.personId, persons),
          linkStatus(link, lang)?.text,
          reasonName(link.fields['reason'], lang),
          link.thing === 'report' ? offenceName(link.fields['offence'], lang) : undefined,
          day(link.fields['followUpOn'], 'followUp', lang),
        ]
          .filter(Boolean)
          .join(', '),
      ),
    },
    {
      heading: t('notes'),
      lines: notes
        .filter(({ status }) => status !== 'retracted')
        .map((note) => [formatDate(note.on, lang), nameOf(note.personId, persons), ...noteLines(note, lang)].filter(Boolean).join(', ')),
    },
    {
      heading: t('received'),
      lines: received.flatMap((copy) => [
        caseTexts(lang)('receivedFrom', { agency: copy.fromName, date: formatDate(copy.receivedAt, lang) }),
        caseTexts(lang)('ground', { ground: groundTitle(copy.ground, copy.ruleVersion, lang) }),
        ...limitItems(copy, lang).map(({ label, value }) => `${label}: ${value}`),
        ...[withheldOf(copy, lang) ?? []].flat(),
        ...receivedLines(copy, lang).map(({ cls, lines }) => `${translator(lang)(`class.${cls}`)}: ${lines.join('; ')}`),
        ...(copy.files.length === 0
          ? []
          : [`${caseTexts(lang)('receivedFiles')}: ${copy.files.map((file) => fileTitle(file, lang)).join('; ')}`]),
      ]),
    },
  ];
};

const day = (value: unknown, key: 'followUp', lang: Lang): string | undefined => {
  const date = asText(value);
  return date && caseTexts(lang)(key, { date: formatDate(date, lang) });
};
