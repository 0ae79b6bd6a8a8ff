import type { Settings } from '#config/settings';

/** The login provider this process trusts. */
export interface ProviderSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
  /** What an API client's token must be meant for. */
  readonly audience: string;
  /** Levels of assurance of which one is demanded; empty: any. */
  readonly requiredAcr: readonly string[];
  readonly demo: boolean;
}

/** The provider named by the settings, or null when none is. */
export function configuredProvider({ oidc }: Settings): ProviderSettings | null {
  if (!oidc) return null;
  const { issuer, clientId, clientSecret, audience = clientId, requiredAcr = '' } = oidc;
  return { issuer, clientId, clientSecret, audience, requiredAcr: requiredAcr.split(/\s+/).filter(Boolean), demo: false };
}
