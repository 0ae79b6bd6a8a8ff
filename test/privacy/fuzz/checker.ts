import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { ApiDocument } from './document.js';
import type { FuzzRequest } from './requests.js';

export interface FuzzAnswer {
  readonly status: number;
  readonly type: string;
  /** Headers and body, everything that left. */
  readonly text: string;
  readonly body: string;
}

/** Why an answer should never have left. */
export interface Fault {
  readonly kind: 'errors_5xx' | 'off_schema' | 'foreign';
  readonly what: string;
}

export interface ForeignWords {
  /** Words that this principal has no ground for: canaries, and ids of others' objects. */
  of(principal: string): readonly string[];
}

type Validate = (value: unknown) => string | undefined;

/** Judges answers: by status, by the document's own schemas, and by what the asker may know. */
export class AnswerChecker {
  private readonly ajv: Ajv2020;
  private readonly validators = new Map<string, Validate | undefined>();

  constructor(
    readonly document: ApiDocument,
    private readonly foreign: ForeignWords,
  ) {
    this.ajv = new Ajv2020({ strict: false, allErrors: false });
    addFormats.default(this.ajv);
    this.ajv.addSchema(document as object, 'api');
  }

  check(request: FuzzRequest, answer: FuzzAnswer): Fault[] {
    const faults: Fault[] = [];
    if (answer.status >= 500) faults.push({ kind: 'errors_5xx', what: answer.body.slice(0, 200) });
    const off = this.offSchema(request, answer);
    if (off) faults.push({ kind: 'off_schema', what: off });
    // What one sent oneself is no news.
    const sent = `${request.address} ${request.body ?? ''}`;
    const seen = this.foreign.of(request.principal.name).filter((word) => answer.text.includes(word) && !sent.includes(word));
    if (seen.length > 0) faults.push({ kind: 'foreign', what: seen.join(', ') });
    return faults;
  }

  private offSchema({ operation: { path, method } }: FuzzRequest, { status, type, body }: FuzzAnswer): string | undefined {
    const described = this.document.paths[path]![method]!.responses[String(status)];
    if (!described) return `status ${status} is not in the document: ${body.slice(0, 200)}`;
    const [media] = Object.keys(described.content ?? {});
    if (!media) return body === '' ? undefined : `status ${status} has no body in the document`;
    if (type.split(';')[0] !== media) return `${type || 'no type'} instead of ${media}`;
    if (!media.endsWith('json')) return undefined;
    let value: unknown;
    try {
      value = JSON.parse(body);
    } catch {
      return 'no JSON';
    }
    const wrong = this.validator(path, method, status, media)(value);
    if (wrong) return `${wrong}: ${body.slice(0, 300)}`;
    return media === 'application/problem+json' && (value as { status: unknown }).status !== status
      ? 'another status in the body'
      : undefined;
  }

  private validator(path: string, method: string, status: number, media: string): Validate {
    const escaped = (part: string): string => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
    const reference = `api#/${['paths', path, method, 'responses', String(status), 'content', media, 'schema'].map(escaped).join('/')}`;
    const known = this.validators.get(reference);
    if (known) return known;
    const validate = this.ajv.compile({ $ref: reference });
    const judge: Validate = (value) => (validate(value) ? undefined : this.ajv.errorsText(validate.errors));
    this.validators.set(reference, judge);
    return judge;
  }
}
