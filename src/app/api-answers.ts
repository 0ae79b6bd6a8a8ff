import type { OpenAPIObject } from '@nestjs/swagger';
import { answers, answerTypes } from './answers.generated.js';

/** RFC 9457, as problem.ts writes it. */
const problem = {
  type: 'object',
  properties: {
    type: { type: 'string', pattern: '^urn:insatskedja:problem:[a-z0-9-]+$' },
    title: { type: 'string', minLength: 1 },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    detail: { type: 'string' },
    rule: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: { path: { type: 'string' }, message: { type: 'string' } },
        required: ['path', 'message'],
        additionalProperties: false,
      },
    },
    current: {},
    instance: { type: 'string' },
  },
  required: ['type', 'title', 'status', 'instance'],
  additionalProperties: false,
};

const PROBLEMS = {
  400: 'Något i frågan behöver rättas',
  401: 'Inte inloggad',
  403: 'Får ses men inte göras: regeln namnges',
  404: 'Finns inte, eller får inte ses',
  409: 'Går inte i det läge som nu är',
  412: 'Någon annan har ändrat sedan dess',
  413: 'Innehållet är för stort',
  415: 'Innehållets typ stöds inte',
  422: 'En regel hindrar det: regeln namnges',
  428: 'Versionen saknas (If-Match)',
  429: 'För många frågor på kort tid',
  503: 'Kan varken spara eller läsa just nu',
} as const;
const OF_READS: readonly number[] = [400, 401, 403, 404, 429, 503];
const OF_COMMANDS = Object.keys(PROBLEMS).map(Number);

interface Operation {
  readonly operationId?: string;
  responses: Record<string, unknown>;
  /** It answers with a file, to be saved. */
  /** The media type of a file that is answered. */
  readonly 'x-file'?: string;
}

const content = (type: string, schema: object): object => ({ [type]: { schema } });

/**
 * Says of each operation what it can answer: the handler's own type, strictly, and problems by their statuses. What is not written here does not leave; the
 * fuzzing of `npm run privacy` holds every answer against it.
 */
export const describeAnswers = (document: OpenAPIObject): void => {
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, ...(answerTypes as object), Problem: problem as object },
  };
  const failed = content('application/problem+json', { $ref: '#/components/schemas/Problem' });
  for (const item of Object.values(document.paths))
    for (const [method, operation] of Object.entries(item as Record<string, Operation>)) {
      const success = Object.keys(operation.responses).find((status) => status.startsWith('2')) ?? '200';
      const answer = answers[operation.operationId ?? ''];
      const done = operation['x-file']
        ? { description: 'Filen', content: content(operation['x-file'], { type: 'string', format: 'binary' }) }
        : answer
          ? { description: 'Svaret', content: content('application/json', answer) }
          : {
              description: 'Händelseström: säger att något ändrats, aldrig vad',
              content: content('text/event-stream', { type: 'string' }),
            };
      const statuses = method === 'get' ? OF_READS : OF_COMMANDS;
      operation.responses = {
        [success]: done,
        // A command sent once more: the first answer's version, and a header that says so.
        ...(method !== 'get' && success === '201' ? { 200: done } : {}),
        ...(method === 'get' && answer ? { 304: { description: 'Oförändrat (If-None-Match)' } } : {}),
        ...Object.fromEntries(
          statuses.map((status) => [status, { description: PROBLEMS[status as keyof typeof PROBLEMS], content: failed }]),
        ),
      };
    }
};
