/** Error codes that mean "not now": connection gone, server starting or stopping, too many connections, disk full, statement timed out. */
const NOT_NOW = /^(08|53|57P|58)|^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND)$|^57014$/;
const GONE =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Cannot use a pool after|Query runner already released/i;

/** An error by its shape: what Node's own sockets throw need not be an instance of this realm's Error. */
interface ErrorShape {
  readonly message?: unknown;
  readonly code?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

/** Whether an error from PostgreSQL or its socket says that the database can't serve now, as opposed to a fault of ours. */
export const isUnavailable = (error: unknown): boolean => {
  if (typeof error !== 'object' || error === null) return false;
  const { message, code, cause, errors } = error as ErrorShape;
  if (typeof code === 'string' && NOT_NOW.test(code)) return true;
  if (typeof message === 'string' && GONE.test(message)) return true;
  return (Array.isArray(errors) && errors.some(isUnavailable)) || isUnavailable(cause);
};
