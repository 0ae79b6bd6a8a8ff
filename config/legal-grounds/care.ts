import type { LegalGroundInput } from './schema.js';
import { ALL_CLASSES, OSL_IN_FORCE, protectionAt } from './shared.js';

const CARE = ['health-care', 'social-services'] as const;
const SPECIAL_NEED = ['under-18', 'substance-use', 'compulsory-psychiatric-care', 'pregnancy'] as const;
const CONSENT_IS_THE_WAY = {
  sv: 'För andra vuxna är samtycke den normala vägen (OSL 10:1).',
  en: 'For other adults consent is the normal way (OSL 10:1).',
};

/** Between health care and social services, and between municipalities, without consent: only in these situations. */
export const careGrounds: LegalGroundInput[] = [
  {
    id: 'osl-25-12',
    title: { sv: 'Vården till vård eller socialtjänst vid särskilt behov', en: 'Health care to care or social services in special need' },
    source: 'OSL 25:12',
    summary: {
      sv: 'Om uppgiften behövs för nödvändig vård, behandling eller stöd och personen är under 18 år, har ett pågående missbruk, vårdas enligt psykiatrisk tvångsvård eller väntar barn.',
      en: 'Where needed for necessary care, treatment or support and the person is under 18, has ongoing substance use, is in compulsory psychiatric care or is pregnant.',
    },
    validFrom: OSL_IN_FORCE,
    version: '1',
    from: ['health-care'],
    to: [...CARE],
    requires: { documentation: ['necessity'], circumstances: { any: [...SPECIAL_NEED] } },
    otherwise: CONSENT_IS_THE_WAY,
    classes: [...ALL_CLASSES],
    modes: ['copy', 'referral'],
    protectionAtRecipient: protectionAt(CARE),
    partyMaySee: 'limited',
  },
  {
    id: 'osl-25-13',
    title: { sv: 'Personen kan inte samtycka', en: 'The person cannot consent' },
    source: 'OSL 25:13',
    summary: {
      sv: 'Om den enskilde på grund av sitt hälsotillstånd eller av andra skäl inte kan samtycka och uppgiften behövs för nödvändig vård, omsorg, behandling eller annat stöd.',
      en: 'Where someone cannot consent because of their health or for other reasons and the data is needed for necessary care, treatment or other support.',
    },
    validFrom: '2010-07-01',
    version: '1',
    from: ['health-care'],
    to: [...CARE],
    requires: { documentation: ['necessity'], circumstances: { all: ['cannot-consent'], none: ['person-opposes'] } },
    otherwise: CONSENT_IS_THE_WAY,
    classes: [...ALL_CLASSES],
    modes: ['copy', 'referral'],
    protectionAtRecipient: protectionAt(CARE),
    partyMaySee: 'limited',
    toVerify: true,
  },
  {
    id: 'osl-26-9',
    title: {
      sv: 'Socialtjänsten till socialtjänst eller vård vid särskilt behov',
      en: 'Social services to social services or health care in special need',
    },
    source: 'OSL 26:9',
    summary: {
      sv: 'Om uppgiften behövs för nödvändig vård, behandling eller stöd och personen är under 18 år, har ett pågående missbruk, vårdas enligt psykiatrisk tvångsvård eller väntar barn. Gäller också mellan kommuner.',
      en: 'Where needed for necessary care, treatment or support and the person is under 18, has ongoing substance use, is in compulsory psychiatric care or is pregnant. Also between municipalities.',
    },
    validFrom: OSL_IN_FORCE,
    version: '1',
    from: ['social-services'],
    to: [...CARE],
    requires: { documentation: ['necessity'], circumstances: { any: [...SPECIAL_NEED] } },
    otherwise: CONSENT_IS_THE_WAY,
    classes: [...ALL_CLASSES],
    modes: ['copy', 'referral'],
    protectionAtRecipient: protectionAt(CARE),
    partyMaySee: 'limited',
  },
];
