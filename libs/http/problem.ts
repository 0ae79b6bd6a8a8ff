/** A text in the two languages of the workspace. */
export interface Bilingual {
  readonly sv: string;
  readonly en: string;
}

export interface FieldProblem {
  /** Path of the field in the body, e.g. `interventions.0.dueOn`. */
  readonly path: string;
  readonly message: Bilingual;
}

/**
 * An answer that is not the wanted one (RFC 9457). The slug is stable: clients may depend on it. Texts never hold personal data,
 * and never tell whether something hidden exists.
 */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly slug: string,
    readonly title: Bilingual,
    readonly extra: {
      readonly detail?: Bilingual;
      readonly fields?: readonly FieldProblem[];
      readonly rule?: string;
      readonly current?: unknown;
      readonly retryAfter?: number;
    } = {},
  ) {
    super(slug);
  }

  get type(): string {
    return `urn:insatskedja:problem:${this.slug}`;
  }

  /** The body of an application/problem+json answer. */
  toBody(lang: keyof Bilingual, instance?: string): Record<string, unknown> {
    const { detail, fields, rule, current } = this.extra;
    return {
      type: this.type,
      title: this.title[lang],
      status: this.status,
      ...(detail ? { detail: detail[lang] } : {}),
      ...(rule ? { rule } : {}),
      ...(fields ? { errors: fields.map(({ path, message }) => ({ path, message: message[lang] })) } : {}),
      ...(current === undefined ? {} : { current }),
      ...(instance ? { instance } : {}),
    };
  }
}
