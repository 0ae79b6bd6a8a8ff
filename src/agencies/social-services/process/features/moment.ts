import { problems } from '#libs/http';
import { derivedId } from '#libs/shared-kernel';
import type { CommandMeta, Place } from '#src/access/index';
import type { Stamp } from '../stamp.js';

/** For a stream that knows its own home: one that is not there belongs to no record. */
export const NOWHERE: Place = { recordId: '00000000-0000-0000-0000-000000000000', caseId: '00000000-0000-0000-0000-000000000000' };

const AHEAD = { sv: 'Det du registrerar kan inte ha hänt i framtiden.', en: 'What you record cannot have happened in the future.' };

/** When it happened: as entered, else now. @throws Problem invalid-input for what has not happened yet */
export const momentOf = ({ now }: CommandMeta, at: string | undefined): string => {
  if (at !== undefined && Date.parse(at) > now.getTime()) throw problems.invalid([{ path: 'at', message: AHEAD }]);
  return new Date(at ?? now).toISOString();
};

/** What the server adds to a step: when it happened, and an id that a repeated request repeats. */
export const stampOf = (meta: CommandMeta, at: string | undefined): Stamp => ({
  stepId: derivedId(meta.actor.staffId, meta.idempotencyKey, 'step'),
  at: momentOf(meta, at),
});

/** A command's part with a key of its own, that the same request sent again repeats. */
export const part = (meta: CommandMeta, ...names: readonly string[]): CommandMeta => {
  const { expectedVersion: _, ...rest } = meta;
  return { ...rest, idempotencyKey: derivedId(meta.idempotencyKey, ...names) };
};

/** `assess-protection` as the audit trail names commands: `AssessProtection`. */
export const operationOf = (process: string, step: string): string =>
  `${process}-${step}`.replace(/(^|-)([a-z])/g, (_match, _dash, letter: string) => letter.toUpperCase());
