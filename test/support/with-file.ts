import { randomUUID } from 'node:crypto';
import type { Test } from 'supertest';

/** Fields, and the file that comes last. */
export type FileForm = [fields: Readonly<Record<string, string>>, file: { name: string; type: string; bytes: Buffer }];

/** A form with a file, under an idempotency key of its own. */
export const withFile = (test: Test, ...[fields, { name, type, bytes }]: FileForm): Test => {
  void test.set('idempotency-key', randomUUID());
  for (const [field, value] of Object.entries(fields)) void test.field(field, value);
  return test.attach('file', bytes, { filename: name, contentType: type });
};
