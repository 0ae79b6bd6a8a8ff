import { randomBytes } from 'node:crypto';
import type { ProviderSettings } from '../provider/provider-settings.js';

export const DEMO_PATH = '/demo-oidc';
/** Public client of scripts and tests: PKCE and a loopback address, no secret. */
export const CLI_CLIENT = 'insatskedja-cli';
const WORKSPACE_CLIENT = 'insatskedja-workspace';
const AUDIENCE = 'insatskedja-api';

/** Known to this process alone, gone with it. */
const secret = randomBytes(32).toString('base64url');

export const demoProvider = (origin: string): ProviderSettings => ({
  issuer: origin + DEMO_PATH,
  clientId: WORKSPACE_CLIENT,
  clientSecret: secret,
  audience: AUDIENCE,
  requiredAcr: [],
  demo: true,
});
