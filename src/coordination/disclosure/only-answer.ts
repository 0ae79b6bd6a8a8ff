import { holdsOn, type PersonFieldName, type RuleFile } from '#config/legal-grounds';
import { problems } from '#libs/http';
import { derivedId, swedishDate, type FieldClass } from '#libs/shared-kernel';
import type { Content } from './copied-content.events.js';
import type { DisclosureInput } from './features/disclosure-input.js';

/** The answer that a duty asks for, in place of what the record holds. Null until somebody has answered. */
export interface OnlyAnswer {
  readonly disclosureId: string;
  readonly personId: string;
  readonly inShelter: boolean | null;
}

type Asked = Pick<DisclosureInput, 'disclosureId' | 'ground' | 'classes' | 'personIds' | 'documentation' | 'items' | 'files'>;

export interface Opened<T> {
  readonly input: T;
  readonly answer: OnlyAnswer | null;
  /** Of what is kept about the persons themselves, these alone. Null: what the chosen classes hold. */
  readonly personFields: readonly PersonFieldName[] | null;
}

/**
 * What the ground opens of what was chosen. Where it opens a home address (lag 2025:170 4 §), no entry and no file goes with it, and no other field: a
 * planned placement, a school and a workplace are places, too. Where it opens a question and not the record (SoL 15:7: whether somebody is in a shelter):
 * what was answered. That tells where somebody is, so it goes as `location`, and is of that class for every wall behind it; whoever chose the ground chose
 * the class with it.
 */
export const asOpened = <T extends Asked>(input: T, { grounds }: Pick<RuleFile, 'grounds'>, at: Date): Opened<T> => {
  const rule = grounds.find(({ id, ...days }) => id === input.ground && holdsOn(days, swedishDate(at)));
  const personFields = rule?.personFields ?? null;
  if (rule?.noEntries) return { input: { ...input, items: [], files: [] }, answer: null, personFields };
  if (!rule?.requires.documentation.includes('in-shelter')) return { input, answer: null, personFields };
  const [personId] = input.personIds;
  if (personId === undefined) return { input, answer: null, personFields };
  const said = input.documentation['in-shelter'];
  const inShelter = said === 'yes' ? true : said === 'no' ? false : null;
  const classes = [...new Set<FieldClass>([...input.classes, 'location'])];
  return { input: { ...input, classes }, answer: { disclosureId: input.disclosureId, personId, inShelter }, personFields };
};

/** A yes for one is no yes for another. @throws Problem invalid-input where several persons were chosen */
export const requireOne = (answer: OnlyAnswer | null, { personIds }: Pick<Asked, 'personIds'>): void => {
  if (answer === null || answer.inShelter === null || personIds.length === 1) return;
  throw problems.invalid([
    { path: 'personIds', message: { sv: 'Svaret gäller en person. Välj en.', en: 'The answer is about one person. Choose one.' } },
  ]);
};

/** The answer as an entry about her: of this decision, on the day that it is given. */
export const answerContent = ({ disclosureId, personId, inShelter }: OnlyAnswer, at: Date): Content['entries'] =>
  inShelter === null
    ? {}
    : {
        location: [
          {
            entryId: derivedId('answer', disclosureId),
            type: 'coordination.DisclosureDecided',
            thing: 'answer',
            thingId: disclosureId,
            personId,
            occurredAt: at.toISOString(),
            fields: { inShelter },
          },
        ],
      };
