const BASE = 'http://local.invalid';

/**
 * The path to return to after login, or `fallback` when it is missing or could lead anywhere but here.
 * `//host`, `/\host` and control characters are read by browsers as another host: an open redirect is a phishing tool.
 */
export function localPath(wanted: unknown, fallback = '/'): string {
  // eslint-disable-next-line no-control-regex -- control characters are exactly what is refused
  if (typeof wanted !== 'string' || wanted.length > 2000 || !/^\/(?![/\\])[^\\\u0000-\u001f\u007f]*$/.test(wanted)) return fallback;
  const url = URL.canParse(wanted, BASE) ? new URL(wanted, BASE) : undefined;
  if (url?.origin !== BASE || url.pathname.startsWith('//')) return fallback;
  return /^\/(login|logout)(\/|$)/.test(url.pathname) ? fallback : url.pathname + url.search;
}
