import type { ServiceKeys } from '#libs/privacy';
import type { Actor } from '#libs/shared-kernel';

/**
 * Opaque tokens, different for each viewer: a bare revision number would tell of events that the viewer may not see,
 * and a bare position how much is written in the whole system.
 */
export class VersionTokens {
  constructor(private readonly keys: ServiceKeys) {}

  /** Version of a stream for one viewer (ETag). */
  async version(actor: Actor, stream: string, revision: number): Promise<string> {
    const mac = await this.keys.hmac('version-tokens', JSON.stringify([actor.agencyId, actor.staffId, stream, revision]));
    return mac.subarray(0, 16).toString('base64url');
  }

  /** Fingerprint of a request for the idempotency row. Keyed: a plain hash of input with a personal number could be guessed from a stolen dump. */
  async fingerprint(requestHash: string): Promise<string> {
    return (await this.keys.hmac('idempotency', requestHash)).toString('base64url');
  }

  async position(position: string): Promise<string> {
    return this.keys.encrypt('positions', position);
  }

  /** The position in a token, or undefined when the token is not ours. */
  async readPosition(token: string): Promise<string | undefined> {
    return this.keys.decrypt('positions', token);
  }
}
