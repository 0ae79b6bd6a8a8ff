/** The parts of the API's document that the fuzzing reads. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}
export interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly required?: boolean;
  readonly schema?: Schema;
}
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly operationId: string;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | undefined;
  /** Answers with a stream of events. */
  readonly streams: boolean;
}
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>;
}
interface RawOperation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

export const fetchDocument = async (url: string): Promise<ApiDocument> => (await (await fetch(`${url}/docs-json`)).json()) as ApiDocument;

export const operationsOf = (document: ApiDocument): Operation[] =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { operationId, parameters = [], requestBody, responses }]) => ({
      method,
      path,
      operationId,
      parameters,
      body: requestBody?.content?.['application/json']?.schema,
      streams: Object.values(responses).some(({ content }) => content && 'text/event-stream' in content),
    })),
  );

/** What a reference stands for. */
export const resolve = (document: ApiDocument, schema: Schema): Schema =>
  schema.$ref
    ? resolve(
        document,
        schema.$ref
          .replace('#/', '')
          .split('/')
          .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], document) as Schema,
      )
    : schema;
