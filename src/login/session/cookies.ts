import { Injectable } from '@nestjs/common';
import { PublicAddress } from '../public-address.js';
import type { IncomingRequest } from '../same-origin.js';

type Name = 'session' | 'login' | 'lang';

/**
 * The three cookies. With https their names start with __Host-, which a browser accepts only over TLS, for this host and the whole path:
 * a neighbour domain can neither read nor plant one. Plain http is loopback, where browsers refuse that prefix.
 */
@Injectable()
export class LoginCookies {
  constructor(private readonly address: PublicAddress) {}

  read(request: IncomingRequest, name: Name): string | undefined {
    const wanted = `${this.nameOf(name)}=`;
    const pairs = request.headers.cookie?.split(';').map((pair) => pair.trim()) ?? [];
    return pairs.find((pair) => pair.startsWith(wanted))?.slice(wanted.length) || undefined;
  }

  /** A Set-Cookie value. Without maxAge it ends with the browser; the server ends it earlier. Our values need no escaping: base64url or a language. */
  write(name: Name, value: string, maxAge?: number): string {
    const age = maxAge === undefined ? '' : `; Max-Age=${maxAge}`;
    return `${this.nameOf(name)}=${value}; Path=/; HttpOnly; SameSite=Lax${age}${this.address.secure ? '; Secure' : ''}`;
  }

  clear(name: Name): string {
    return this.write(name, '', 0);
  }

  private nameOf(name: Name): string {
    return `${this.address.secure ? '__Host-' : ''}insatskedja-${name}`;
  }
}
