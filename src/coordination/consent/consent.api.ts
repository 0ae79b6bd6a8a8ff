import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Ctx, For, Meta, type CommandMeta, type CommandResult, type RequestContext } from '#src/access/index';
import type { ConsentView } from './consent-view.js';
import { ExtendConsent, extendConsentInput, WithdrawConsent, withdrawConsentInput } from './features/change-consent.js';
import { CaseConsents, OneConsent } from './features/read-consents.js';
import { RecordConsent, recordConsentInput, type RecordConsentInput } from './features/record-consent.js';

const uuid = z.uuid();

@ApiTags('Samtycke')
@Controller('api/v1')
@For('caseworker', 'police-officer')
export class ConsentApi {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post('consents')
  @ApiOperation({ summary: 'Registrera ett samtycke' })
  record(@Meta() meta: CommandMeta, @Body({ schema: recordConsentInput }) body: RecordConsentInput): Promise<CommandResult> {
    return this.commands.execute(new RecordConsent(meta, body));
  }

  @Post('consents/:consentId/extensions')
  @ApiOperation({ summary: 'Utöka ett samtycke, till exempel till en ny mottagare' })
  extend(
    @Meta() meta: CommandMeta,
    @Param('consentId', { schema: uuid }) consentId: string,
    @Body({ schema: extendConsentInput }) body: z.infer<typeof extendConsentInput>,
  ): Promise<CommandResult> {
    return this.commands.execute(new ExtendConsent(meta, consentId, body));
  }

  @Post('consents/:consentId/withdrawals')
  @ApiOperation({
    summary:
      'Registrera att ett samtycke återkallats, helt, delvis eller från en viss dag. Löpande utlämnanden stängs i samma stund, eller slutar den dagen.',
  })
  withdraw(
    @Meta() meta: CommandMeta,
    @Param('consentId', { schema: uuid }) consentId: string,
    @Body({ schema: withdrawConsentInput }) body: z.infer<typeof withdrawConsentInput>,
  ): Promise<CommandResult> {
    return this.commands.execute(new WithdrawConsent(meta, consentId, body));
  }

  @Get('consents/:consentId')
  @ApiOperation({ summary: 'Ett samtycke som den egna verksamheten registrerat' })
  one(@Ctx() context: RequestContext, @Param('consentId', { schema: uuid }) consentId: string): Promise<ConsentView> {
    return this.queries.execute(new OneConsent(context, consentId));
  }

  @Get('cases/:caseId/consents')
  @ApiOperation({ summary: 'Den egna verksamhetens samtycken i ärendet' })
  async list(
    @Ctx() context: RequestContext,
    @Param('caseId', { schema: uuid }) caseId: string,
  ): Promise<{ items: readonly ConsentView[] }> {
    return { items: await this.queries.execute(new CaseConsents(context, caseId)) };
  }
}
