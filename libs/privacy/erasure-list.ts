import { createHash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { flushFolder } from './secret-file.js';

const entry = z.strictObject({
  erasureId: z.uuid(),
  at: z.iso.datetime({ offset: true }),
  agencyId: z.string().min(1),
  recordId: z.uuid(),
  caseId: z.uuid(),
  /** What it rests on: a rule's id, and the reference of the decision. */
  ground: z.string(),
  reference: z.string(),
  /** Data keys that stood when the line was written. What came after goes too: the record is erased, not only these. */
  keyIds: z.array(z.uuid()),
});
/** One erased record, as it is kept for ever: ids, no person. */
export type ErasureEntry = Readonly<z.infer<typeof entry>>;

/** The erasure list cannot be trusted. The message is a sentence that tells an operator what to do. */
export class ErasureListError extends Error {}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

/**
 * What was erased, in a file outside the database, beside the wrapping keys: a restored database knows nothing of it. Appended and flushed before a key is
 * destroyed, never rewritten. Each line carries a digest of itself and of the line before, so that one which was damaged or cut out is noticed; a last line that
 * a crash left half is no line: nothing had been destroyed for it.
 */
export class ErasureList {
  constructor(readonly filePath: string) {}

  /** @throws ErasureListError when a line was damaged or taken out */
  read(): readonly ErasureEntry[] {
    return this.parse().entries;
  }

  /**
   * Durable when it returns. One writer at a time. @returns the line as it stands: the same erasure a second time adds nothing
   * @throws ErasureListError, and the file system's own error: then nothing may be destroyed
   */
  append(added: ErasureEntry): ErasureEntry {
    const { entries, last, whole } = this.parse();
    const known = entries.find(({ erasureId }) => erasureId === added.erasureId);
    if (known) return known;
    const text = JSON.stringify(entry.parse(added));
    const fresh = !existsSync(this.filePath);
    if (!fresh) truncateSync(this.filePath, whole);
    const handle = openSync(this.filePath, fresh ? 'ax' : 'a', 0o600);
    try {
      writeFileSync(handle, `${digest(last + text)} ${text}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    flushFolder(path.dirname(this.filePath));
    return added;
  }

  /** `whole`: bytes up to the end of the last whole line. */
  private parse(): { entries: ErasureEntry[]; last: string; whole: number } {
    const text = existsSync(this.filePath) ? readFileSync(this.filePath, 'utf8') : '';
    const whole = text.lastIndexOf('\n') + 1;
    const entries: ErasureEntry[] = [];
    let last = '';
    for (const [index, line] of text.split('\n').slice(0, -1).entries()) {
      const [sum, json] = [line.slice(0, 32), line.slice(33)];
      const parsed = sum === digest(last + json) ? entry.safeParse(JSON.parse(json)) : undefined;
      if (!parsed?.success)
        throw new ErasureListError(
          `Line ${index + 1} of the erasure list ${path.basename(this.filePath)} is damaged, or a line before it was taken out. Restore the list from its copy before you go on: without it a restored database brings erased persons back.`,
        );
      entries.push(parsed.data);
      last = sum;
    }
    return { entries, last, whole: Buffer.byteLength(text.slice(0, whole)) };
  }
}
