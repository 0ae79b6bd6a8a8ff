import { z } from 'zod';
import type { Field, Schema } from '#libs/shared-kernel';

/** How a field is asked for: one of several, some of several, a day, a tick, or words. */
export type FieldKind =
  | { readonly kind: 'choice' | 'choices'; readonly options: readonly string[] }
  | { readonly kind: 'day' | 'tick' }
  | { readonly kind: 'words'; readonly longest: number | undefined };

/**
 * Reads from a field's schema how a form asks for it, so that nothing is said twice.
 * @throws Error for a schema that no form knows: declarations are read when the app starts
 */
export const fieldKindOf = (name: string, { schema }: Pick<Field<unknown>, 'schema'>): FieldKind & { readonly optional: boolean } => {
  const optional = schema instanceof z.ZodOptional;
  const inner: unknown = optional ? schema.unwrap() : schema;
  if (inner instanceof z.ZodEnum) return { kind: 'choice', options: inner.options.map(String), optional };
  if (inner instanceof z.ZodArray && inner.element instanceof z.ZodEnum)
    return { kind: 'choices', options: inner.element.options.map(String), optional };
  if (inner instanceof z.ZodISODate) return { kind: 'day', optional };
  if (inner instanceof z.ZodBoolean) return { kind: 'tick', optional };
  if (inner instanceof z.ZodString) return { kind: 'words', longest: inner.maxLength ?? undefined, optional };
  throw new Error(`the form of a note cannot ask for ${name}`);
};

/** The field's schema as zod's, with words trimmed before they are judged. */
export const inputSchemaOf = (schema: Schema<unknown>): z.ZodType => {
  if (schema instanceof z.ZodOptional) return inputSchemaOf(schema.unwrap() as unknown as Schema<unknown>).optional();
  if (schema instanceof z.ZodString && !(schema instanceof z.ZodISODate)) return schema.trim();
  return schema as z.ZodType;
};
