import type { ComponentChildren } from 'preact';
import type { FieldClass } from '#libs/shared-kernel';
import type { ConsentState, Protection, RiskLevel } from '../texts/states.js';
import { Alert, Heading, StatusTag, Tag } from './basics.js';
import type { Tone } from './basics.js';
import { DefinitionList } from './content.js';
import type { Definition } from './content.js';
import { useT } from './lang.js';

const CONSENT_TONES: Record<ConsentState, Tone> = {
  given: 'success',
  'partly-withdrawn': 'warning',
  withdrawn: 'danger',
  expired: 'danger',
  missing: 'warning',
};

export interface PersonBannerProps {
  name: ComponentChildren;
  /** Role in the case, record number, age: what is needed to know that it is the right person. */
  details?: ComponentChildren;
  protection?: Protection | undefined;
  risk?: RiskLevel | undefined;
  consent?: { readonly state: ConsentState; readonly text?: ComponentChildren } | undefined;
  children?: ComponentChildren;
}
/** Stands on every page about a person (a group, not a landmark, since a page may hold several): who, how dangerous, what is secret and what she has agreed to. */
export const PersonBanner = ({ name, details, protection, risk, consent, children }: PersonBannerProps) => {
  const t = useT();
  return (
    <div class="person-banner" role="group" data-protected={protection ? '' : undefined} aria-label={t('person.banner')}>
      <div class="person-row">
        <div>
          <p class="person-name">{name}</p>
          {details && <p class="subtle">{details}</p>}
        </div>
        <div class="tags">
          {protection && <Tag tone="danger">{t(`protection.${protection}`)}</Tag>}
          {risk && <StatusTag kind="risk" value={risk} />}
          {consent && <Tag tone={CONSENT_TONES[consent.state]}>{t(`consent.${consent.state}`)}</Tag>}
        </div>
      </div>
      {protection && (
        <p class="person-warning" data-color="danger">
          {t('person.protected')}
        </p>
      )}
      {consent?.text && (
        <p class="person-warning" data-color={CONSENT_TONES[consent.state]}>
          {consent.text}
        </p>
      )}
      {children}
    </div>
  );
};

export const NEVER_WAYS = ['post', 'sms', 'voicemail', 'email', 'home'] as const;
export type NeverWay = (typeof NEVER_WAYS)[number];
export interface SafeContactProps {
  phone?: ComponentChildren;
  hours?: ComponentChildren;
  language?: ComponentChildren;
  note?: ComponentChildren;
  /** Ways that are never used. Post always is one of them: a letter lies in the shared hall. */
  never?: readonly NeverWay[];
  /** Nothing is registered: the box says so rather than disappear. */
  missing?: boolean;
}
/** Säkert kontaktsätt: shown wherever contact is made. */
export const SafeContact = ({ phone, hours, language, note, never = [], missing }: SafeContactProps) => {
  const t = useT();
  if (missing) return <Alert tone="warning" title={t('safe.title')} children={t('safe.missing')} />;
  const ways = NEVER_WAYS.filter((way) => way === 'post' || never.includes(way));
  const items: Definition[] = [
    // In a right-to-left page the groups of a number would otherwise change places.
    { label: t('safe.phone'), value: phone && <bdi dir="ltr">{phone}</bdi> },
    { label: t('safe.hours'), value: hours },
    { label: t('safe.language'), value: language },
    ...(note ? [{ label: t('safe.note'), value: note }] : []),
  ];
  return (
    <div class="safe-contact" role="group" aria-label={t('safe.title')}>
      {/* The group's name, not a heading: the box stands below headings of every level. */}
      <p class="ds-heading" data-size="2xs">
        {t('safe.title')}
      </p>
      <DefinitionList items={items} />
      <p class="safe-never" data-color="danger">
        <strong>{t('safe.never')}</strong> {ways.map((way) => t(`safe.never-${way}`)).join(', ')}
      </p>
    </div>
  );
};

export interface FieldPreviewProps {
  recipient: ComponentChildren;
  ground: ComponentChildren;
  kind: 'copy' | 'standing' | 'referral';
  until?: ComponentChildren;
  shared: readonly { readonly class: FieldClass; readonly fields: readonly Definition[] }[];
  withheld: readonly { readonly class: FieldClass; readonly reason?: ComponentChildren }[];
}
/** Exactly what would cross to whom, on what ground, before it does; and as plainly what would not. */
export const FieldPreview = ({ recipient, ground, kind, until, shared, withheld }: FieldPreviewProps) => {
  const t = useT();
  return (
    <div class="preview" role="group" aria-label={t('preview.title')}>
      <DefinitionList
        items={[
          { label: t('preview.to'), value: recipient },
          { label: t('preview.ground'), value: ground },
          { label: t('preview.kind'), value: t(`preview.${kind}`) },
          ...(until ? [{ label: t('preview.until'), value: until }] : []),
        ]}
      />
      <FieldsCrossing shared={shared} withheld={withheld} />
    </div>
  );
};

/** The same without to whom and on what ground, for a page that has told those. */
export const FieldsCrossing = ({ shared, withheld }: Pick<FieldPreviewProps, 'shared' | 'withheld'>) => {
  const t = useT();
  return (
    <div class="preview-columns">
      <div class="preview-shared">
        <Heading level={3}>{t('preview.shared')}</Heading>
        {shared.length === 0 && <p class="subtle">{t('preview.nothing')}</p>}
        {shared.map((part) => (
          <div class="preview-class">
            <Heading level={4}>{t(`class.${part.class}`)}</Heading>
            <DefinitionList items={part.fields} />
          </div>
        ))}
      </div>
      {withheld.length > 0 && (
        <div class="preview-withheld">
          <Heading level={3}>{t('preview.withheld')}</Heading>
          <ul>
            {withheld.map((part) => (
              <li>
                <strong>{t(`class.${part.class}`)}</strong>
                {part.reason && <span class="subtle"> {part.reason}</span>}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
};
