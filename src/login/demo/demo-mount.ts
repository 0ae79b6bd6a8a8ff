import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Provider } from 'oidc-provider';
import { ProviderChoice } from '../provider/provider-choice.js';
import { PublicAddress } from '../public-address.js';
import { createDemoProvider, finishDemoLogin } from './demo-provider.js';
import { DEMO_PATH } from './demo-settings.js';
import { DemoStaff } from './demo-staff.js';

/** Puts the demo's login provider on this server, and only where the demo is allowed: elsewhere its routes do not exist at all. */
@Injectable()
export class DemoMount implements OnModuleInit {
  private provider?: Promise<Provider>;

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly choice: ProviderChoice,
    private readonly staff: DemoStaff,
    private readonly address: PublicAddress,
  ) {}

  async onModuleInit(): Promise<void> {
    if (!(await this.choice.isDemo())) return;
    const server: FastifyInstance = this.host.httpAdapter.getInstance();
    await server.register(
      async (scope) => {
        // The provider reads the request itself, so nothing may have read the body before it.
        scope.removeAllContentTypeParsers();
        scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
        scope.all('/*', (request, reply) => this.serve(request, reply));
      },
      { prefix: DEMO_PATH },
    );
  }

  private async serve(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const settings = await this.choice.current();
    if (!settings?.demo) return reply.callNotFound();
    const provider = await (this.provider ??= createDemoProvider(settings, this.address.origin, this.staff));
    const path = request.url.slice(DEMO_PATH.length);
    if (request.method === 'GET' && path.startsWith('/interaction/')) {
      reply.hijack();
      return this.finish(provider, request, reply);
    }
    // Each login begins from nothing: several people play in one browser, and none inherits another's login.
    if (/^\/auth(\?|$)/.test(path)) delete request.raw.headers.cookie;
    reply.hijack();
    const raw = Object.assign(request.raw, { originalUrl: request.url, url: path || '/' });
    await provider.callback()(raw, reply.raw);
  }

  private async finish(provider: Provider, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    try {
      await finishDemoLogin(provider, this.staff, request.raw, reply.raw);
    } catch {
      // A link that has been used or has expired: back to the cards.
      reply.raw.writeHead(303, { location: this.address.at('/login') }).end();
    }
  }
}
