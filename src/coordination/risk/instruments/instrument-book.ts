import { instruments as shipped, type Instrument } from '#config/instruments';

interface Held {
  readonly instrument: Instrument;
  /** Empty: free to all. */
  readonly agencies: readonly string[];
}

/** Every instrument that this process knows, shipped or imported, the oldest first; a version never changes what it says. */
let known: readonly Held[] = shipped.map((instrument) => ({ instrument, agencies: [] }));

/** Takes in what was imported, in order. */
export const remember = (held: Held): void => {
  const same = ({ instrument }: Held) => instrument.id === held.instrument.id && instrument.version === held.instrument.version;
  known = [...known.filter((one) => !same(one)), held];
};

const may = ({ agencies }: Held, agencyId: string): boolean => agencies.length === 0 || agencies.includes(agencyId);

/** What an agency may assess with: the newest version of each instrument that is free or that it holds the licence of. Demonstrations last. */
export const instrumentsFor = (agencyId: string): readonly Instrument[] => {
  const newest = new Map(known.filter((held) => may(held, agencyId)).map(({ instrument }) => [instrument.id, instrument]));
  return [...newest.values()].sort((one, other) => Number(one.demonstration) - Number(other.demonstration));
};

/** The instrument that new assessments of an agency are made with; undefined where it holds no licence. */
export const instrumentFor = (agencyId: string, id: string): Instrument | undefined =>
  instrumentsFor(agencyId).find((instrument) => instrument.id === id);

/** As it was when an assessment was made with it; of an unknown version the newest known. For reading only. */
export const instrumentAsUsed = (id: string, version: string): Instrument | undefined => {
  const versions = known.map(({ instrument }) => instrument).filter((instrument) => instrument.id === id);
  return versions.find((instrument) => instrument.version === version) ?? versions.at(-1);
};
