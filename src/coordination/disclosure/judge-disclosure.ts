import type { RuleFile } from '#config/legal-grounds';
import type { AgencyKind } from '#libs/shared-kernel';
import type { DirectoryFunction } from '#src/access/index';
import { consentCovers, consentIsTheirs, type KnownConsent } from '../consent/index.js';
import type { Basis } from './disclosure-basis.js';
import type { DisclosureInput } from './features/disclosure-input.js';
import type { GroundVerdict } from './ground-check.js';
import { judgeOpposed } from './judge-opposed.js';

export interface Judgement {
  readonly input: Pick<
    DisclosureInput,
    'ground' | 'mode' | 'classes' | 'purpose' | 'personIds' | 'circumstances' | 'documentation' | 'urgent' | 'recipientFunction'
  >;
  readonly from: AgencyKind;
  readonly fromAgency: string;
  readonly recipient: Pick<DirectoryFunction, 'agencyId' | 'agencyKind'>;
  readonly basis: Pick<Basis, 'persons' | 'withheldForProtection'>;
  readonly consent: KnownConsent | null;
  /** When a consent to this was taken back, where the record says so: then the person opposes, ticked or not. */
  readonly opposedSince: Date | null;
  /** The ground opens nothing but an answer. */
  readonly onlyAnswer?: boolean;
  readonly at: Date;
  readonly rules: RuleFile;
}

/**
 * The ground's verdict, with what the record itself tells: ages by the register, never by a tick; the consent as it stands in its stream, and one taken
 * back as a no.
 * A standing disclosure that would show where a protected person is, is refused whatever the ground. Pure.
 */
export const judgeDisclosure = ({
  input,
  from,
  recipient,
  basis,
  consent,
  opposedSince,
  onlyAnswer = false,
  at,
  rules,
  fromAgency,
}: Judgement): GroundVerdict => {
  const covers =
    consent &&
    consentCovers(consent, { functionId: input.recipientFunction, classes: input.classes, purpose: input.purpose, at }) &&
    consentIsTheirs(consent, basis.persons);
  const known = basis.persons.length === input.personIds.length;
  const request = {
    ground: input.ground,
    from,
    fromAgency,
    to: recipient.agencyKind,
    toAgency: recipient.agencyId,
    mode: input.mode,
    classes: input.classes,
    consentCovers: covers,
    documentation: input.documentation,
    persons: known ? basis.persons : [],
    circumstances: input.circumstances,
    urgent: input.urgent,
    at,
  };
  const verdict = judgeOpposed(request, rules, opposedSince);
  const guarded = verdict.allowed && input.mode === 'standing' && basis.withheldForProtection.length > 0;
  if (guarded) return PROTECTED;
  return verdict.allowed && onlyAnswer && basis.withheldForProtection.length > 0 ? ANSWERED_ELSEWHERE : verdict;
};

const PROTECTED: GroundVerdict = {
  allowed: false,
  rule: 'osl-21-3',
  source: 'OSL 21:3, 21:3a',
  code: 'limit',
  reason: {
    sv: 'OSL 21:3, 21:3a: Någon i akten har skyddade personuppgifter. Plats och kontaktvägar lämnas aldrig löpande.',
    en: 'OSL 21:3, 21:3a: Someone in the record has protected identity. Place and contact details are never disclosed continuously.',
  },
};

/** An answer that stays is no answer: nobody approves an empty one. */
const ANSWERED_ELSEWHERE: GroundVerdict = {
  ...PROTECTED,
  reason: {
    sv: 'OSL 21:3, 21:3a: Någon i akten har skyddade personuppgifter. Svaret lämnas inte härifrån. Skyldigheten finns kvar: svara genom er egen säkra kanal.',
    en: 'OSL 21:3, 21:3a: Someone in the record has protected identity. The answer is not given from here. The duty remains: answer by your own secure channel.',
  },
};
