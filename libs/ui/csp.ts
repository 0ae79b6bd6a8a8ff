/**
 * The strict policy of every page: nothing inline, nothing from elsewhere, no frames.
 * `data:` images are the design system's own icons (masks in its style sheet); they can carry nothing out.
 *
 * @param formTargets other origins that a form's answer may redirect to: the identity provider at logout. Browsers check
 *   form-action against redirects too, so leaving it out would stop the logout half-way.
 */
export const contentSecurityPolicy = (formTargets: readonly string[] = []): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    ["form-action 'self'", ...formTargets].join(' '),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

export const CSP = contentSecurityPolicy();

/**
 * Headers of every page. `no-store`: personal data must not stay in a shared computer's browser.
 * Referrer `same-origin`, not `no-referrer`: with the latter browsers send `Origin: null` on our own forms, and the check of it would fail.
 */
export const securityHeaders = (formTargets: readonly string[] = []): Readonly<Record<string, string>> => ({
  'content-security-policy': contentSecurityPolicy(formTargets),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  'cache-control': 'no-store',
});
