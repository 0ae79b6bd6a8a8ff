import { FIELD_CLASSES } from '#libs/shared-kernel';
import type { AgencyKind, FieldClass } from '#libs/shared-kernel';
import type { LocalText } from '../local-text.js';

/** Public bodies bound by OSL that work with people. The county coordinator is not among them: follows up, never reads cases. */
export const AUTHORITIES = [
  'social-services',
  'health-care',
  'police',
  'prosecution',
  'school',
  'state-agency',
  'resource-centre',
] as const satisfies readonly AgencyKind[];

export const ALL_CLASSES: readonly FieldClass[] = FIELD_CLASSES;
export const without = (...left: FieldClass[]): FieldClass[] => FIELD_CLASSES.filter((cls) => !left.includes(cls));

const PROTECTION: Record<AgencyKind, LocalText> = {
  'social-services': {
    sv: 'Stark sekretess i socialtjänsten (OSL 26:1). Uppgiften blir del av nämndens akt.',
    en: 'Strong secrecy at social services (OSL 26:1). The data becomes part of the board’s record.',
  },
  'health-care': {
    sv: 'Stark sekretess i hälso- och sjukvården (OSL 25:1). Uppgiften blir del av journalen.',
    en: 'Strong secrecy in health care (OSL 25:1). The data becomes part of the health record.',
  },
  police: {
    sv: 'Sekretess hos polisen (OSL 18:1, 35:1), som kan upphöra i en rättegång: den misstänkte har rätt till förundersökningen.',
    en: 'Secrecy at the police (OSL 18:1, 35:1), which may end in a trial: the suspect has a right to the investigation file.',
  },
  prosecution: {
    sv: 'Sekretess hos åklagaren (OSL 18:1, 35:1), som upphör när uppgiften lämnas till domstol i ett åtal, om inte domstolen beslutar annat.',
    en: 'Secrecy at the prosecutor (OSL 18:1, 35:1), which ends when the data reaches a court in a prosecution unless the court decides otherwise.',
  },
  school: {
    sv: 'Stark sekretess i elevhälsan (OSL 23:2), svagare i skolan i övrigt. Vårdnadshavare är ofta part.',
    en: 'Strong secrecy in student health (OSL 23:2), weaker elsewhere in school. Guardians are often parties.',
  },
  'civil-society': {
    sv: 'Inte OSL: tystnadsplikt enligt SoL 17:11 om verksamheten omfattas, annars bara avtal eller förbehåll.',
    en: 'Not OSL: a duty of confidentiality under SoL 17:11 where the activity falls under it, otherwise only an agreement or a reservation.',
  },
  'state-agency': {
    sv: 'Sekretess efter myndighetens egna regler (OSL 28 och 37 kap.), ofta svagare: generalklausulen OSL 10:27 gäller där.',
    en: 'Secrecy under the agency’s own rules (OSL chapters 28 and 37), often weaker: the general clause OSL 10:27 applies there.',
  },
  'resource-centre': {
    sv: 'Sekretess hos huvudmannen. Konsultation sker utan identitet, så att uppgiften inte kan knytas till någon.',
    en: 'Secrecy at the responsible body. Consultation is without identity, so that nothing can be tied to a person.',
  },
  county: { sv: 'Tar aldrig emot uppgifter om enskilda.', en: 'Never receives data on individuals.' },
};

/** The protection at each of these recipients, as it stands by default. A rule may word it otherwise. */
export const protectionAt = (kinds: readonly AgencyKind[]): Partial<Record<AgencyKind, LocalText>> =>
  Object.fromEntries(kinds.map((kind) => [kind, PROTECTION[kind]]));

/** Days from which the statutes hold. */
export const OSL_IN_FORCE = '2009-06-30';
export const LAW_ENFORCEMENT_2025 = '2025-04-01';
export const SOL_2025 = '2025-07-01';
