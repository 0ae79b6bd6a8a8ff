import { demoPersons } from '#config/demo/persons';
import type { Happened } from './rightful.js';
import type { Random } from './random.js';

/** A valid personal number (twelve digits) that no other world of the run has. */
const personNumber = (year: number, serial: number): string => {
  const day = new Date(Date.UTC(year, 0, 1 + (serial % 365)));
  const digits = `${day.toISOString().slice(2, 10).replaceAll('-', '')}${String(100 + (Math.floor(serial / 365) % 900))}`;
  const sum = [...digits].reduce((total, digit, index) => {
    const twice = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (twice > 9 ? twice - 9 : twice);
  }, 0);
  return `${day.getUTCFullYear().toString().slice(0, 2)}${digits}${(10 - (sum % 10)) % 10}`;
};

/** What happens in the world of this number: which classes she agrees to, whether she is protected, who is kin, what is decided alone, what is taken back. */
export const generateWorld = (random: Random, serial: number): Happened => {
  const protection = random.pick(['none', 'none', 'secrecy-mark', 'protected-registration', 'fictitious']);
  // A fictitious identity is never matched: nothing tells who she was.
  const kin = protection !== 'fictitious' && random.chance(0.5);
  return {
    kin,
    protection,
    shared: random.some(['contact', 'crime', 'free-text'], 0.6),
    sharedWithCare: random.some(['contact', 'free-text'], 0.6),
    standing: random.pick([['plan'], ['support'], ['plan', 'support']]),
    vault: random.chance(0.5),
    urgent: random.chance(0.5),
    emergency: random.pick(['none', 'police', 'boden']),
    withdrawn: random.pick(['none', 'none', 'police', 'boden']),
    numbers: {
      exposed: kin ? demoPersons.exposed.personnummer : personNumber(1985, serial),
      suspect: personNumber(1979, serial),
      child: personNumber(2016, serial),
    },
  };
};
