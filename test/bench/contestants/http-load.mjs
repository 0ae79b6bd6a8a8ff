import { randomUUID } from 'node:crypto';
import http from 'node:http';

/** A client that keeps its connections and sends one request after another on each. In a process of its own, the same for every server. */
let agent;
export const open = async () => {
  agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
};
export const close = async () => agent.destroy();

const NEW = /00000000-0000-4000-8000-000000000000/g;

const once = ({ url, address, method, headers, body }) =>
  new Promise((resolve, reject) => {
    const id = randomUUID();
    const text = body === undefined ? undefined : JSON.stringify(body).replace(NEW, id);
    const own = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.replace(NEW, id)]));
    const request = http.request(
      url + address,
      { method, agent, headers: { ...own, ...(text === undefined ? {} : { 'content-length': Buffer.byteLength(text) }) } },
      (response) => {
        response.resume();
        response.once('end', () => (response.statusCode < 300 ? resolve() : reject(new Error(`${address}: ${response.statusCode}`))));
        response.once('error', reject);
      },
    );
    request.once('error', reject);
    request.end(text);
  });

/** @returns {Promise<{ rate: number, p50: number, p99: number }>} requests a second, latency in ms */
export const load = async ({ connections, ms, ...request }) => {
  const began = performance.now();
  const until = began + ms;
  const latencies = [];
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < until) {
        const sent = performance.now();
        await once(request);
        latencies.push(performance.now() - sent);
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  latencies.sort((a, b) => a - b);
  const at = (share) => latencies[Math.min(latencies.length - 1, Math.ceil(latencies.length * share) - 1)];
  return { rate: latencies.length / seconds, p50: at(0.5), p99: at(0.99) };
};
