import { timingSafeEqual } from 'node:crypto';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Settings } from '#config/settings';
import { problems, SETTINGS } from '#libs/http';
import { Public } from '#src/access/index';
import { Metrics } from './metrics.js';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** For the operator's monitoring: with the token that the settings name or, without one, to a program on the same machine. */
@ApiTags('Drift')
@Controller('metrics')
@Public()
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Mätvärden för övervakning (Prometheus textformat)' })
  async read(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    if (!this.mayRead(request)) throw problems.notFound();
    void reply.type(this.metrics.registry.contentType);
    return this.metrics.text();
  }

  /** Behind a proxy every request seems to come from this machine: one that was passed on needs the token. */
  private mayRead({ headers, socket }: FastifyRequest): boolean {
    const token = this.settings.metricsToken;
    if (token) return same(headers.authorization ?? '', `Bearer ${token}`);
    const passedOn = headers['x-forwarded-for'] ?? headers.forwarded ?? headers.via;
    return passedOn === undefined && LOOPBACK.has(socket.remoteAddress ?? '');
  }
}

const same = (given: string, wanted: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
};
