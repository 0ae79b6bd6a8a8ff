import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';

const CLIENT = 'faults';

/** A login provider that outlives the killed app: it publishes its key and signs access tokens (RFC 9068), nothing else. */
export class Issuer {
  private constructor(
    private readonly server: Server,
    private readonly key: CryptoKey,
    readonly url: string,
  ) {}

  static async open(): Promise<Issuer> {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const jwk = { ...(await exportJWK(publicKey)), alg: 'ES256', use: 'sig', kid: 'faults' };
    const server = createServer((request, response) => {
      const body = request.url === '/jwks' ? { keys: [jwk] } : metadata(url);
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return new Issuer(server, privateKey, url);
  }

  /** What an app needs to trust this provider. */
  get environment(): Record<string, string> {
    return { OIDC_ISSUER: this.url, OIDC_CLIENT_ID: CLIENT };
  }

  /** @param skewMs how far the clock of the app that will judge it is ahead of ours */
  token(subject: string, skewMs = 0): Promise<string> {
    const now = Math.floor((Date.now() + skewMs) / 1000);
    const claims = { iss: this.url, sub: subject, aud: CLIENT, iat: now, exp: now + 600, auth_time: now };
    return new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'faults', typ: 'at+jwt' }).sign(this.key);
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((done) => this.server.close(() => done()));
  }
}

const metadata = (issuer: string): object => ({
  issuer,
  authorization_endpoint: `${issuer}/auth`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  id_token_signing_alg_values_supported: ['ES256'],
});
