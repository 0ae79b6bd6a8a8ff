import { Injectable } from '@nestjs/common';
import { ServiceKeys } from '#libs/privacy';
import { keyedId, type Actor } from '#libs/shared-kernel';

/** The id of what a file makes: the same for the same parts. */
export type ImportId = (...parts: readonly string[]) => string;

/**
 * Ids of what is imported. They follow from the file, so that it makes nothing twice, and from a key, since peers see them and record numbers can be guessed. They
 * follow from who imports too: whether a colleague has imported the same is nothing that a file may be used to try.
 */
@Injectable()
export class ImportIds {
  constructor(private readonly keys: ServiceKeys) {}

  async of({ agencyId, staffId }: Pick<Actor, 'agencyId' | 'staffId'>): Promise<ImportId> {
    const key = await this.keys.hmac(`import:${agencyId}`, staffId);
    return (...parts) => keyedId(key, ...parts);
  }
}
