/** Error codes that mean "not now": connection gone, server starting or stopping, too many connections, disk full, statement timed out. */
const NOT_NOW = /^(08|53|57P|58)|^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND)$|^57014$/;

/** Whether an error from PostgreSQL or its socket says that the database can't serve now, as opposed to a fault of ours. */
export const isUnavailable = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: string };
  if (typeof code === 'string' && NOT_NOW.test(code)) return true;
  if (
    /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Cannot use a pool after/.test(
      error.message,
    )
  )
    return true;
  return (error instanceof AggregateError && error.errors.some(isUnavailable)) || (error.cause !== undefined && isUnavailable(error.cause));
};
