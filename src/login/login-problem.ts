/** Why a login did not succeed. Fixed words: they choose the text on the page and never carry anything from the request. */
export type LoginRefusal = 'expired' | 'cancelled' | 'not-verified' | 'not-staff' | 'too-weak' | 'unavailable' | 'not-configured';

export class LoginRefused extends Error {
  constructor(
    readonly reason: LoginRefusal,
    options?: ErrorOptions,
  ) {
    super(`login refused: ${reason}`, options);
  }
}

export const STATUS_OF: Readonly<Record<LoginRefusal, number>> = {
  expired: 400,
  cancelled: 400,
  'not-verified': 400,
  'not-staff': 403,
  'too-weak': 403,
  unavailable: 503,
  'not-configured': 503,
};
