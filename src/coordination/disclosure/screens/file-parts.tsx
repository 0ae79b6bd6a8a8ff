import { CheckboxGroup, Heading, useLang, useT, type Lang, type Option } from '#libs/ui';
import { fileKind, fileTitle, kilobytes, type AttachmentView } from '../../attachment/index.js';
import type { FileTold } from '../copied-files.events.js';
import type { DisclosurePreview } from '../features/preview-disclosure.js';
import type { FileOffered } from '../select-files.js';
import { disclosureTexts } from './disclosure-texts.js';

/** The files of the record that may be chosen, each with what a disclosure of it must cover and whom it is about. */
export const fileOptions = (
  files: readonly AttachmentView[],
  recordId: string,
  persons: readonly Option[],
  className: (cls: AttachmentView['class']) => string,
  lang: Lang,
): Option[] =>
  files
    .filter((file) => file.recordId === recordId && file.retractedAt === null && !file.erased)
    .map((file) => {
      const about = persons.find(({ value }) => value === file.personId)?.label;
      const hint = [fileKind(file.kind, lang), className(file.class), about, kilobytes(file.size)].filter(Boolean).join(' · ');
      return { value: file.attachmentId, label: fileTitle(file, lang), hint };
    });

/** No file is chosen to begin with, whatever it is about. */
export const FileChoice = ({ options }: { options: readonly Option[] }) => {
  const t = disclosureTexts(useLang());
  return options.length === 0 ? null : <CheckboxGroup name="files" label={t('files')} hint={t('files.hint')} options={options} optional />;
};

const Offered = ({ file }: { file: FileOffered }) => {
  const lang = useLang();
  const common = useT();
  const facts = [
    file.kind && fileKind(file.kind, lang),
    file.class && common(`class.${file.class}`),
    file.size !== undefined && kilobytes(file.size),
  ];
  return (
    <>
      <strong>{file.name ?? disclosureTexts(lang)('file.unnamed')}</strong> <span class="subtle">{facts.filter(Boolean).join(' · ')}</span>
    </>
  );
};

/** Exactly which files go, and why each other stays. */
export const FilePreview = ({ files: { going, staying }, fileNamesGo }: Pick<DisclosurePreview, 'files' | 'fileNamesGo'>) => {
  const t = disclosureTexts(useLang());
  if (going.length + staying.length === 0) return null;
  return (
    <div class="preview" role="group" aria-label={t('files.preview')}>
      <div class="preview-columns">
        <div class="preview-shared">
          <Heading level={3}>{t('files.going')}</Heading>
          {going.length === 0 ? (
            <p class="subtle">{t('files.none')}</p>
          ) : (
            <>
              <ul>
                {going.map((file) => (
                  <li>
                    <Offered file={file} />
                  </li>
                ))}
              </ul>
              <p class="subtle">{t('files.read')}</p>
              <p class="subtle">{t(fileNamesGo ? 'files.named' : 'files.unnamed')}</p>
            </>
          )}
        </div>
        {staying.length > 0 && (
          <div class="preview-withheld">
            <Heading level={3}>{t('files.staying')}</Heading>
            <ul>
              {staying.map((file) => (
                <li>
                  <Offered file={file} /> <span class="subtle">{t(`stays.${file.because}`)}</span>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </div>
  );
};

/** The files of a decision in a list: how many, and of which kinds. */
export const FilesTold = ({ files }: { files: readonly FileTold[] }) => {
  const lang = useLang();
  return files.length === 0 ? null : (
    <div class="subtle">{`${disclosureTexts(lang)('files.along')}: ${files.map((file) => fileTitle(file, lang)).join(', ')}`}</div>
  );
};
