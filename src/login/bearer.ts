import { Injectable } from '@nestjs/common';
import { jwtVerify, type JWTPayload, type JWTHeaderParameters } from 'jose';
import { LoginRefused } from './login-problem.js';
import { IdentityProvider } from './provider/identity-provider.js';

/** Asymmetric only: neither "none" nor a shared secret can stand for the provider's signature. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'];
const TYPES = new Set([undefined, 'jwt', 'at+jwt', 'application/at+jwt']);
/** Marks of tokens that are no access tokens, at any provider: an ID token has the client as audience and would pass otherwise. */
const FOREIGN_CLAIMS = ['nonce', 'at_hash', 'c_hash', 's_hash', 'events'];
const FOREIGN_TYPES = new Set(['ID', 'Refresh', 'Offline', 'Logout']);

export interface BearerIdentity {
  readonly issuer: string;
  readonly subject: string;
  readonly acr: string | null;
  /** Seconds since 1970, or null when the token does not say when the person logged in. */
  readonly authTime: number | null;
}

/** Checks the access tokens of API clients (RFC 9068) against the provider's published keys. */
@Injectable()
export class BearerTokens {
  constructor(private readonly provider: IdentityProvider) {}

  /**
   * The account a token speaks for, or null when it is not one of ours, now, for us.
   * Tokens older than an hour are refused whatever they say: a stolen one is of use for a short time only.
   * @throws LoginRefused unavailable | not-configured
   */
  async verify(token: string): Promise<BearerIdentity | null> {
    const { settings, client, keys } = await this.provider.discover();
    const verified = await jwtVerify(token, keys, {
      issuer: client.serverMetadata().issuer,
      audience: settings.audience,
      algorithms: ALGORITHMS,
      clockTolerance: 30,
      maxTokenAge: 3600,
      requiredClaims: ['exp', 'iat', 'sub'],
    }).catch((error: unknown) => {
      if (isUnreachable(error)) throw new LoginRefused('unavailable', { cause: error });
      return null;
    });
    if (!verified || !isAccessToken(verified.protectedHeader, verified.payload)) return null;
    const { iss, sub, acr, auth_time } = verified.payload;
    const level = typeof acr === 'string' ? acr : null;
    if (settings.requiredAcr.length && !(level && settings.requiredAcr.includes(level))) return null;
    return { issuer: String(iss), subject: String(sub), acr: level, authTime: typeof auth_time === 'number' ? auth_time : null };
  }
}

function isAccessToken(header: JWTHeaderParameters, payload: JWTPayload): boolean {
  const { typ } = payload;
  return TYPES.has(header.typ?.toLowerCase()) && !FOREIGN_CLAIMS.some((claim) => claim in payload) && !FOREIGN_TYPES.has(String(typ ?? ''));
}

/** The keys could not be fetched: that says nothing about the token, so the client may try again. */
const isUnreachable = (error: unknown): boolean =>
  error instanceof Error &&
  (error instanceof TypeError || ('code' in error && (error.code === 'ERR_JWKS_TIMEOUT' || error.code === 'ERR_JOSE_GENERIC')));
