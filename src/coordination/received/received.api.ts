import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Ctx, For, type RequestContext } from '#src/access/index';
import { ReceivedAtIntake, ReceivedInCase, type Intake, type ReceivedView } from './features/read-received.js';

const uuid = z.uuid();

@ApiTags('Utlämnande')
@Controller('api/v1')
@For('caseworker', 'police-officer')
export class ReceivedApi {
  constructor(private readonly queries: QueryBus) {}

  @Get('received')
  @ApiOperation({ summary: 'Det som kommit till de egna funktionerna och väntar på att någon öppnar en akt' })
  intake(@Ctx() context: RequestContext): Promise<Intake> {
    return this.queries.execute(new ReceivedAtIntake(context));
  }

  @Get('cases/:caseId/received')
  @ApiOperation({ summary: 'Mottagna kopior i ärendet, märkta med avsändare, grund och om utlämnandet har upphört' })
  async inCase(
    @Ctx() context: RequestContext,
    @Param('caseId', { schema: uuid }) caseId: string,
  ): Promise<{ items: readonly ReceivedView[] }> {
    return { items: await this.queries.execute(new ReceivedInCase(context, caseId)) };
  }
}
