import { translator, type Lang, type Protection } from '#libs/ui';
import type { CorrectionReason, PersonFieldName, PersonProtection, PersonRole } from '../person/person.events.js';
import { personTexts } from './texts.js';

export const roleName = (role: PersonRole, lang: Lang): string => personTexts(lang)(`role.${role}`);
export const reasonName = (reason: CorrectionReason, lang: Lang): string => personTexts(lang)(`reason.${reason}`);
export const fieldName = (field: PersonFieldName | 'role' | 'minor' | 'protection', lang: Lang): string =>
  personTexts(lang)(`field.${field}`);

/** The banner's word for a protection; undefined: none. */
export const bannerProtection = (protection: PersonProtection): Protection | undefined => {
  switch (protection) {
    case 'none':
      return undefined;
    case 'fictitious':
      return 'fictitious-identity';
    case 'secrecy-mark':
    case 'protected-registration':
      return protection;
  }
};

export const protectionName = (protection: PersonProtection, lang: Lang): string => {
  const known = bannerProtection(protection);
  return known ? translator(lang)(`protection.${known}`) : personTexts(lang)('protection.none');
};
