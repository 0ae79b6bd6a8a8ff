/**
 * oidc-provider warns on the console that its memory store, or the version of Node, is not for production. Here it never serves production,
 * and the notice would be the first thing a newcomer reads. Only its own lines are held back.
 */
export async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { warn, info } = console;
  const without =
    (log: (...data: unknown[]) => void) =>
    (...data: unknown[]) => {
      if (!(typeof data[0] === 'string' && data[0].includes('oidc-provider '))) log(...data);
    };
  console.warn = without(warn);
  console.info = without(info);
  try {
    return await work();
  } finally {
    console.warn = warn;
    console.info = info;
  }
}
