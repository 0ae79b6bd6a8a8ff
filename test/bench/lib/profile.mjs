import inspector from 'node:inspector/promises';

let session;

/** Begins to sample this process. */
export const startProfile = async () => {
  session = new inspector.Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 200 });
  await session.post('Profiler.start');
};

/**
 * Ends it. @returns {Promise<{ functions: [string, number][], packages: [string, number][] }>} where the busy time went, by function's own time and by
 * package, as shares of it, largest first
 */
export const endProfile = async () => {
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  return summary(profile);
};

/** Waiting, and the sampler's own connection. */
const NOT_WORK = new Set(['(idle)', 'dispatch']);

const summary = ({ nodes, samples, timeDeltas }) => {
  const byId = new Map(nodes.map((node) => [node.id, node.callFrame]));
  const parent = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id])));
  const functions = new Map();
  const packages = new Map();
  let busy = 0;
  for (const [index, sample] of samples.entries()) {
    const frame = byId.get(sample);
    if (NOT_WORK.has(frame.functionName)) continue;
    const took = timeDeltas[index];
    busy += took;
    const add = (map, key) => map.set(key, (map.get(key) ?? 0) + took);
    add(functions, `${frame.functionName || '(anonymous)'} · ${place(frame.url)}`);
    // What is built in, or Node's own, counts for the package that called it.
    let at = sample;
    while (parent.has(at) && ['', 'Node'].includes(room(byId.get(at).url))) at = parent.get(at);
    add(packages, room(byId.get(at).url) || frame.functionName || 'Node');
  }
  const shares = (map) => [...map].map(([key, took]) => [key, took / busy]).sort((a, b) => b[1] - a[1]);
  return { functions: shares(functions).slice(0, 15), packages: shares(packages).slice(0, 12) };
};

const place = (url) => room(url) || 'built in';
/** The package, the room of the product, or Node's own module that a file belongs to. */
const room = (url) =>
  /node_modules\/((?:@[^/]+\/)?[^/]+)(?!.*node_modules)/.exec(url)?.[1] ??
  /dist\/((?:libs|src)\/[^/]+)/.exec(url)?.[1] ??
  (/^node:([^/]+)/.exec(url) ? 'Node' : '');
