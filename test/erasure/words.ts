import { isSealed, type Sealed } from '#libs/shared-kernel';
import { Sealer } from '#libs/privacy';
import type { PlayedCase } from '../privacy/played-case.js';
import { askAll, everyAddress, everyPrincipal, sightings } from '../privacy/walk.js';
import type { Running } from './home.js';

const sealedIn = (value: unknown): Sealed[] =>
  isSealed(value) ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(sealedIn) : [];

/** Every canary of the cases, by its name with the case's tag. */
export const canariesOf = (cases: readonly PlayedCase[]): Record<string, string> =>
  Object.assign(
    {},
    ...cases.map(({ canaries }, n) => Object.fromEntries(Object.entries(canaries).map(([name, word]) => [`${n}.${name}`, word]))),
  );

/**
 * The canaries that live under these keys and under no other: those that must be gone with them. What was copied to another agency lives on there, under that
 * agency's own key, by that agency's rule.
 */
export const wordsUnder = async ({ app, database }: Running, keyIds: ReadonlySet<string>, words: Readonly<Record<string, string>>) => {
  const { rows } = await database.projector.query<{ data: unknown }>('SELECT data FROM es.events');
  const sealed = rows.flatMap(({ data }) => sealedIn(data));
  const opened = await app.get(Sealer, { strict: false }).open(sealed);
  const [here, elsewhere] = [new Set<string>(), new Set<string>()];
  for (const [index, value] of opened.entries()) {
    const text = JSON.stringify(value);
    for (const [name, word] of Object.entries(words))
      if (text.includes(word)) (keyIds.has(sealed[index]!.key) ? here : elsewhere).add(name);
  }
  return Object.fromEntries(Object.entries(words).filter(([name]) => here.has(name) && !elsewhere.has(name)));
};

/** Which of the words anybody who ever worked with the cases is shown, on any page or by any operation. */
export const shownTo = async (
  world: Running,
  cases: readonly PlayedCase[],
  words: Readonly<Record<string, string>>,
  names: readonly string[],
): Promise<string[]> => {
  const shown = new Set<string>();
  for (const principal of (await everyPrincipal(world)).filter(({ name }) => names.includes(name)))
    for (const { parameters } of cases) {
      // A live stream tells that something changed, and never what.
      const addresses = everyAddress(world, { ...parameters, staffId: [principal.staffId] }).filter(
        (one) => !/\/(events|stream)$/.test(one),
      );
      const answers = await askAll(world, principal, addresses);
      for (const [name, seen] of sightings(answers, words)) shown.add(`${name}: ${seen[0]!.principal} ${seen[0]!.address}`);
    }
  return [...shown];
};
