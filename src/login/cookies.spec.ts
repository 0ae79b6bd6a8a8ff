import { PublicAddress } from './public-address.js';
import { LoginCookies } from './session/cookies.js';

const cookies = (address: string) => new LoginCookies(new PublicAddress(() => address));
const request = (cookie: string) => ({ method: 'GET', headers: { cookie } });

describe('cookies', () => {
  it('are bound to the host and to TLS where there is TLS', () => {
    expect(cookies('https://kedja.example').write('session', 'x')).toBe(
      '__Host-insatskedja-session=x; Path=/; HttpOnly; SameSite=Lax; Secure',
    );
    expect(cookies('http://127.0.0.1:3000').write('login', 'x', 600)).toBe(
      'insatskedja-login=x; Path=/; HttpOnly; SameSite=Lax; Max-Age=600',
    );
  });
  it('are not read from names that a neighbour could have planted', () => {
    expect(
      cookies('https://kedja.example').read(request('insatskedja-session=planted; a__Host-insatskedja-session=x'), 'session'),
    ).toBeUndefined();
    expect(cookies('https://kedja.example').read(request('a=b; __Host-insatskedja-session=mine'), 'session')).toBe('mine');
  });
});
