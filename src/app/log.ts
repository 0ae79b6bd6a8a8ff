import { pino, type Logger } from 'pino';

/** The only fields that a log line may carry: an allow list, since whatever is logged is read by people without any ground. */
export interface LogFields {
  readonly event: string;
  readonly method?: string;
  /** The route's pattern, never the address with its ids. */
  readonly route?: string;
  readonly status?: number;
  readonly ms?: number;
  readonly correlation?: string;
  readonly problem?: string;
  readonly subscription?: string;
  /** A witness's name in its key. */
  readonly witness?: string;
  readonly port?: number;
  readonly code?: string;
  /** Where an unexpected error was thrown: file and line, never its message, which may quote input. */
  readonly at?: string;
}

export class AppLog {
  private readonly logger: Logger;

  constructor(level: string, destination?: Parameters<typeof pino>[1]) {
    this.logger = destination ? pino({ level, base: null }, destination) : pino({ level, base: null });
  }

  info(fields: LogFields): void {
    this.logger.info(allowed(fields));
  }
  warn(fields: LogFields): void {
    this.logger.warn(allowed(fields));
  }
  error(fields: LogFields, error?: unknown): void {
    this.logger.error(allowed({ ...fields, ...placeOf(error) }));
  }
}

const FIELDS = [
  'event',
  'method',
  'route',
  'status',
  'ms',
  'correlation',
  'problem',
  'subscription',
  'witness',
  'port',
  'code',
  'at',
] as const;
const allowed = (fields: LogFields): Record<string, unknown> =>
  Object.fromEntries(FIELDS.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])));

/** Name, code and first own frame of an error, and of what caused it. */
const placeOf = (error: unknown): { code?: string; at?: string } => {
  if (!(error instanceof Error)) return {};
  const frame = error.stack?.split('\n').find((line) => /\/(src|libs)\//.test(line)) ?? '';
  const at = /((?:src|libs)\/[^)\s]+)/.exec(frame)?.[1];
  const code = (error as { code?: unknown }).code;
  return { code: typeof code === 'string' ? code : error.name, ...(at ? { at } : {}) };
};
