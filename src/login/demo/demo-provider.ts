import type { IncomingMessage, ServerResponse } from 'node:http';
import { Logger } from '@nestjs/common';
import { exportJWK, generateKeyPair } from 'jose';
import type { ClientMetadata, Configuration, Provider } from 'oidc-provider';
import { CALLBACK } from '../provider/identity-provider.js';
import type { ProviderSettings } from '../provider/provider-settings.js';
import { CLI_CLIENT } from './demo-settings.js';
import type { DemoStaff } from './demo-staff.js';
import { quietly } from './quietly.js';

const ALGORITHM = 'ES256';
const API_SCOPE = 'api';
const DEMO_ACR = 'urn:insatskedja:demo';

/**
 * A certified OpenID provider (oidc-provider) in this process, so that the demo logs in through the same code as production.
 * It keeps everything in memory and makes its keys at start: nothing it issued outlives the process.
 */
export async function createDemoProvider(settings: ProviderSettings, origin: string, staff: DemoStaff): Promise<Provider> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const jwk = { ...(await exportJWK(privateKey)), alg: ALGORITHM, use: 'sig' };
  return quietly(async () => {
    const { Provider } = await import('oidc-provider');
    const provider = new Provider(settings.issuer, configuration(settings, origin, staff, jwk));
    const logger = new Logger('Demo login');
    provider.on('server_error', (_ctx, error) => logger.error(error.message));
    return provider;
  });
}

function configuration(settings: ProviderSettings, origin: string, staff: DemoStaff, jwk: object): Configuration {
  return {
    jwks: { keys: [jwk] } as NonNullable<Configuration['jwks']>,
    clients: clients(settings, origin),
    acrValues: [DEMO_ACR],
    scopes: ['openid'],
    pkce: { required: () => true },
    cookies: { keys: [settings.clientSecret ?? ''], short: { sameSite: 'lax' }, long: { sameSite: 'lax' } },
    ttl: { AccessToken: 15 * 60, AuthorizationCode: 60, IdToken: 15 * 60, Interaction: 10 * 60, Session: 12 * 3600, Grant: 12 * 3600 },
    clientBasedCORS: () => false,
    renderError: (ctx, out) => {
      ctx.set('x-content-type-options', 'nosniff');
      ctx.type = 'text/plain; charset=utf-8';
      ctx.body = `Demoinloggningen kunde inte genomföras (${out.error}). Börja om på ${origin}/login`;
    },
    interactions: { url: (_ctx, interaction) => `${settings.issuer}/interaction/${interaction.uid}` },
    findAccount: async (_ctx, subject) =>
      (await staff.people()).some((person) => person.subject === subject)
        ? { accountId: subject, claims: async () => ({ sub: subject }) }
        : undefined,
    extraTokenClaims: async (ctx) => ({
      acr: DEMO_ACR,
      auth_time: ctx.oidc.session?.loginTs ?? ctx.oidc.entities.AuthorizationCode?.authTime,
    }),
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: (_ctx, client) => (client?.clientId === CLI_CLIENT ? `urn:${settings.audience}` : []),
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: API_SCOPE,
          audience: settings.audience,
          accessTokenFormat: 'jwt',
          accessTokenTTL: 15 * 60,
          jwt: { sign: { alg: ALGORITHM } },
        }),
      },
    },
  };
}

const clients = (settings: ProviderSettings, origin: string): ClientMetadata[] => [
  {
    client_id: settings.clientId,
    client_secret: settings.clientSecret ?? '',
    redirect_uris: [origin + CALLBACK],
    id_token_signed_response_alg: ALGORITHM,
    require_auth_time: true,
  },
  {
    client_id: CLI_CLIENT,
    application_type: 'native',
    token_endpoint_auth_method: 'none',
    redirect_uris: ['http://127.0.0.1/callback'],
    id_token_signed_response_alg: ALGORITHM,
    require_auth_time: true,
  },
];

/**
 * The "login page" of the demo: the card that was chosen (login_hint) is the login, and our own clients are trusted with it.
 * Without a person from the cards the login is refused.
 */
export async function finishDemoLogin(provider: Provider, staff: DemoStaff, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const { params } = await provider.interactionDetails(req, res);
  const person = (await staff.people()).find(({ subject }) => subject === params.login_hint);
  if (!person) return provider.interactionFinished(req, res, { error: 'access_denied', error_description: 'no demo person was chosen' });
  const grant = new provider.Grant({ accountId: person.subject, clientId: String(params.client_id) });
  grant.addOIDCScope('openid');
  for (const resource of [params.resource].flat()) if (typeof resource === 'string') grant.addResourceScope(resource, API_SCOPE);
  const grantId = await grant.save();
  await provider.interactionFinished(req, res, {
    login: { accountId: person.subject, acr: DEMO_ACR, remember: false },
    consent: { grantId },
  });
}
