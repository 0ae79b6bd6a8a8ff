import { randomUUID } from 'node:crypto';
import { derivedId } from '#libs/shared-kernel';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** An id that nothing has, of the same version: which it is, whoever asks can see (docs/decisions/0037). */
export const nothingLike = (id: string): string => (id[14] === '8' ? derivedId('nothing', randomUUID()) : randomUUID());

/** The same question about nothing: each known id stands for another that nothing has, the same one wherever it is asked of. */
export class Elsewhere {
  private readonly moved = new Map<string, string>();

  constructor(private readonly known: ReadonlySet<string>) {}

  /** Whether anything that is known was asked for. */
  get isAnother(): boolean {
    return this.moved.size > 0;
  }

  of(text: string): string {
    return text.replace(UUID, (id) => {
      if (!this.known.has(id)) return id;
      if (!this.moved.has(id)) this.moved.set(id, nothingLike(id));
      return this.moved.get(id)!;
    });
  }

  /** An answer without what is minted for each answer, and with one name for what was asked for here and there. */
  still({ status, text }: { readonly status: number; readonly text: string }): string {
    const names = new Map([...this.moved].flatMap(([here, there], n) => [here, there].map((id) => [id, `#${n}`] as const)));
    const rest = text
      .replace(/^(date|x-ratelimit-[a-z]+|content-length|etag|set-cookie): .*$/gm, '')
      .replace(/"(instance|position|version)":"[^"]*"/g, '')
      .replace(UUID, (id) => names.get(id) ?? (this.known.has(id) ? id : 'minted'));
    return `${status} ${rest}`;
  }
}
