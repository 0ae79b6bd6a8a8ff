import type { FastifyInstance } from 'fastify';
import type { AppLog } from './log.js';
import type { Metrics } from './metrics.js';

/** One line and one measure for each request: the route's pattern, never the address, which holds ids. */
export const logRequests = (server: FastifyInstance, log: AppLog, metrics: Metrics): void => {
  server.addHook('onResponse', async (request, reply) => {
    if (/^\/(assets|health|metrics)(\/|$)/.test(request.url)) return;
    const route = request.routeOptions.url ?? 'none';
    metrics.answered(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
    log.info({
      event: 'request',
      method: request.method,
      route,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      correlation: request.id,
    });
  });
};
