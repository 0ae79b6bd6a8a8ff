export const LOGIN_LIMITS = Symbol.for('insatskedja.login-limits');

/** How long a session lives: without activity, and at most. */
export interface LoginLimits {
  readonly idleMinutes: number;
  readonly absoluteMinutes: number;
}

/** A working day. The provider's own single sign-on is not trusted for longer either. */
export const ABSOLUTE_MINUTES = 12 * 60;
