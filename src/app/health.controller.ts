import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { EventStore } from '#libs/event-store';
import { Database } from '#libs/postgres';
import { Public } from '#src/access/index';
import { ROOMS, type Rooms } from './rooms.js';

/** For load balancers and operators: no figure tells anything about cases. */
@ApiTags('Drift')
@Controller('health')
@Public()
export class HealthController {
  constructor(
    private readonly database: Database,
    private readonly store: EventStore,
    @Inject(ROOMS) private readonly rooms: Rooms,
  ) {}

  @Get('live')
  @ApiOperation({ summary: 'Processen lever' })
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @ApiOperation({ summary: 'Databasen svarar och alla vyer har hunnit ikapp' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<{ status: 'ok' | 'catching-up' | 'unavailable' }> {
    const status = await this.check().catch(() => 'unavailable' as const);
    if (status === 'unavailable') void reply.status(503);
    return { status };
  }

  private async check(): Promise<'ok' | 'catching-up'> {
    // A log elsewhere that doesn't answer stops commands, not reads: those ask PostgreSQL alone.
    const head = await this.store.head().catch(() => undefined);
    const { rows } = await this.database.app.query<{ name: string; position: string }>(
      "SELECT name, position FROM es.checkpoints WHERE name LIKE 'view:%'",
    );
    const begun = new Set(rows.map(({ name }) => name));
    const behind =
      this.rooms.projections.some(({ name }) => !begun.has(name)) ||
      rows.some(({ position }) => !head || !this.store.reached(position, head));
    return behind ? 'catching-up' : 'ok';
  }
}
