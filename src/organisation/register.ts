import { Injectable } from '@nestjs/common';
import { Database } from '#libs/postgres';
import type { AgencyKind, Duty } from '#libs/shared-kernel';

export interface StaffEntry {
  readonly id: string;
  readonly agencyId: string;
  readonly unitId: string;
  readonly name: string;
  readonly title: string;
  readonly subject: string;
  readonly duties: readonly Duty[];
  readonly functions: readonly string[];
  readonly identityId: string;
  readonly endedAt: Date | null;
}

const STAFF = `SELECT staff_id AS id, agency_id AS "agencyId", unit_id AS "unitId", name, title, subject, duties, functions,
  identity_id AS "identityId", ended_at AS "endedAt" FROM organisation.staff`;

/** What commands of the register ask of it before they are decided. No rows of cases: nothing here needs an actor. */
@Injectable()
export class Register {
  constructor(private readonly database: Database) {}

  async staff(staffId: string): Promise<StaffEntry | null> {
    const [found] = await this.rows<StaffEntry>(`${STAFF} WHERE staff_id = $1`, staffId);
    return found ?? null;
  }

  async allStaff(): Promise<StaffEntry[]> {
    return this.rows<StaffEntry>(`${STAFF} ORDER BY agency_id, name`);
  }

  /** Whose login it is now. */
  async loginOf(subject: string): Promise<string | null> {
    const [found] = await this.rows<{ id: string }>(
      'SELECT staff_id AS id FROM organisation.staff WHERE subject = $1 AND ended_at IS NULL',
      subject,
    );
    return found?.id ?? null;
  }

  async agencyKind(agencyId: string): Promise<AgencyKind | null> {
    const [found] = await this.rows<{ kind: AgencyKind }>('SELECT kind FROM organisation.agencies WHERE agency_id = $1', agencyId);
    return found?.kind ?? null;
  }

  async agencyOfUnit(unitId: string): Promise<string | null> {
    const [found] = await this.rows<{ agencyId: string }>(
      'SELECT agency_id AS "agencyId" FROM organisation.units WHERE unit_id = $1',
      unitId,
    );
    return found?.agencyId ?? null;
  }

  async agencyOfFunction(functionId: string): Promise<string | null> {
    const [found] = await this.rows<{ agencyId: string }>(
      'SELECT agency_id AS "agencyId" FROM organisation.functions WHERE function_id = $1',
      functionId,
    );
    return found?.agencyId ?? null;
  }

  async functionsOf(agencyId: string): Promise<string[]> {
    const rows = await this.rows<{ id: string }>('SELECT function_id AS id FROM organisation.functions WHERE agency_id = $1', agencyId);
    return rows.map(({ id }) => id);
  }

  /** The declaration that stands for this person number of this staff member, found by its blind token. */
  async relationTo(staffId: string, token: string): Promise<{ relationId: string; relation: string } | null> {
    const [found] = await this.rows<{ relationId: string; relation: string }>(
      'SELECT relation_id AS "relationId", relation FROM organisation.relation_to($1, $2)',
      staffId,
      token,
    );
    return found ?? null;
  }

  /** Whose declaration it is. */
  async declarerOf(relationId: string): Promise<string | null> {
    const [found] = await this.rows<{ staffId: string }>(
      'SELECT staff_id AS "staffId" FROM organisation.relations WHERE relation_id = $1',
      relationId,
    );
    return found?.staffId ?? null;
  }

  private async rows<T extends object>(text: string, ...values: string[]): Promise<T[]> {
    return (await this.database.app.query<T>(text, values)).rows;
  }
}
