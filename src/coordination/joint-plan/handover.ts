import { z } from 'zod';
import { problems } from '#libs/http';

/** Before a paper is given to the individual: is it safe to receive, how is it given, and may names stand in it? */
export const handoverInput = z.strictObject({
  safe: z.enum(['yes', 'no', 'not-asked']),
  way: z.enum(['in-person', 'through-someone']),
  names: z.enum(['with', 'without']),
});
export type Handover = z.infer<typeof handoverInput>;

const NOT_SAFE = {
  sv: 'Lämna inte ut något förrän du har frågat om det är säkert att ta emot, och svaret är ja.',
  en: 'Hand over nothing until you have asked whether it is safe to receive, and the answer is yes.',
};

/** @throws Problem invalid-input unless it was asked and answered yes: a paper that somebody else finds can cost a life */
export const requireSafe = ({ safe }: Handover): void => {
  if (safe !== 'yes') throw problems.invalid([{ path: 'safe', message: NOT_SAFE }]);
};

/** What stands in the trail of a paper that was handed over. */
export const purposeOf = ({ way, names }: Handover): string => `handed over ${way}, asked whether safe, ${names} names`;

const HIDDEN = { sv: '[utelämnat]', en: '[left out]' } as const;

/**
 * Text without the words that reveal where somebody is: addresses, places, numbers and names of shelters, as the record and the register know them.
 * Whatever case they are written in. What neither of them knows cannot be found so: the page says to read it through.
 */
export const withoutPlaces = (text: string, revealing: readonly string[], lang: 'sv' | 'en'): string =>
  revealing
    .filter((word) => word.trim().length >= 3)
    .toSorted((one, other) => other.length - one.length)
    .reduce((left, word) => left.replaceAll(new RegExp(word.trim().replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi'), HIDDEN[lang]), text);
