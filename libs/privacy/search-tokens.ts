import type { ServiceKeys } from './service-keys.js';

/** Swedish names that sound alike get the same code: a small, documented folding (accents, doubled letters, common spellings). */
export const soundOf = (name: string): string =>
  name
    .toLocaleLowerCase('sv')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z]/g, '')
    .replace(/ch|ck|c|q/g, 'k')
    .replace(/ph/g, 'f')
    .replace(/w/g, 'v')
    .replace(/z/g, 's')
    .replace(/th/g, 't')
    .replace(/(sj|skj|stj|sch|sh)/g, 's')
    .replace(/(hj|lj|gj|dj)/g, 'j')
    .replace(/x/g, 'ks')
    .replace(/y|j/g, 'i')
    .replace(/h/g, '')
    .replace(/(.)\1+/g, '$1')
    .replace(/^(.)(.*)$/, (_, first: string, rest: string) => first + rest.replace(/[aeiou]/g, ''));

/**
 * Tokens to search by without storing what is searched: HMAC under the agency's own key, so that two agencies' tokens can never be compared.
 * They live in rows that can be deleted, never in events (foundation.md 12).
 */
export class SearchTokens {
  constructor(private readonly keys: ServiceKeys) {}

  /** Exact match on a personal number (12 digits). */
  async personNumber(agencyId: string, personNumber: string): Promise<string> {
    return this.token(agencyId, `number:${personNumber.replace(/\D/g, '')}`);
  }

  /** Near match on a name: one token for each part of it. */
  async name(agencyId: string, name: string): Promise<string[]> {
    const parts = [...new Set(name.split(/[\s-]+/).map(soundOf))].filter((part) => part.length > 0);
    return Promise.all(parts.map((part) => this.token(agencyId, `name:${part}`)));
  }

  private async token(agencyId: string, text: string): Promise<string> {
    return (await this.keys.hmac(`search:${agencyId}`, text)).toString('base64url');
  }
}
