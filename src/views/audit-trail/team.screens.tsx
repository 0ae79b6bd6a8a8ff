import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Header, Post, Query, Redirect } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Directory, For, Meta, ViewsReached, Visitor, type AdmittedRequest, type CommandMeta } from '#src/access/index';
import { ChangeRecord } from '#src/coordination/index';
import { teamPage } from './team.page.js';
import { UnitRecords } from './unit-records.js';

const teamQuery = z.object({
  status: z.enum(['open', 'closed']).default('open'),
  cursor: z.string().max(500).optional(),
  after: z.string().max(500).optional(),
});
const assignForm = z.object({
  recordId: z.uuid(),
  caseId: z.uuid(),
  staffId: z.uuid({ error: 'Välj en kollega. | Choose a colleague.' }),
  idempotencyKey: z.string(),
});
type Staffing = 'AssignStaff' | 'UnassignStaff' | 'LockOutStaff' | 'LiftStaffLock';
type AssignForm = z.infer<typeof assignForm>;

/** Teamets ärenden: the head of the unit distributes its work. */
@ApiExcludeController()
@Controller('workspace/team')
@For('supervisor')
export class TeamScreens {
  constructor(
    private readonly queries: QueryBus,
    private readonly commands: CommandBus,
    private readonly directory: Directory,
    private readonly views: ViewsReached,
  ) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  async page(
    @Visitor() visitor: AdmittedRequest['insatskedja'],
    @Query({ schema: teamQuery }) { status, cursor, after }: z.infer<typeof teamQuery>,
  ): Promise<string> {
    const upToDate = await this.views.wait(after);
    const { context } = visitor;
    const page = await this.queries.execute(new UnitRecords(context, status, cursor));
    const { agencyId } = context.actor;
    const [staff, employees] = await Promise.all([this.directory.staffOf(agencyId), this.directory.employeesOf(agencyId)]);
    return teamPage(visitor, { status, cursor, page, staff, employees, upToDate, newKey: randomUUID });
  }

  @Post('assign')
  @Redirect()
  async assign(@Meta() meta: CommandMeta, @Body({ schema: assignForm }) form: AssignForm): Promise<{ url: string }> {
    return this.change(meta, form, 'AssignStaff');
  }

  @Post('unassign')
  @Redirect()
  async unassign(@Meta() meta: CommandMeta, @Body({ schema: assignForm }) form: AssignForm): Promise<{ url: string }> {
    return this.change(meta, form, 'UnassignStaff');
  }

  @Post('lock-out')
  @Redirect()
  async lockOut(@Meta() meta: CommandMeta, @Body({ schema: assignForm }) form: AssignForm): Promise<{ url: string }> {
    return this.change(meta, form, 'LockOutStaff');
  }

  @Post('lift-lock')
  @Redirect()
  async liftLock(@Meta() meta: CommandMeta, @Body({ schema: assignForm }) form: AssignForm): Promise<{ url: string }> {
    return this.change(meta, form, 'LiftStaffLock');
  }

  private async change(meta: CommandMeta, { recordId, caseId, staffId }: AssignForm, type: Staffing) {
    const { position } = await this.commands.execute(new ChangeRecord(meta, { recordId, caseId }, { type, data: { staffId } }));
    return { url: `/workspace/team?after=${encodeURIComponent(position)}`, statusCode: 303 };
  }
}
