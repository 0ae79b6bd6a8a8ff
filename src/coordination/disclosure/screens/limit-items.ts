import type { Lang } from '#libs/ui';
import { PURPOSES } from '../../consent/index.js';
import type { Limits } from '../protection-text.js';
import { disclosureTexts } from './disclosure-texts.js';

/** What binds whoever received something, in words: what it may be used for, on which reservation, how it is protected there and who of the parties may see it. */
export const limitItems = (
  { purpose, reservation, protection, partyMaySee }: Limits & { readonly purpose: string | null; readonly reservation: string | null },
  lang: Lang,
): { readonly label: string; readonly value: string }[] => {
  const t = disclosureTexts(lang);
  const known = PURPOSES.find((one) => one === purpose);
  return [
    ...(known ? [{ label: t('purpose'), value: t(`purpose.${known}`) }] : []),
    ...(reservation === null ? [] : [{ label: t('reservation'), value: reservation }]),
    ...(protection === null ? [] : [{ label: t('protection'), value: protection[lang] }]),
    ...(partyMaySee === null ? [] : [{ label: t('party'), value: t(`party.${partyMaySee}`) }]),
  ];
};
