import type { Chance } from './chance.js';

const DAY = 86_400_000;

/** A line of the trail of the generated county, with what only its author knows: whether it was snooping. */
export interface Line {
  readonly auditId: string;
  readonly at: number;
  readonly action: string;
  readonly outcome: 'allowed' | 'denied';
  readonly staffId: string;
  readonly unitId: string;
  readonly caseId: string | null;
  readonly personIds: readonly string[];
  readonly agency: string;
}
export interface Work {
  readonly staffId: string;
  readonly caseId: string;
  readonly at: number;
}

/** Midnight of a day, a Monday being day 0 (winter time all through: the county keeps to its clock). */
export const START = Date.parse('2026-01-04T23:00:00Z');
export const dayOf = (at: number): number => Math.floor((at - START) / DAY);
export const isWeekend = (day: number): boolean => day % 7 >= 5;

/** A moment of a day. Office hours bulge before noon and after; the evening is what is said. */
export const moment = (chance: Chance, day: number, when: 'office' | 'evening' | 'night'): number => {
  const hour =
    when === 'office'
      ? 7.75 + 9.5 * ((chance.next() + chance.next()) / 2)
      : when === 'evening'
        ? 18 + 5 * chance.next()
        : (22 + 8 * chance.next()) % 24;
  return START + day * DAY + Math.floor(hour * 3_600_000);
};

/** Collects what is done, by whom, in which unit. */
export class Trail {
  readonly lines: Line[] = [];
  readonly work: Work[] = [];

  constructor(private readonly chance: Chance) {}

  look(
    who: { readonly id: string; readonly agency: string },
    unitId: string,
    at: number,
    what: { action: string; outcome?: Line['outcome']; caseId?: string; persons?: readonly string[] },
  ): Line {
    const { action, outcome = 'allowed', caseId = null, persons = [] } = what;
    const line = {
      auditId: this.chance.id(),
      at,
      action,
      outcome,
      staffId: who.id,
      unitId,
      caseId,
      personIds: persons,
      agency: who.agency,
    };
    this.lines.push(line);
    return line;
  }

  change(who: { readonly id: string; readonly agency: string }, unitId: string, at: number, caseId: string): void {
    this.look(who, unitId, at, { action: 'command', caseId });
    this.work.push({ staffId: who.id, caseId, at });
  }
}
