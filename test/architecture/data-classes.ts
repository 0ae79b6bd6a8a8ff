import { FIELD_CLASSES, type ContractDefinition, type EventDefinition, type Field } from '#libs/shared-kernel';
import { isOptional, schemaOf, variantsOf, type JsonSchema } from './json-schema.js';

/** Names that tell of a person: never in clear. */
const PERSONAL =
  /^(.*name|personNumber|address|street|postalCode|municipality|school|workplace|whereabouts|phone|number|e?mail|hours|language|title|summary|note|message|text|texts|question|answers?|description|comment|statement|details|content.*|safeContact|diagnosis)$/i;

/** Strings that are ids, addresses of functions or words of a catalogue which may grow: they hold no sentence. */
const CODES =
  /(Id|Ids|By|Agency|Functions?|Version|Level)$|^(agencies|recipients|functions|functionsNeeded|invited|fromRecipient|ground|rule|code|purpose|kind|role|instrument|offence|level|type|thing)$/;

/** The register of the organisation says where an authority is reached; it is about no person in a case. */
const PUBLIC = new Set([
  'organisation.AgencyRegistered.name',
  'organisation.AgencyRegistered.municipality',
  'organisation.UnitRegistered.name',
  'organisation.FunctionRegistered.name',
  'organisation.FunctionRegistered.municipality',
  'organisation.FunctionRegistered.hours',
  'organisation.FunctionRegistered.phone',
  'organisation.StaffRegistered.title',
  // Rules of law, which are about nobody.
  'coordination.LegalRulesApplied.file',
]);

interface Leaf {
  readonly name: string;
  readonly schema: JsonSchema;
}

/** Every value inside a field, named by the nearest property. */
const leaves = (schema: JsonSchema, name: string): Leaf[] => {
  const parts = [...variantsOf(schema), ...(schema.allOf ?? [])];
  if (parts.length > 0) return parts.flatMap((part) => leaves(part, name));
  if (schema.type === 'array') return leaves(schema.items ?? {}, name);
  if (schema.type !== 'object') return [{ name, schema }];
  const values = typeof schema.additionalProperties === 'object' ? leaves(schema.additionalProperties, name) : [];
  return [...Object.entries(schema.properties ?? {}).flatMap(([key, value]) => leaves(value, key)), ...values];
};

/** Could hold a sentence, or anything at all. */
const isFree = ({ type, format, pattern, enum: values, const: only }: JsonSchema): boolean =>
  only === undefined && values === undefined && format === undefined && pattern === undefined && (type === 'string' || type === undefined);

const openFaults = (where: string, name: string, field: Field<unknown>): string[] =>
  leaves(schemaOf(field), name).flatMap((leaf) => {
    if (PUBLIC.has(where)) return [];
    // A number of goals or a list of ids may be called what it likes; words may not.
    if (PERSONAL.test(leaf.name) && (isFree(leaf.schema) || leaf.schema.pattern !== undefined))
      return [`${where}: ${leaf.name} is personal and stands in clear`];
    return isFree(leaf.schema) && !CODES.test(leaf.name) ? [`${where}: ${leaf.name} could hold any text and stands in clear`] : [];
  });

/** What is wrong with the way a private event's fields are declared. Empty: nothing. */
export const eventFaults = ({ type, fields }: EventDefinition): string[] =>
  Object.entries(fields).flatMap(([name, field]) => {
    const where = `${type}.${name}`;
    const faults: string[] = FIELD_CLASSES.includes(field.class) ? [] : [`${where} has no class`];
    if (field.kind === 'open') {
      if (field.class === 'free-text') faults.push(`${where} is free text in clear`);
      return [...faults, ...openFaults(where, name, field)];
    }
    if (field.subject !== undefined) {
      const subject = fields[field.subject];
      if (!subject || subject.kind !== 'open' || isOptional(subject))
        faults.push(`${where} is sealed for ${field.subject}, which the event need not hold`);
      if (field.class === 'free-text')
        faults.push(`${where} is free text under a person's key: words concern everyone, they take the record's`);
    }
    return faults;
  });

/** What is wrong with what a contract event tells peers. */
export const contractFaults = ({ type, rowClass, fields }: ContractDefinition): string[] => [
  ...(FIELD_CLASSES.includes(rowClass) && rowClass !== 'free-text' ? [] : [`${type} has a row class that opens nothing`]),
  ...Object.entries(fields).flatMap(([name, field]) => {
    const where = `${type}.${name}`;
    if (!FIELD_CLASSES.includes(field.class)) return [`${where} has no class`];
    if (field.class === 'free-text') return [`${where} is free text: words never leave in a contract`];
    return field.kind === 'open' ? openFaults(where, name, field) : [];
  }),
];
