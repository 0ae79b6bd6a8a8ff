import { demoStaff } from '#config/demo/staff';
import type { Dictionary } from './from-schema.js';
import type { PlayedCase } from '../played-case.js';
import { rightfulReaders } from '../support/rightful.js';
import type { Principal } from '../walk.js';
import type { Asker } from './requests.js';
import type { ForeignWords } from './checker.js';

/** Agencies with no part in the played case. Nothing of it may reach their staff: no word, no id. Nor the kin, nor somebody without a login. */
const OUTSIDERS = new Set([
  ...['kvinnojouren-bjorkudden', 'aklagare-norrbotten', 'lanssamordning', 'skola-haparanda', 'resurscentrum-norrbotten'],
  ...['forsakringskassan', 'arbetsformedlingen', 'migrationsverket'],
]);

export const isOutsider = ({ name, staffId }: Principal): boolean =>
  name === 'nobody' || name === 'boden-kin' || OUTSIDERS.has(Object.values(demoStaff).find(({ id }) => id === staffId)!.agencyId);

/**
 * What each may never be shown of `kept`, the case whose rights stay as they were played: those who could change them are given another case's ids in their
 * commands. Words by the table of grounds; its ids to nobody outside.
 */
export const foreignTo = (kept: PlayedCase, everyone: readonly Principal[]): ForeignWords => {
  const words = new Map(
    everyone.map((principal) => {
      const readers = rightfulReaders();
      const canaries = Object.entries(kept.canaries).flatMap(([field, word]) =>
        readers[field as keyof typeof kept.canaries].includes(principal.name) ? [] : [word],
      );
      return [principal.name, isOutsider(principal) ? [...canaries, ...Object.values(kept.ids)] : canaries] as const;
    }),
  );
  return { of: (principal) => words.get(principal) ?? [] };
};

const kinds = (cases: readonly PlayedCase[]): Record<string, string[]> => {
  const names = new Set(cases.flatMap(({ parameters }) => Object.keys(parameters)));
  return Object.fromEntries([...names].map((name) => [name, cases.flatMap(({ parameters }) => [...(parameters[name] ?? [])])]));
};

/** What everybody's questions are made of. Outsiders try the kept case everywhere; those with a part in it read it, and command on the other. */
export const askersOf = (
  { kept, used, everyone, staff }: { kept: PlayedCase; used: PlayedCase; everyone: readonly Principal[]; staff: readonly string[] },
  rest: Omit<Dictionary, 'ids'>,
): Asker[] => {
  const both = { ...rest, ids: { ...kinds([kept, used]), staffId: staff } };
  const another = { ...rest, ids: { ...kinds([used]), staffId: staff } };
  // Who keeps the register could make somebody a stand-in for whoever works with the kept case: then that one would have a ground.
  const nobodyKnown = { ...rest, ids: kinds([kept, used]) };
  return everyone.map((principal) => ({
    principal,
    reads: both,
    commands: principal.name === 'administrator' ? nobodyKnown : isOutsider(principal) ? both : another,
  }));
};
