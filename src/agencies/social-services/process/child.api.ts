import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Ctx, For, Meta, type CommandMeta, type CommandResult, type RequestContext } from '#src/access/index';
import { ReceiveConcern } from '../concern/features/receive-concern.js';
import { TakeConcernStep } from '../concern/features/take-concern-step.js';
import { TakeReport } from '../concern/features/take-report.js';
import { DecideExtension } from '../extension/features/decide-extension.js';
import { WaitingExtensions, type ExtensionView } from '../extension/features/read-extensions.js';
import type { ChildView } from './child-view.js';
import { BeginProcess } from './features/begin-process.js';
import { ChildrenInCase, OneChild } from './features/read-children.js';
import { TakeStep } from './features/take-step.js';
import {
  askExtensionInput,
  concernStepInput,
  decideExtensionInput,
  decideFollowUpInput,
  decidePlacementInput,
  followUpStepInput,
  inquiryStepInput,
  openInquiryInput,
  placementStepInput,
  receiveConcernInput,
  takeReportInput,
  type Beginning,
  type ConcernStepInput,
  type ReceiveConcernInput,
  type StepInput,
  type TakeReportInput,
} from './process.input.js';

const uuid = z.uuid();
const inCase = z.strictObject({ caseId: uuid });
const maybeInCase = z.strictObject({ caseId: uuid.optional() });

@ApiTags('Socialtjänsten: barn')
@Controller('api/v1/social-services')
@For('caseworker')
export class ChildApi {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get('children')
  @ApiOperation({ summary: 'Barnen i ett ärende: vad som pågår, vilka tider som löper och vad som kommer härnäst' })
  async children(
    @Ctx() ctx: RequestContext,
    @Query({ schema: inCase }) { caseId }: z.infer<typeof inCase>,
  ): Promise<{ items: readonly ChildView[] }> {
    return { items: await this.queries.execute(new ChildrenInCase(ctx, caseId)) };
  }

  @Get('children/:personId')
  @ApiOperation({ summary: 'Ett barn med alla steg och det som skrivits' })
  child(
    @Ctx() ctx: RequestContext,
    @Param('personId', { schema: uuid }) personId: string,
    @Query({ schema: maybeInCase }) { caseId }: z.infer<typeof maybeInCase>,
  ): Promise<ChildView> {
    return this.queries.execute(new OneChild(ctx, personId, caseId));
  }

  @Post('concerns')
  @ApiOperation({ summary: 'Registrera en orosanmälan som kommit på annat sätt; barnet får en egen akt' })
  receive(@Meta() meta: CommandMeta, @Body({ schema: receiveConcernInput }) body: ReceiveConcernInput): Promise<CommandResult> {
    return this.commands.execute(new ReceiveConcern(meta, body));
  }

  @Post('concerns/from-report')
  @ApiOperation({ summary: 'Ta emot en orosanmälan som kommit genom systemet: en egen akt för varje barn' })
  take(@Meta() meta: CommandMeta, @Body({ schema: takeReportInput }) body: TakeReportInput): Promise<CommandResult> {
    return this.commands.execute(new TakeReport(meta, body));
  }

  @Post('concerns/:concernId/steps')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ett steg i en orosanmälan: skyddsbedömning, beslut, återkoppling, överlämnande' })
  concernStep(
    @Meta() meta: CommandMeta,
    @Param('concernId', { schema: uuid }) concernId: string,
    @Body({ schema: concernStepInput }) body: ConcernStepInput,
  ): Promise<CommandResult> {
    return this.commands.execute(new TakeConcernStep(meta, concernId, body));
  }

  @Post('inquiries')
  @ApiOperation({ summary: 'Inled en utredning efter ansökan eller på eget initiativ' })
  openInquiry(@Meta() meta: CommandMeta, @Body({ schema: openInquiryInput }) input: Beginning['inquiry']): Promise<CommandResult> {
    return this.commands.execute(new BeginProcess(meta, { process: 'inquiry', input }));
  }

  @Post('inquiries/:inquiryId/steps')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ett steg i en utredning: barnsamtal, beslut om stöd, överflyttning, avslut' })
  inquiryStep(
    @Meta() meta: CommandMeta,
    @Param('inquiryId', { schema: uuid }) inquiryId: string,
    @Body({ schema: inquiryStepInput }) input: StepInput['inquiry'],
  ): Promise<CommandResult> {
    return this.commands.execute(new TakeStep(meta, inquiryId, { process: 'inquiry', input }));
  }

  @Post('placements')
  @ApiOperation({ summary: 'Registrera nämndens beslut om skyddat boende för ett barn. Beslutet har ingen plats' })
  placement(@Meta() meta: CommandMeta, @Body({ schema: decidePlacementInput }) input: Beginning['placement']): Promise<CommandResult> {
    return this.commands.execute(new BeginProcess(meta, { process: 'placement', input }));
  }

  @Post('placements/:placementId/steps')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ett steg i en placering: underställning, rättens prövning, ansökan, övervägande, hemlig vistelseort' })
  placementStep(
    @Meta() meta: CommandMeta,
    @Param('placementId', { schema: uuid }) placementId: string,
    @Body({ schema: placementStepInput }) input: StepInput['placement'],
  ): Promise<CommandResult> {
    return this.commands.execute(new TakeStep(meta, placementId, { process: 'placement', input }));
  }

  @Post('follow-ups')
  @ApiOperation({ summary: 'Besluta om uppföljning utan samtycke efter en utredning eller placering' })
  followUp(@Meta() meta: CommandMeta, @Body({ schema: decideFollowUpInput }) input: Beginning['follow-up']): Promise<CommandResult> {
    return this.commands.execute(new BeginProcess(meta, { process: 'follow-up', input }));
  }

  @Post('follow-ups/:followUpId/steps')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ett steg i en uppföljning utan samtycke' })
  followUpStep(
    @Meta() meta: CommandMeta,
    @Param('followUpId', { schema: uuid }) followUpId: string,
    @Body({ schema: followUpStepInput }) input: StepInput['follow-up'],
  ): Promise<CommandResult> {
    return this.commands.execute(new TakeStep(meta, followUpId, { process: 'follow-up', input }));
  }

  @Post('extensions')
  @ApiOperation({ summary: 'Begär längre tid för en förhandsbedömning eller en utredning; enhetschefen beslutar' })
  askExtension(@Meta() meta: CommandMeta, @Body({ schema: askExtensionInput }) input: Beginning['extension']): Promise<CommandResult> {
    return this.commands.execute(new BeginProcess(meta, { process: 'extension', input }));
  }
}

/** More time, for whoever asked and for the head who decides. */
@ApiTags('Socialtjänsten: barn')
@Controller('api/v1/social-services/extensions')
export class ExtensionApi {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @For('caseworker', 'supervisor')
  @ApiOperation({ summary: 'Begäranden om längre tid som väntar på beslut' })
  async waiting(@Ctx() ctx: RequestContext): Promise<{ items: readonly ExtensionView[] }> {
    return { items: await this.queries.execute(new WaitingExtensions(ctx)) };
  }

  @Post(':extensionId/decision')
  @For('supervisor')
  @HttpCode(200)
  @ApiOperation({ summary: 'Enhetschefen beslutar om längre tid' })
  decide(
    @Meta() meta: CommandMeta,
    @Param('extensionId', { schema: uuid }) extensionId: string,
    @Body({ schema: decideExtensionInput }) body: z.infer<typeof decideExtensionInput>,
  ): Promise<CommandResult> {
    return this.commands.execute(new DecideExtension(meta, extensionId, body));
  }
}
