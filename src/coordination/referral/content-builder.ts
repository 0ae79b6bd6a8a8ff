import { isErased, type FieldClass } from '#libs/shared-kernel';
import type { ClassedFields } from '#src/access/index';
import {
  FACT_CLASSES,
  type FactClass,
  type ReferralContent,
  type SharedContact,
  type SharedFacts,
  type SharedLocation,
} from './referral.content.js';

/** A person of the sender's record, opened. */
export interface OpenedPerson {
  readonly personId: string;
  readonly role: string;
  readonly minor: boolean;
  readonly protection: string;
  readonly fields: ClassedFields;
}
/** A published fact of the sender's record, opened. */
export interface OpenedFact {
  readonly entryId: string;
  readonly thing: string;
  readonly thingId: string;
  readonly type: string;
  readonly personId: string | null;
  readonly occurredAt: Date;
  readonly fields: ClassedFields;
}

/** An erased value is as if it were not there: it can't be shared. */
const value = <T>(person: OpenedPerson, name: string): T | undefined => {
  const found = person.fields[name]?.value;
  return found === undefined || found === null || isErased(found) ? undefined : (found as T);
};
const present = <T extends object>(values: T): T => Object.fromEntries(Object.entries(values).filter(([, one]) => one !== undefined)) as T;
const some = (values: object): boolean => Object.keys(values).length > 0;

/** What reveals where someone protected is, or how she is reached: never sent along, as in no copy or print (disclosure-basis.ts). */
export const REVEALING: readonly FieldClass[] = ['location', 'contact'];

const factsOf = (cls: FactClass, facts: readonly OpenedFact[]): SharedFacts =>
  facts.flatMap(({ entryId, type, thing, thingId, occurredAt, fields }) => {
    const own = Object.entries(fields).filter(([, field]) => field.class === cls && !isErased(field.value));
    return own.length === 0
      ? []
      : [
          {
            entryId,
            type,
            thing,
            thingId,
            occurredAt: occurredAt.toISOString(),
            fields: Object.fromEntries(own.map(([name, field]) => [name, field.value])),
          },
        ];
  });

/**
 * What a request says, class by class, from the sender's own persons and published facts: nobody re-keys what the system knows.
 * Only the chosen persons and classes; a fact that names no person stands under the first of them. With someone protected in the record, nobody's
 * whereabouts leave: a child's school tells where its mother lives.
 * @param facts oldest first: the latest of each thing is kept
 * @param someoneProtected in the record, also one who was not chosen
 */
export const buildContent = (
  persons: readonly OpenedPerson[],
  facts: readonly OpenedFact[],
  classes: readonly FieldClass[],
  someoneProtected = persons.some(({ protection }) => protection !== 'none'),
): ReferralContent => {
  const latest = [...new Map(facts.map((fact) => [`${fact.thing} ${fact.thingId}`, fact])).values()];
  const closed = someoneProtected ? REVEALING : [];
  const perPerson = <T extends object>(cls: FieldClass, of: (person: OpenedPerson) => T | undefined): Record<string, T> =>
    classes.includes(cls) && !closed.includes(cls)
      ? Object.fromEntries(
          persons.flatMap((person) => {
            const content = of(person);
            return content && some(content) ? [[person.personId, content]] : [];
          }),
        )
      : {};
  return {
    identity: perPerson('identity', (person) => ({
      name: value<string>(person, 'name') ?? '',
      ...present({ personNumber: value<string>(person, 'personNumber') }),
      role: person.role,
      minor: person.minor,
      protection: person.protection,
    })),
    contact: perPerson('contact', (person) =>
      present<SharedContact>({ phone: value(person, 'phone'), safeContact: value(person, 'safeContact') }),
    ),
    location: perPerson('location', (person) =>
      present<SharedLocation>({
        address: value(person, 'address'),
        municipality: value(person, 'municipality'),
        school: value(person, 'school'),
        workplace: value(person, 'workplace'),
      }),
    ),
    ...(Object.fromEntries(
      FACT_CLASSES.map((cls) => [
        cls,
        perPerson(cls, ({ personId }) =>
          factsOf(
            cls,
            latest.filter((fact) => (fact.personId ?? persons[0]?.personId) === personId),
          ),
        ),
      ]),
    ) as Record<FactClass, Record<string, SharedFacts>>),
  };
};
