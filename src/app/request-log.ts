import type { FastifyInstance } from 'fastify';
import type { AppLog } from './log.js';

/** One line for each request: the route's pattern, never the address, which holds ids. */
export const logRequests = (server: FastifyInstance, log: AppLog): void => {
  server.addHook('onResponse', async (request, reply) => {
    if (request.url.startsWith('/assets/') || request.url.startsWith('/health/')) return;
    log.info({
      event: 'request',
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      correlation: request.id,
    });
  });
};
