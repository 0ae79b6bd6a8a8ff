import { Injectable, Logger } from '@nestjs/common';
import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import * as oidc from 'openid-client';
import { LoginRefused } from '../login-problem.js';
import { PublicAddress } from '../public-address.js';
import type { PendingLogin } from '../session/pending-logins.js';
import { ProviderChoice } from './provider-choice.js';
import type { ProviderSettings } from './provider-settings.js';

export const CALLBACK = '/login/callback';
const TIMEOUT_SECONDS = 5;

/** An account that the provider has just vouched for. Whose it is, the staff directory knows. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  readonly acr: string | null;
  /** When the person proved who they are, in seconds since 1970 by the provider's clock. */
  readonly authTime: number;
  readonly idToken: string;
}

interface Discovered {
  readonly settings: ProviderSettings;
  readonly client: oidc.Configuration;
  readonly keys: JWTVerifyGetKey;
}

/**
 * OpenID Connect against any provider: authorization code, PKCE (RFC 7636), state and nonce.
 * The provider is discovered at the first login, kept, and asked again at the next login if it did not answer.
 * Protocol times are judged by the machine's clock, as between all machines; sessions go by the injected clock.
 */
@Injectable()
export class IdentityProvider {
  private readonly logger = new Logger('Login');
  private discovered?: Promise<Discovered> | undefined;

  constructor(
    private readonly choice: ProviderChoice,
    private readonly address: PublicAddress,
  ) {}

  /** @throws LoginRefused not-configured | unavailable */
  discover(): Promise<Discovered> {
    this.discovered ??= this.ask().catch((error: unknown) => {
      this.discovered = undefined;
      throw error;
    });
    return this.discovered;
  }

  /** Where to send the browser, and what to remember until it comes back. `maxAge` 0 asks the person again. */
  async begin(wish: {
    loginHint?: string | undefined;
    maxAge: number;
  }): Promise<{ url: URL; state: string; nonce: string; verifier: string }> {
    const { client, settings } = await this.discover();
    const state = oidc.randomState();
    const nonce = oidc.randomNonce();
    const verifier = oidc.randomPKCECodeVerifier();
    const url = oidc.buildAuthorizationUrl(client, {
      redirect_uri: this.address.at(CALLBACK),
      scope: 'openid',
      state,
      nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      max_age: String(wish.maxAge),
      ...(wish.maxAge === 0 ? { prompt: 'login' } : {}),
      ...(wish.loginHint ? { login_hint: wish.loginHint } : {}),
      ...(settings.requiredAcr.length ? { acr_values: settings.requiredAcr.join(' ') } : {}),
    });
    return { url, state, nonce, verifier };
  }

  /**
   * Exchanges the code the browser brought back, and checks state, nonce, signature, audience, age and level.
   * @throws LoginRefused cancelled | not-verified | too-weak | unavailable
   */
  async redeem(callback: string, state: string, pending: PendingLogin): Promise<Identity> {
    const { client, settings } = await this.discover();
    const tokens = await oidc
      .authorizationCodeGrant(client, new URL(callback, this.address.origin), {
        expectedState: state,
        expectedNonce: pending.nonce,
        pkceCodeVerifier: pending.verifier,
        maxAge: pending.maxAge,
        idTokenExpected: true,
      })
      .catch((error: unknown) => {
        throw new LoginRefused(refusalOf(error), { cause: error });
      });
    const claims = tokens.claims();
    if (!claims || !tokens.id_token || typeof claims.auth_time !== 'number') throw new LoginRefused('not-verified');
    const acr = typeof claims.acr === 'string' ? claims.acr : null;
    if (settings.requiredAcr.length && !(acr && settings.requiredAcr.includes(acr))) throw new LoginRefused('too-weak');
    return { issuer: claims.iss, subject: claims.sub, acr, authTime: claims.auth_time, idToken: tokens.id_token };
  }

  /** Where to end the provider's own session too, when it offers that; null otherwise. A provider that is down stops nobody from logging out here. */
  async endSessionUrl(idToken: string | null): Promise<string | null> {
    try {
      const { client } = await this.discover();
      if (!client.serverMetadata().end_session_endpoint) return null;
      const hint: Record<string, string> = idToken ? { id_token_hint: idToken } : {};
      return oidc.buildEndSessionUrl(client, { post_logout_redirect_uri: this.address.at('/login'), ...hint }).href;
    } catch {
      return null;
    }
  }

  private async ask(): Promise<Discovered> {
    const settings = await this.choice.current();
    if (!settings) throw new LoginRefused('not-configured');
    const issuer = new URL(settings.issuer);
    try {
      const client = await oidc.discovery(
        issuer,
        settings.clientId,
        undefined,
        settings.clientSecret ? oidc.ClientSecretBasic(settings.clientSecret) : oidc.None(),
        { timeout: TIMEOUT_SECONDS, ...(isLoopback(issuer) ? { execute: [oidc.allowInsecureRequests] } : {}) },
      );
      const { jwks_uri } = client.serverMetadata();
      if (!jwks_uri) throw new Error('the provider publishes no keys');
      return { settings, client, keys: createRemoteJWKSet(new URL(jwks_uri), { timeoutDuration: TIMEOUT_SECONDS * 1000 }) };
    } catch (error) {
      this.logger.warn(
        `The login provider ${issuer.origin} could not be used: ${error instanceof Error ? error.message : 'unknown error'}`,
      );
      throw new LoginRefused('unavailable', { cause: error });
    }
  }
}

/** Plain http is accepted to this machine only, where nobody listens in between. */
const isLoopback = (url: URL): boolean => url.protocol === 'http:' && /^(127\.0\.0\.1|\[::1\]|(.+\.)?localhost)$/.test(url.hostname);

function refusalOf(error: unknown): 'cancelled' | 'not-verified' | 'unavailable' {
  if (error instanceof oidc.AuthorizationResponseError) return error.error === 'access_denied' ? 'cancelled' : 'not-verified';
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const unreachable = error instanceof TypeError || (cause instanceof Error && ['TimeoutError', 'AbortError'].includes(cause.name));
  return unreachable ? 'unavailable' : 'not-verified';
}
