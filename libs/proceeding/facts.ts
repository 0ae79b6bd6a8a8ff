import { z } from 'zod';
import { open, sealed, type DataOf, type Field, type FieldClass } from '#libs/shared-kernel';

export interface Text {
  readonly sv: string;
  readonly en: string;
}

/** One fact of a proceeding: what it is of, how it is checked, and how a form asks for it. */
export interface Fact<T = unknown> {
  readonly class: FieldClass;
  readonly schema: z.ZodType<T>;
  readonly asked: 'day' | 'choice' | 'tick';
  readonly label: Text;
  /** For a choice: what each value is called. */
  readonly names?: Readonly<Record<string, Text>>;
  /** Stands from the first step on. */
  readonly always?: boolean;
}
type Always<T> = Fact<T> & { readonly always: true };
// oxlint-disable-next-line typescript/no-explicit-any -- facts of every type stand side by side
export type Facts = Readonly<Record<string, Fact<any>>>;
type ValueOf<F> = F extends Fact<infer T> ? T : never;
type AlwaysIn<F extends Facts> = { [K in keyof F]: F[K] extends { always: true } ? K : never }[keyof F];
/** The facts of a proceeding as they stand: those that stand from the first step, and those that may. */
export type FactsOf<F extends Facts> = { readonly [K in AlwaysIn<F>]: ValueOf<F[K]> } & {
  readonly [K in Exclude<keyof F, AlwaysIn<F>>]?: ValueOf<F[K]>;
};

/** A fact that the first step must give, and that holds ever after. */
export const always = <T>(fact: Fact<T>): Always<T> => ({ ...fact, always: true });

/** A Swedish calendar day (YYYY-MM-DD). */
export const day = (cls: FieldClass, label: Text): Fact<string> => ({ class: cls, schema: z.iso.date(), asked: 'day', label });
export const tick = (cls: FieldClass, label: Text): Fact<boolean> => ({ class: cls, schema: z.boolean(), asked: 'tick', label });
export const choice = <const N extends Readonly<Record<string, Text>>>(cls: FieldClass, label: Text, names: N): Fact<keyof N & string> => ({
  class: cls,
  schema: z.enum(Object.keys(names) as [keyof N & string, ...(keyof N & string)[]]) as unknown as z.ZodType<keyof N & string>,
  asked: 'choice',
  label,
  names,
});

const id = z.uuid();
/** What every event of a proceeding holds beside its facts: each event carries the whole as it then stood, and where it belongs. Stored for ever. */
const ownFields = {
  proceedingId: open('reference', id),
  ownerAgency: open('reference', z.string()),
  recordId: open('reference', id),
  caseId: open('reference', id),
  personId: open('reference', id),
  note: sealed('free-text', z.string().max(4000).optional()),
};
export type PlacedProceeding = DataOf<typeof ownFields>;

type FactFields<F extends Facts> = {
  readonly [K in keyof F]: Field<F[K] extends { always: true } ? ValueOf<F[K]> : ValueOf<F[K]> | undefined, 'open'>;
};
/** The fields of a proceeding's stored events, each with its class. */
export const proceedingFields = <F extends Facts>(facts: F): typeof ownFields & FactFields<F> => ({
  ...ownFields,
  ...(Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [
      name,
      open(fact.class, fact.always ? fact.schema : (fact.schema as z.ZodType).optional()),
    ]),
  ) as unknown as FactFields<F>),
});
