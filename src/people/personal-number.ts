import personnummer from 'personnummer';
import { z } from 'zod';

// The package's types put the class under `default`; what Node imports from its CommonJS build is the class itself.
const Personnummer = personnummer as unknown as { valid(value: string): boolean; parse(value: string): { format(long: boolean): string } };

const WRONG_NUMBER =
  'Personnumret stämmer inte: kontrollera siffrorna och datumet. | The personal number is not right: check the digits and the date.';

/**
 * A personal number (personnummer) or coordination number (samordningsnummer), ten or twelve digits with or without a hyphen; becomes twelve digits.
 * The tax agency's test numbers are ordinary numbers. A wrong check digit or an impossible date is refused.
 */
export const personalNumber = z
  .string()
  .trim()
  .transform((value) => value.replace(/\s/g, ''))
  .refine((value) => /^(\d{6}|\d{8})[-+]?\d{4}$/.test(value) && Personnummer.valid(value), WRONG_NUMBER)
  .transform((value) => Personnummer.parse(value).format(true));

/** Looks like an attempt at a number rather than a name. */
export const looksLikeNumber = (text: string): boolean => /\d{6}/.test(text.replace(/[\s-]/g, ''));
