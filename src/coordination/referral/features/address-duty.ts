import { holdsOn, type RuleFile } from '#config/legal-grounds';
import { Problem } from '#libs/http';
import { swedishDate, type AgencyKind } from '#libs/shared-kernel';
import { RefusedByLaw } from '#src/access/index';

const DUTY = 'lag-2025-170-4-address';

/**
 * Who may ask for a home address by lag (2025:170) 4 §, and of whom: as the rules in force say. The request gives nothing by itself; a person of the
 * recipient decides on that ground, with a second person. @throws RefusedByLaw address-duty-does-not-cover
 */
export const requireAddressDuty = ({ grounds }: RuleFile, now: Date, from: AgencyKind, to: AgencyKind): void => {
  const duty = grounds.find((rule) => rule.id === DUTY && holdsOn(rule, swedishDate(now)));
  if (duty?.to.includes(from) && duty.from.includes(to)) return;
  const refused = new Problem(
    422,
    'address-duty-does-not-cover',
    {
      sv: 'Hemadress kan inte begäras av den här mottagaren. Inget har skickats.',
      en: 'A home address cannot be asked of this recipient. Nothing was sent.',
    },
    {
      rule: DUTY,
      detail: {
        sv: 'Lag (2025:170) 4 § ger bara brottsbekämpande myndigheter rätt att begära hemadress, av dem som lagen räknar upp.',
        en: 'Lag (2025:170) 4 § lets only law enforcement ask for a home address, of those whom the act names.',
      },
    },
  );
  throw new RefusedByLaw(refused, DUTY, DUTY);
};
