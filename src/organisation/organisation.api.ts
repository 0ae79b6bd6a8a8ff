import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { provisioningFileSchema, type ProvisionedAgency, type ProvisionedStaff, type ProvisionedUnit } from '#config/county';
import { Ctx, For, Meta, type CommandMeta, type CommandResult, type RequestContext } from '#src/access/index';
import { ProvisionOrganisation } from './provisioning/provision-organisation.js';
import type { ProvisioningReport } from './provisioning/provisioning.js';
import { ReadRegister } from './queries/read-register.js';
import type { StaffEntry } from './register.js';
import type { Snapshot } from './register-snapshot.js';
import { AppointStandIn, appointStandInInput } from './staff/features/appoint-stand-in.js';
import { DeclareRelation, declareRelationInput } from './staff/features/declare-relation.js';
import { EndStaff } from './staff/features/end-staff.js';
import { RegisterStaff, registerStaffInput } from './staff/features/register-staff.js';
import { ScheduleOnCall, scheduleOnCallInput } from './staff/features/schedule-on-call.js';

const ofAgency = z.strictObject({ agencyId: z.string().min(1).optional() });
const uuid = z.uuid();

type StaffAnswer = Omit<StaffEntry, 'identityId'> & Pick<Snapshot, 'standIns' | 'onCall'>;

/** The register of agencies and staff, for those who operate it. */
@ApiTags('Organisation')
@Controller('api/v1/organisation')
@For('administrator')
export class OrganisationApi {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get('agencies')
  @ApiOperation({ summary: 'Verksamheter med enheter' })
  async agencies(@Ctx() context: RequestContext): Promise<{ items: (ProvisionedAgency & { units: ProvisionedUnit[] })[] }> {
    const { agencies, units } = await this.queries.execute(new ReadRegister(context));
    const all = [...units.values()];
    return {
      // Many agencies are of no municipality: the register says null, the answer says nothing.
      items: [...agencies.values()].map(({ municipality, ...agency }) => ({
        ...agency,
        ...(municipality ? { municipality } : {}),
        units: all.filter((unit) => unit.agencyId === agency.id),
      })),
    };
  }

  @Get('staff')
  @ApiOperation({ summary: 'Personal med uppdrag, funktioner, ersättare och jour' })
  async staff(
    @Ctx() context: RequestContext,
    @Query({ schema: ofAgency }) { agencyId }: z.infer<typeof ofAgency>,
  ): Promise<{ items: StaffAnswer[] }> {
    const { staff, standIns, onCall } = await this.queries.execute(new ReadRegister(context, agencyId ? { agencyId } : {}));
    const asked = [...staff.values()].filter((one) => !agencyId || one.agencyId === agencyId);
    return {
      items: asked.map(({ identityId: _, ...one }) => ({
        ...one,
        standIns: standIns.filter(({ absentStaffId }) => absentStaffId === one.id),
        onCall: onCall.filter(({ staffId }) => staffId === one.id),
      })),
    };
  }

  @Post('staff')
  @ApiOperation({ summary: 'Registrera eller ändra personal' })
  register(@Meta() meta: CommandMeta, @Body({ schema: registerStaffInput }) body: ProvisionedStaff): Promise<CommandResult> {
    return this.commands.execute(new RegisterStaff(meta, body));
  }

  @Post('staff/:staffId/end')
  @ApiOperation({ summary: 'Avsluta personal: alla behörigheter upphör genast' })
  end(@Meta() meta: CommandMeta, @Param('staffId', { schema: uuid }) staffId: string): Promise<CommandResult> {
    return this.commands.execute(new EndStaff(meta, { staffId }));
  }

  @Post('stand-ins')
  @ApiOperation({ summary: 'Utse ersättare för en tid, eller ändra när den slutar' })
  standIn(
    @Meta() meta: CommandMeta,
    @Body({ schema: appointStandInInput }) body: z.infer<typeof appointStandInInput>,
  ): Promise<CommandResult> {
    return this.commands.execute(new AppointStandIn(meta, body));
  }

  @Post('on-call')
  @ApiOperation({ summary: 'Lägg in jour eller beredskap, eller ändra när den slutar' })
  onCall(
    @Meta() meta: CommandMeta,
    @Body({ schema: scheduleOnCallInput }) body: z.infer<typeof scheduleOnCallInput>,
  ): Promise<CommandResult> {
    return this.commands.execute(new ScheduleOnCall(meta, body));
  }

  @Post('relations')
  @ApiOperation({ summary: 'Anmäl att en anställd är närstående till en person' })
  relation(
    @Meta() meta: CommandMeta,
    @Body({ schema: declareRelationInput }) body: z.infer<typeof declareRelationInput>,
  ): Promise<CommandResult> {
    return this.commands.execute(new DeclareRelation(meta, body));
  }

  @Post('provision')
  @HttpCode(200)
  @ApiOperation({ summary: 'Läs in hela organisationen ur en fil' })
  provision(
    @Meta() meta: CommandMeta,
    @Body({ schema: provisioningFileSchema }) body: z.infer<typeof provisioningFileSchema>,
  ): Promise<ProvisioningReport> {
    return this.commands.execute(new ProvisionOrganisation(meta, body));
  }
}
