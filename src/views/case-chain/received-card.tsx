import type { FieldClass } from '#libs/shared-kernel';
import { Alert, Card, DefinitionList, Details, formatDate, Tag, translator, useLang, type Definition, type Lang } from '#libs/ui';
import { attachmentTexts, contentHref, fileTitle, kilobytes } from '#src/coordination/attachment/index';
import { limitItems } from '#src/coordination/disclosure/index';
import type { CaseChainView } from './case-chain.view.js';
import { caseTexts } from './case.texts.js';
import { groundTitle, linkStatus, linkTitle } from './link-words.js';

type Received = CaseChainView['received'][number];

const text = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? Object.values(value).map(text).filter(Boolean).join(', ')
    : value === undefined || value === null || typeof value === 'boolean'
      ? ''
      : String(value as string | number);

/** What came, class by class, in lines: persons' own fields, then the sender's entries by name and state. */
export const receivedLines = ({ content, classes }: Received, lang: Lang): readonly { cls: FieldClass; lines: readonly string[] }[] =>
  classes.flatMap((cls: FieldClass) => {
    const persons = Object.values((content.persons as Partial<Record<FieldClass, Record<string, unknown>>>)[cls] ?? {}).map(text);
    const entries = (content.entries[cls] ?? []).map((item) => {
      const status = linkStatus(item, lang)?.text;
      return `${linkTitle(item, lang)}${status ? `: ${status}` : ''} (${formatDate(item.occurredAt, lang)})`;
    });
    const lines = [...persons, ...entries].filter((line) => line !== '');
    return lines.length === 0 ? [] : [{ cls, lines }];
  });

const contentOf = (copy: Received, lang: Lang): Definition[] =>
  receivedLines(copy, lang).map(({ cls, lines }) => ({
    label: translator(lang)(`class.${cls}`),
    value: lines.map((line) => <div>{line}</div>),
  }));

/** The files that came along, each to be saved from where the own files are; not by whom the record was opened to in an emergency. */
const filesOf = ({ caseId, files }: Received, byEmergency: boolean, lang: Lang): Definition[] =>
  files.length === 0
    ? []
    : [
        {
          label: caseTexts(lang)('receivedFiles'),
          value: files.map((file) => (
            <div>
              {byEmergency ? (
                fileTitle(file, lang)
              ) : (
                <a href={contentHref(caseId, file.attachmentId)} download>
                  {fileTitle(file, lang)}
                </a>
              )}{' '}
              <span class="subtle">{`${translator(lang)(`class.${file.class}`)} · ${kilobytes(file.size)}`}</span>
              {byEmergency && <div>{attachmentTexts(lang)('byEmergency')}</div>}
            </div>
          )),
        },
      ];

const classNames = (classes: readonly FieldClass[], lang: Lang): string =>
  classes.map((cls) => translator(lang)(`class.${cls}`)).join(', ');

/** What of it the disclosure covers no longer: all, or some classes. */
const endedOf = ({ ended, endedAt, endedClasses }: Received, lang: Lang): string | undefined => {
  const t = caseTexts(lang);
  if (ended) return endedAt === null ? t('receivedEnded') : t('receivedBefore', { date: formatDate(endedAt, lang) });
  return endedClasses.length === 0 ? undefined : t('receivedPartly', { classes: classNames(endedClasses, lang) });
};

/** What came and does not show. */
export const withheldOf = ({ withheld }: Received, lang: Lang): string | undefined =>
  withheld.length === 0 ? undefined : caseTexts(lang)('receivedWithheld', { classes: classNames(withheld, lang) });

interface ReceivedCardProps {
  readonly received: readonly Received[];
  /** Own records that are shown by an emergency opening. */
  readonly opened?: readonly string[];
}

/** Copies that are part of the own record, marked with sender, ground, what binds them here, and whether the disclosure behind them still stands. */
export const ReceivedCard = ({ received, opened = [] }: ReceivedCardProps) => {
  const lang = useLang();
  const t = caseTexts(lang);
  return (
    <Card title={t('received')} id="received">
      {received.map((copy) => (
        <div class="stack">
          <p>
            <Tag tone="received">{t('receivedFrom', { agency: copy.fromName, date: formatDate(copy.receivedAt, lang) })}</Tag>{' '}
            <span class="subtle">{t('ground', { ground: groundTitle(copy.ground, copy.ruleVersion, lang) })}</span>
          </p>
          {endedOf(copy, lang) && <Alert tone="warning">{endedOf(copy, lang)}</Alert>}
          {copy.withheld.length > 0 && <Alert tone="warning">{withheldOf(copy, lang)}</Alert>}
          <DefinitionList items={limitItems(copy, lang)} />
          <Details summary={t('receivedContent')}>
            <DefinitionList items={[...contentOf(copy, lang), ...filesOf(copy, !copy.inIntake && opened.includes(copy.recordId), lang)]} />
          </Details>
        </div>
      ))}
    </Card>
  );
};
