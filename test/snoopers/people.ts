import type { Chance } from './chance.js';

/** Syllables of Swedish and northern surnames. Which are common follows from how they are drawn, as in a telephone directory. */
const FIRST = [
  'And',
  'Joh',
  'Karl',
  'Nil',
  'Erik',
  'Lar',
  'Ol',
  'Per',
  'Sve',
  'Gust',
  'Lind',
  'Berg',
  'Sand',
  'Ny',
  'Hed',
  'Fors',
  'Strö',
  'Ek',
  'Gran',
  'Hol',
];
const LAST = [
  'ersson',
  'ansson',
  'sson',
  'qvist',
  'gren',
  'ström',
  'lund',
  'mark',
  'stedt',
  'man',
  'vaara',
  'järvi',
  'mäki',
  'niemi',
  'koski',
  'berg',
  'in',
  'ell',
  'dahl',
  'rud',
];
export const SURNAMES: readonly string[] = FIRST.flatMap((first) => LAST.map((last) => first + last));

/** A few names are borne by many, most by few. */
export const surname = (chance: Chance): string => SURNAMES[Math.floor(SURNAMES.length * chance.next() ** 2.2)]!;

export interface Person {
  readonly id: string;
  readonly surname: string;
  readonly address: string;
  readonly protected: boolean;
}
export interface Staff {
  readonly id: string;
  readonly agency: string;
  /** By day from the beginning: people move. */
  readonly units: readonly { readonly fromDay: number; readonly unit: string }[];
  readonly surname: string;
  readonly address: string;
  /** Stays on in the evening more often than others. */
  readonly late: number;
  /** Days away: holiday and illness. */
  readonly away: ReadonlySet<number>;
  readonly standIn: string | null;
}
export interface Case {
  readonly id: string;
  readonly agency: string;
  readonly unit: string;
  readonly persons: readonly Person[];
  readonly opensDay: number;
  /** After this day nothing is done in it, though nobody ends the assignment. */
  readonly restsFrom: number;
  readonly staff: readonly string[];
}

const street = (chance: Chance): string =>
  `${chance.pick(['Storgatan', 'Kyrkogatan', 'Skolvägen', 'Björkvägen', 'Älvgatan', 'Myrvägen'])} ${chance.int(1, 400)}`;

/** A family: most share name and home, some have moved apart. */
export const family = (chance: Chance): Person[] => {
  const [name, home] = [surname(chance), street(chance)];
  const hidden = chance.happens(0.05);
  return Array.from({ length: chance.int(1, 4) }, () => ({
    id: chance.id(),
    surname: chance.happens(0.75) ? name : surname(chance),
    address: chance.happens(0.8) ? home : street(chance),
    protected: hidden,
  }));
};

export const newStaff = (chance: Chance, agency: string, unit: string, units: readonly string[], days: number): Omit<Staff, 'standIn'> => {
  const holiday = chance.int(0, days - 1);
  const away = new Set(Array.from({ length: chance.happens(0.7) ? chance.int(5, 15) : 0 }, (_, day) => holiday + day));
  for (let day = 0; day < days; day++) if (chance.happens(0.015)) away.add(day);
  const moves = units.length > 1 && chance.happens(0.06);
  return {
    ...{ id: chance.id(), agency, surname: surname(chance), address: street(chance), away },
    units: [
      { fromDay: 0, unit },
      ...(moves ? [{ fromDay: chance.int(10, days - 10), unit: chance.pick(units.filter((one) => one !== unit)) }] : []),
    ],
    late: chance.happens(0.15) ? 0.2 : 0.03,
  };
};

export const unitOn = ({ units }: Staff, day: number): string => units.findLast(({ fromDay }) => fromDay <= day)!.unit;
