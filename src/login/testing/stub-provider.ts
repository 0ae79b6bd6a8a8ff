import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type JWTHeaderParameters, type JWTPayload } from 'jose';

/** A login provider that answers whatever a spec tells it to: lies, old tokens, silence. Certified providers won't. */
export interface StubProvider {
  readonly issuer: string;
  /** Claims laid over those of the next ID token. */
  idToken: JWTPayload;
  silent: boolean;
  readonly sign: (claims: JWTPayload, header?: Partial<JWTHeaderParameters>) => Promise<string>;
  readonly publicKeyPem: string;
  /** Form fields that the token endpoint was last sent. */
  readonly lastExchange: () => URLSearchParams;
  close(): Promise<void>;
}

export async function stubProvider(clientId: string): Promise<StubProvider> {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), alg: 'ES256', use: 'sig', kid: 'stub' };
  let exchange = new URLSearchParams();
  const sign = (claims: JWTPayload, header: Partial<JWTHeaderParameters> = {}): Promise<string> =>
    new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'stub', ...header }).sign(privateKey);

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      void (async () => {
        const body = await answer(request.url ?? '', Buffer.concat(chunks).toString());
        response.writeHead(stub.silent ? 503 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      })();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const answer = async (url: string, body: string): Promise<object> => {
    if (url.startsWith('/.well-known/')) {
      return {
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        end_session_endpoint: `${issuer}/logout`,
        id_token_signing_alg_values_supported: ['ES256'],
      };
    }
    if (url === '/jwks') return { keys: [jwk] };
    exchange = new URLSearchParams(body);
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: issuer, sub: 'anna', aud: clientId, iat: now, exp: now + 300, auth_time: now, ...stub.idToken };
    return { access_token: 'opaque', token_type: 'Bearer', id_token: await sign(claims) };
  };

  const stub: StubProvider = {
    issuer,
    idToken: {},
    silent: false,
    sign,
    publicKeyPem: JSON.stringify(jwk),
    lastExchange: () => exchange,
    close: () => new Promise((done) => server.close(() => done())),
  };
  return stub;
}
