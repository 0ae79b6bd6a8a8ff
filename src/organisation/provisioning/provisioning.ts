import { Injectable } from '@nestjs/common';
import { CommandBus, type Command } from '@nestjs/cqrs';
import { provisioningFileSchema, type ProvisioningFile } from '#config/county';
import { fieldProblems, Problem, problems } from '#libs/http';
import { SearchTokens } from '#libs/privacy';
import { Clock } from '#libs/shared-kernel';
import type { CommandMeta, CommandResult } from '#src/access/index';
import { RegisterAgencyEntry } from '../agency/register-agency.js';
import { operatorActor } from '../operator.js';
import { Register } from '../register.js';
import { RegisterSnapshot } from '../register-snapshot.js';
import { AppointStandIn } from '../staff/features/appoint-stand-in.js';
import { DeclareRelation } from '../staff/features/declare-relation.js';
import { RegisterStaff } from '../staff/features/register-staff.js';
import { ScheduleOnCall } from '../staff/features/schedule-on-call.js';
import { agencyStanding, functionStanding, onCallStanding, staffStanding, standInStanding, unitStanding, type Standing } from './items.js';

/** `ended`: entries about people who have ended in the register; they are left as they are. */
export type ProvisioningReport = Record<Standing, number>;

/** Brings the register to what a file says: one command for each entry that differs. Whoever is left out of the file stays as they are. */
@Injectable()
export class Provisioning {
  constructor(
    private readonly commands: CommandBus,
    private readonly register: Register,
    private readonly snapshot: RegisterSnapshot,
    private readonly tokens: SearchTokens,
    private readonly clock: Clock,
  ) {}

  /** As the operator at the command line. @throws Problem as `provision` */
  async run(file: unknown): Promise<ProvisioningReport> {
    return this.provision(file, operatorActor(this.clock.now()));
  }

  /**
   * Safe to repeat after a failure half-way: what stands is found unchanged.
   * @throws Problem invalid-input with the path of each fault in the file; or the refusal of an entry, naming its path
   */
  async provision(file: unknown, meta: CommandMeta): Promise<ProvisioningReport> {
    const parsed = provisioningFileSchema.safeParse(file);
    if (!parsed.success) throw problems.invalid(fieldProblems(parsed.error.issues));
    return this.bring(parsed.data, meta);
  }

  private async bring(file: ProvisioningFile, meta: CommandMeta): Promise<ProvisioningReport> {
    const report: ProvisioningReport = { added: 0, changed: 0, unchanged: 0, ended: 0 };
    const now = await this.snapshot.take();
    const each = async <L extends keyof ProvisioningFile>(
      list: L,
      standing: (entry: ProvisioningFile[L][number]) => Standing | Promise<Standing>,
      command: (meta: CommandMeta, entry: ProvisioningFile[L][number]) => Command<CommandResult>,
    ): Promise<void> => {
      for (const [index, entry] of (file[list] as ProvisioningFile[L][number][]).entries()) {
        const stands = await standing(entry);
        report[stands] += 1;
        if (stands === 'unchanged' || stands === 'ended') continue;
        const path = `${list}.${index}`;
        await this.commands
          .execute(command({ ...meta, idempotencyKey: `${meta.idempotencyKey}:${path}` }, entry))
          .catch((error: unknown) => rethrow(error, path));
      }
    };
    await each(
      'agencies',
      (entry) => agencyStanding(entry, now),
      (m, entry) => new RegisterAgencyEntry(m, { type: 'RegisterAgency', entry }),
    );
    await each(
      'units',
      (entry) => unitStanding(entry, now),
      (m, entry) => new RegisterAgencyEntry(m, { type: 'RegisterUnit', entry }),
    );
    await each(
      'functions',
      (entry) => functionStanding(entry, now),
      (m, entry) => new RegisterAgencyEntry(m, { type: 'RegisterFunction', entry }),
    );
    await each(
      'staff',
      async (entry) => {
        const standing = staffStanding(entry, now);
        const { id: staffId, personnummer } = entry;
        if (standing !== 'unchanged' || !personnummer) return standing;
        const declared = await this.relationStanding({ staffId, personnummer, relation: 'self' }, entry.agencyId);
        return declared === 'unchanged' ? 'unchanged' : 'changed';
      },
      (m, entry) => new RegisterStaff(m, entry),
    );
    await each(
      'standIns',
      (entry) => standInStanding(entry, now),
      (m, entry) => new AppointStandIn(m, entry),
    );
    await each(
      'onCall',
      (entry) => onCallStanding(entry, now),
      (m, entry) => new ScheduleOnCall(m, entry),
    );
    const agencyOf = new Map(file.staff.map(({ id, agencyId }) => [id, agencyId]));
    await each(
      'relations',
      (entry) => (now.staff.get(entry.staffId)?.endedAt ? 'ended' : this.relationStanding(entry, agencyOf.get(entry.staffId)!)),
      (m, entry) => new DeclareRelation(m, entry),
    );
    return report;
  }

  private async relationStanding({ staffId, personnummer, relation }: ProvisioningFile['relations'][number], agencyId: string) {
    const known = await this.register.relationTo(staffId, await this.tokens.personNumber(agencyId, personnummer));
    return !known ? 'added' : known.relation === relation ? 'unchanged' : 'changed';
  }
}

/** The same problem, saying which entry of the file it is about. */
function rethrow(error: unknown, path: string): never {
  if (!(error instanceof Problem)) throw error;
  const { status, slug, title, extra } = error;
  const fields = extra.fields?.map((field) => ({ ...field, path: `${path}.${field.path}` })) ?? [{ path, message: title }];
  throw new Problem(status, slug, title, { ...extra, fields });
}
