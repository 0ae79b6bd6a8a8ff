import {
  circumstanceLabels,
  CONCERN_DUTY,
  crimeGradeLabels,
  documentationLabels,
  holdsOn,
  type Circumstance,
  type LegalGround,
  type RuleFile,
} from '#config/legal-grounds';
import { swedishDate, type AgencyKind } from '#libs/shared-kernel';
import { Checkbox, CheckboxGroup, Fieldset, formatDate, Select, TextArea, useLang } from '#libs/ui';
import type { DirectoryFunction } from '#src/access/index';
import type { ConsentView } from '../../consent/index.js';
import { referralTexts } from '../referral.texts.js';

/**
 * Grounds that carry a request from this kind of agency. Which of them holds is judged when it is previewed. A concern report rests on no consent: the duty
 * to report stands first.
 */
export const groundsFor = (
  { grounds }: RuleFile,
  kind: AgencyKind,
  now: Date,
  asked: 'request' | 'concern-report' = 'request',
): LegalGround[] => {
  const open = grounds.filter(
    (rule) =>
      holdsOn(rule, swedishDate(now)) &&
      rule.modes.includes('referral') &&
      rule.from.includes(kind) &&
      (!rule.requires.secondPerson || rule.urgent),
  );
  if (asked === 'request') return open;
  return open.filter(({ requires }) => !requires.consent).toSorted((one, other) => first(one) - first(other));
};
const first = ({ id }: LegalGround): number => (id === CONCERN_DUTY ? 0 : 1);

export interface GroundFieldsProps {
  readonly grounds: readonly LegalGround[];
  readonly consents: readonly ConsentView[];
  readonly chosen?: string | undefined;
  readonly consentId?: string | undefined;
  readonly urgent?: boolean;
}
/** The ground, the consent that it rests on, and what the chosen ground asks to be documented. */
export const GroundFields = ({ grounds, consents, chosen, consentId, urgent = false }: GroundFieldsProps) => {
  const lang = useLang();
  const t = referralTexts(lang);
  const rule = grounds.find(({ id }) => id === chosen);
  const asked = Object.values(rule?.requires.circumstances ?? {})
    .flat()
    .filter((one: Circumstance) => one !== 'under-18');
  const inForce = consents.filter(({ state }) => state === 'given' || state === 'partly-withdrawn');
  return (
    <>
      <Select
        name="ground"
        label={t('field.ground')}
        value={chosen}
        options={grounds.map(({ id, title, source }) => ({ value: id, label: `${title[lang]} (${source})` }))}
      />
      <Select
        name="consentId"
        label={t('field.consentId')}
        value={consentId ?? inForce[0]?.consentId}
        optional
        placeholder={t('consent.none')}
        options={inForce.map((consent) => ({
          value: consent.consentId,
          label: t('consent.until', { date: formatDate(consent.until, lang) }),
        }))}
      />
      <Checkbox name="urgent" label={t('field.urgent')} checked={urgent} />
      {rule && rule.requires.documentation.length > 0 && (
        <Fieldset legend={t('documentation.title')}>
          {rule.requires.documentation.map((needed) =>
            needed === 'crime-grade' ? (
              <Select
                name="documentation.crime-grade"
                label={documentationLabels[needed].label[lang]}
                options={Object.entries(crimeGradeLabels).map(([value, label]) => ({ value, label: label[lang] }))}
              />
            ) : (
              <TextArea name={`documentation.${needed}`} label={documentationLabels[needed].label[lang]} rows={2} />
            ),
          )}
        </Fieldset>
      )}
      {asked.length > 0 && (
        <CheckboxGroup
          name="circumstances"
          label={t('field.circumstances')}
          optional
          options={[...new Set(asked)].map((value) => ({ value, label: circumstanceLabels[value][lang] }))}
        />
      )}
    </>
  );
};

/** Functions by agency, those that are not connected marked as such. */
export const recipientOptions = (functions: readonly DirectoryFunction[], own: readonly string[], notConnected: string) =>
  functions
    .filter(({ id, accepts }) => !own.includes(id) && (accepts.includes('referral') || accepts.includes('concern-report')))
    .toSorted((a, b) => a.agencyName.localeCompare(b.agencyName, 'sv') || a.name.localeCompare(b.name, 'sv'))
    .map(({ id, name, agencyName, connected }) => ({
      value: id,
      label: connected ? name : `${name} (${notConnected})`,
      group: agencyName,
    }));
