import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Ctx, For, Meta, type CommandMeta, type CommandResult, type RequestContext } from '#src/access/index';
import { ApproveDisclosure } from './features/approve-disclosure.js';
import { CloseDisclosure, closeDisclosureInput } from './features/change-disclosure.js';
import { DecideDisclosure } from './features/decide-disclosure.js';
import { disclosureInput, previewTagInput, type DisclosureInput } from './features/disclosure-input.js';
import type { DecisionResult } from './features/left-out.js';
import { OneDisclosure, type DisclosureDetail } from './features/one-disclosure.js';
import { PreviewDisclosure, type DisclosurePreview } from './features/preview-disclosure.js';
import { CaseDisclosures, type DisclosureView } from './features/read-disclosures.js';
import { WhyPersonVisible, type WhyPersonView } from './why/why-person.js';
import { WhyVisible, type WhyVisibleView } from './why/why-visible.js';
import type { SeenClass } from './who-sees/seen-classes.js';
import { WhoSeesWhat, type WhoSeesWhatRow } from './who-sees/who-sees-what.js';

const uuid = z.uuid();
const approval = z.strictObject({ previewTag: previewTagInput.optional() });
const inRecord = z.strictObject({ recordId: uuid.optional() });

@ApiTags('Utlämnande')
@Controller('api/v1')
@For('caseworker', 'police-officer')
export class DisclosureApi {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post('disclosures')
  @ApiOperation({ summary: 'Besluta om utlämnande. Prövas mot reglerna; ett avslag registreras och namnger regeln.' })
  decide(@Meta() meta: CommandMeta, @Body({ schema: disclosureInput }) body: DisclosureInput): Promise<DecisionResult> {
    return this.commands.execute(new DecideDisclosure(meta, body));
  }

  @Post('disclosures/preview')
  @HttpCode(200)
  @ApiOperation({ summary: 'Förhandsgranska exakt vilka uppgifter som skulle lämnas ut' })
  preview(@Ctx() context: RequestContext, @Body({ schema: disclosureInput }) body: DisclosureInput): Promise<DisclosurePreview> {
    return this.queries.execute(new PreviewDisclosure(context, body));
  }

  @Post('disclosures/:disclosureId/approval')
  @ApiOperation({ summary: 'Godkänn ett föreslaget utlämnande, som en andra person' })
  approve(
    @Meta() meta: CommandMeta,
    @Param('disclosureId', { schema: uuid }) disclosureId: string,
    @Body({ schema: approval }) { previewTag }: z.infer<typeof approval>,
  ): Promise<CommandResult> {
    return this.commands.execute(new ApproveDisclosure(meta, disclosureId, previewTag));
  }

  @Post('disclosures/:disclosureId/closing')
  @ApiOperation({ summary: 'Avsluta ett utlämnande, eller avslå ett förslag med ett skäl (not-approved)' })
  close(
    @Meta() meta: CommandMeta,
    @Param('disclosureId', { schema: uuid }) disclosureId: string,
    @Body({ schema: closeDisclosureInput }) body: z.infer<typeof closeDisclosureInput>,
  ): Promise<CommandResult> {
    return this.commands.execute(new CloseDisclosure(meta, disclosureId, body));
  }

  @Get('cases/:caseId/disclosures')
  @ApiOperation({ summary: 'Den egna verksamhetens beslut om utlämnande i ärendet' })
  async list(
    @Ctx() context: RequestContext,
    @Param('caseId', { schema: uuid }) caseId: string,
  ): Promise<{ items: readonly DisclosureView[] }> {
    return { items: await this.queries.execute(new CaseDisclosures(context, caseId)) };
  }

  @Get('cases/:caseId/disclosures/:disclosureId')
  @ApiOperation({ summary: 'Ett beslut eller förslag med allt som det bygger på: det som den som godkänner prövar' })
  one(
    @Ctx() context: RequestContext,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('disclosureId', { schema: uuid }) disclosureId: string,
  ): Promise<DisclosureDetail> {
    return this.queries.execute(new OneDisclosure(context, caseId, disclosureId));
  }

  @Get('cases/:caseId/who-sees-what')
  @ApiOperation({ summary: 'Vem ser vad: bara där den egna verksamheten lämnar ut eller tar emot; beslut för beslut, och sort för sort' })
  async whoSeesWhat(
    @Ctx() context: RequestContext,
    @Param('caseId', { schema: uuid }) caseId: string,
  ): Promise<{ items: readonly WhoSeesWhatRow[]; classes: readonly SeenClass[] }> {
    const { grants, classes } = await this.queries.execute(new WhoSeesWhat(context, caseId));
    return { items: grants, classes };
  }

  @Get('cases/:caseId/entries/:entryId/why')
  @ApiOperation({
    summary: 'Varför syns detta? Fält för fält: vem ser det, på vilken grund, till när, och vad som hindrar övriga mottagare',
  })
  why(
    @Ctx() context: RequestContext,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('entryId', { schema: uuid }) entryId: string,
  ): Promise<WhyVisibleView> {
    return this.queries.execute(new WhyVisible(context, caseId, entryId));
  }

  @Get('cases/:caseId/persons/:personId/why')
  @ApiOperation({ summary: 'Varför syns detta? En persons egna uppgifter, sort för sort: vem ser dem, på vilken grund och till när' })
  whyPerson(
    @Ctx() context: RequestContext,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('personId', { schema: uuid }) personId: string,
    @Query({ schema: inRecord }) { recordId }: z.infer<typeof inRecord>,
  ): Promise<WhyPersonView> {
    return this.queries.execute(new WhyPersonVisible(context, caseId, personId, recordId));
  }
}
