import { Injectable } from '@nestjs/common';
import type { ProvisionedAgency, ProvisionedFunction, ProvisionedUnit } from '#config/county';
import { Database } from '#libs/postgres';
import { Register, type StaffEntry } from './register.js';

export interface Spell {
  readonly from: string;
  readonly until: string | null;
}
/** The whole register at a moment, in the words of the provisioning file. */
export interface Snapshot {
  readonly agencies: ReadonlyMap<string, ProvisionedAgency>;
  readonly units: ReadonlyMap<string, ProvisionedUnit>;
  readonly functions: ReadonlyMap<string, ProvisionedFunction>;
  readonly staff: ReadonlyMap<string, StaffEntry>;
  readonly standIns: readonly (Spell & { absentStaffId: string; standInStaffId: string })[];
  readonly onCall: readonly (Spell & { staffId: string; functionId: string })[];
}

interface Period {
  from: Date;
  until: Date | null;
}
const spell = <T extends Period>(row: T): Omit<T, keyof Period> & Spell => ({
  ...row,
  from: row.from.toISOString(),
  until: row.until?.toISOString() ?? null,
});
const byId = <T extends { id: string }>(rows: readonly T[]): ReadonlyMap<string, T> => new Map(rows.map((row) => [row.id, row]));

@Injectable()
export class RegisterSnapshot {
  constructor(
    private readonly database: Database,
    private readonly register: Register,
  ) {}

  async take(): Promise<Snapshot> {
    const agencies = await this.rows<ProvisionedAgency>(
      'SELECT agency_id AS id, name, kind, connected, municipality FROM organisation.agencies ORDER BY name',
    );
    const units = await this.rows<ProvisionedUnit>(
      'SELECT unit_id AS id, agency_id AS "agencyId", name FROM organisation.units ORDER BY name',
    );
    const functions = await this.rows<ProvisionedFunction>(
      `SELECT function_id AS id, name, agency_id AS "agencyId", unit_id AS "unitId", connected, accepts, hours, municipality, phone
         FROM organisation.functions ORDER BY name`,
    );
    const standIns = await this.rows<Period & { absentStaffId: string; standInStaffId: string }>(
      `SELECT absent_id AS "absentStaffId", stand_in_id AS "standInStaffId", valid_from AS "from", valid_until AS "until"
         FROM organisation.stand_ins ORDER BY valid_from`,
    );
    const onCall = await this.rows<Period & { staffId: string; functionId: string }>(
      `SELECT staff_id AS "staffId", function_id AS "functionId", valid_from AS "from", valid_until AS "until"
         FROM organisation.on_call ORDER BY valid_from`,
    );
    return {
      agencies: byId(agencies),
      units: byId(units),
      functions: byId(functions),
      staff: byId(await this.register.allStaff()),
      standIns: standIns.map(spell),
      onCall: onCall.map(spell),
    };
  }

  private async rows<T extends object>(text: string): Promise<T[]> {
    return (await this.database.app.query<T>(text)).rows;
  }
}
