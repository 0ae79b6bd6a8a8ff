import { createReadStream } from 'node:fs';
import { randomUUID } from 'node:crypto';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { contentSecurityPolicy, securityHeaders, uiAssets } from '#libs/ui';
import { AppModule, type AppOptions } from './app.module.js';
import { addApiDocs } from './api-docs.js';
import { answerProblem } from './problem.filter.js';
import { Metrics } from './metrics.js';
import { logRequests } from './request-log.js';
import { refuseUnstorableText } from './storable-text.js';

const ONE_YEAR = 'public, max-age=31536000, immutable';

export interface ServerOptions extends AppOptions {
  /** Requests per minute and client. */
  readonly rateLimit?: number;
}

/** The whole application, ready to listen. @throws when a route is undecided, a setting is missing or a room does not wire */
export const createApp = async (options: ServerOptions): Promise<NestFastifyApplication> => {
  const adapter = new ServerAdapter({
    genReqId: () => randomUUID(),
    bodyLimit: 1024 * 1024,
    trustProxy: options.settings.trustedProxies ?? false,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => answerProblem(options.log, error, request, reply),
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.register(options), adapter, {
    logger: false,
    abortOnError: false,
    forceCloseConnections: true,
  });
  const server = adapter.getInstance() as unknown as FastifyInstance;
  // Before any route is there, so that it holds for all of them.
  server.setErrorHandler((error, request, reply) => answerProblem(options.log, error, request, reply));
  await server.register(rateLimit, {
    global: true,
    max: options.rateLimit ?? 1200,
    timeWindow: '1 minute',
    allowList: (request) => /^\/(assets|health|metrics)(\/|$)/.test(request.url),
  });
  await addUploads(server);
  refuseUnstorableText(server);
  addHeaders(server);
  addAssets(server);
  logRequests(server, options.log, app.get(Metrics));
  addApiDocs(app);
  await app.init();
  await server.ready();
  return app;
};

/** Nest would set its own error handler when the routes are there already, too late for them; ours is set before. */
class ServerAdapter extends FastifyAdapter {
  override setErrorHandler(): ReturnType<FastifyAdapter['setErrorHandler']> {
    return this.getInstance();
  }
}

/** Forms with files, on the routes that take them; the body stays unread until the sender is let in. */
const addUploads = async (server: FastifyInstance): Promise<void> => {
  await server.register(multipart, { throwFileSizeLimit: true });
  server.addHook('onRequest', async (request) => {
    const { takesFile = false } = request.routeOptions.config as { takesFile?: boolean };
    if (!takesFile && /^multipart\//i.test(request.headers['content-type'] ?? ''))
      throw Object.assign(new Error('no file is taken here'), { statusCode: 415 });
  });
};

/** Headers of every answer. API documentation has a policy of its own, since its viewer styles itself. */
const addHeaders = (server: FastifyInstance): void => {
  const page = securityHeaders();
  const docs = {
    ...page,
    'content-security-policy': contentSecurityPolicy()
      .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
      .replace("script-src 'self'", "script-src 'self' 'unsafe-inline'"),
  };
  server.addHook('onSend', async (request, reply) => {
    const headers = /^\/docs(\/|$|-)/.test(request.url) ? docs : page;
    for (const [name, value] of Object.entries(headers)) if (!reply.hasHeader(name)) void reply.header(name, value);
  });
};

const addAssets = (server: FastifyInstance): void => {
  for (const { urlPath, filePath, contentType } of uiAssets()) {
    server.get(urlPath, async (_request, reply) =>
      reply.header('cache-control', ONE_YEAR).type(contentType).send(createReadStream(filePath)),
    );
  }
};
