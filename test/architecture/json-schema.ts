import { z } from 'zod';
import type { Field } from '#libs/shared-kernel';

/** As much of JSON Schema as the stored fields use. */
export interface JsonSchema {
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly propertyNames?: JsonSchema;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
}

/** What may stand in a field, as it is written. Every stored field is declared in zod. */
export const schemaOf = (field: Field<unknown>): JsonSchema =>
  z.toJSONSchema(field.schema as z.ZodType, { io: 'input', unrepresentable: 'any' }) as JsonSchema;

export const isOptional = (field: Field<unknown>): boolean => (field.schema as z.ZodType).safeParse(undefined).success;

export const variantsOf = (schema: JsonSchema): readonly JsonSchema[] => schema.anyOf ?? schema.oneOf ?? [];
