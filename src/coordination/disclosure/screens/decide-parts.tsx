import type { LegalGround, SecrecyRule } from '#config/legal-grounds';
import type { AgencyKind } from '#libs/shared-kernel';
import { DefinitionList, HiddenField, useLang, type FormValues } from '#libs/ui';
import { disclosureTexts } from './disclosure-texts.js';

/** All that was entered, carried on to the next step. */
export const Entered = ({ values, without }: { values: FormValues; without: readonly string[] }) => (
  <>
    {Object.entries(values).flatMap(([name, value]) =>
      without.includes(name)
        ? []
        : (Array.isArray(value) ? value : [value])
            .filter((one) => typeof one === 'string')
            .map((one: string) => <HiddenField name={name} value={one} />),
    )}
  </>
);

/** What a standing disclosure never shows, and what it shows later. */
export const Standing = () => {
  const t = disclosureTexts(useLang());
  return (
    <>
      <p class="subtle">{t('copies-alone')}</p>
      <p class="subtle">{t('later-too')}</p>
    </>
  );
};

/** Secrecy does not follow the data (OSL 7:2, 10:3): what protects it there, whether a party may see it, and what to bear in mind. */
export const Terms = ({
  ground,
  kind,
  reminders,
}: {
  ground: LegalGround | undefined;
  kind: AgencyKind;
  reminders: readonly SecrecyRule[];
}) => {
  const lang = useLang();
  const t = disclosureTexts(lang);
  return (
    <DefinitionList
      items={[
        { label: t('protection'), value: ground?.protectionAtRecipient[kind]?.[lang] },
        { label: t('party'), value: ground && t(`party.${ground.partyMaySee}`) },
        ...(reminders.length > 0
          ? [{ label: t('reminders'), value: reminders.map(({ source, text }) => <div>{`${text[lang]} (${source})`}</div>) }]
          : []),
      ]}
    />
  );
};
