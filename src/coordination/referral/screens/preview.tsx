import type { FieldClass } from '#libs/shared-kernel';
import { Alert, FieldPreview, formatDateTime, useLang, type Definition, type Lang } from '#libs/ui';
import { ruleOf } from '../../legal-rules/index.js';
import type { ReferralPreview } from '../features/preview-referral.js';
import { referralTexts } from '../referral.texts.js';
import { shown } from '../referral.view.js';
import { definitionsOf } from './shared-content.js';

/** A ground by the words of the version that it was judged by; the latest where nothing was judged yet. */
export const groundName = (ground: string, ruleVersion: string | null, lang: Lang): string => {
  const rule = ruleOf(ground, ruleVersion);
  return rule ? `${rule.title[lang]} (${rule.source})` : ground;
};

/** Field by field, person by person: what crosses if it is sent, and what does not. */
export const ReferralPreviewBox = ({
  preview,
  ground,
  message,
  answerBy,
}: {
  preview: ReferralPreview;
  ground: string;
  message?: string | undefined;
  answerBy?: string | undefined;
}) => {
  const lang = useLang();
  const t = referralTexts(lang);
  const of = (cls: FieldClass): Definition[] =>
    preview.persons.flatMap((person) =>
      definitionsOf(person, cls, lang).map(({ label, value }) => ({
        label: preview.persons.length > 1 ? `${shown(person.identity)?.name ?? ''} ${String(label)}`.trim() : label,
        value,
      })),
    );
  const shared = preview.classes
    .filter((cls) => cls !== 'reference')
    .map((cls) => ({ class: cls, fields: cls === 'free-text' ? [{ label: t('field.message'), value: message }] : of(cls) }))
    .filter(({ fields }) => fields.length > 0);
  return (
    <div class="stack">
      {!preview.verdict.allowed && (
        <Alert tone="danger" title={t('preview.refused')}>
          {preview.verdict.reason[lang]}
        </Alert>
      )}
      {preview.verdict.allowed && preview.verdict.reviewAfter && <Alert tone="warning">{t('preview.urgent')}</Alert>}
      <FieldPreview
        recipient={`${preview.to.name}, ${preview.to.agencyName}. ${t('preview.hours', { hours: preview.to.hours })}`}
        ground={groundName(ground, preview.verdict.allowed ? preview.verdict.ruleVersion : null, lang)}
        kind="referral"
        until={answerBy && formatDateTime(answerBy, lang)}
        shared={preview.verdict.allowed ? shared : []}
        withheld={preview.withheld.map(({ class: cls, because }) => ({ class: cls, reason: t(`withheld.${because}`) }))}
      />
    </div>
  );
};
