import { timingSafeEqual } from 'node:crypto';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Settings } from '#config/settings';
import { problems, SETTINGS } from '#libs/http';
import { Public } from '#src/access/index';
import { Metrics } from './metrics.js';

/** For the operator's monitoring, with the token that the settings name; without that setting there is none: how much is written is nobody's business. */
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

  private mayRead({ headers }: FastifyRequest): boolean {
    const token = this.settings.metricsToken;
    return token !== undefined && same(headers.authorization ?? '', `Bearer ${token}`);
  }
}

const same = (given: string, wanted: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
};
