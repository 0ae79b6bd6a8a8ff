import { Injectable } from '@nestjs/common';
import { Database } from '#libs/postgres';
import { Clock, type Actor, type AgencyKind, type Duty } from '#libs/shared-kernel';
import { StaffDirectory, type StaffLogin } from '#src/login/index';

const LOGIN = `SELECT s.staff_id AS "staffId", s.name, s.agency_id AS "agencyId", a.name AS "agencyName", a.kind AS "agencyKind", s.unit_id AS "unitId", s.duties
  FROM organisation.staff s JOIN organisation.agencies a USING (agency_id) WHERE s.ended_at IS NULL`;

/** A stand-in covers only what the absent does under the same duty: nobody becomes a police liaison by covering for one as an officer. */
const ACTOR = `
  WITH me AS (
    SELECT s.*, a.kind FROM organisation.staff s JOIN organisation.agencies a USING (agency_id)
     WHERE s.staff_id = $1 AND s.ended_at IS NULL AND $2 = ANY (s.duties)
  ), covered AS (
    SELECT DISTINCT absent.staff_id, absent.unit_id, absent.functions FROM me
      JOIN organisation.stand_ins i ON i.stand_in_id = me.staff_id AND i.valid_from <= $3 AND (i.valid_until IS NULL OR i.valid_until > $3)
      JOIN organisation.staff absent ON absent.staff_id = i.absent_id AND absent.agency_id = me.agency_id AND $2 = ANY (absent.duties)
  )
  SELECT me.agency_id AS "agencyId", me.kind AS "agencyKind", me.unit_id AS "unitId", me.functions,
         ARRAY(SELECT staff_id FROM covered ORDER BY 1) AS "standsInFor",
         ARRAY(SELECT DISTINCT f FROM covered, unnest(covered.functions) f) AS "coveredFunctions",
         ARRAY(SELECT DISTINCT o.function_id FROM organisation.on_call o
                WHERE o.staff_id = me.staff_id AND o.valid_from <= $3 AND (o.valid_until IS NULL OR o.valid_until > $3)) AS "onCallFunctions",
         ARRAY(SELECT f.function_id FROM organisation.functions f
                WHERE f.unit_id = me.unit_id OR f.unit_id IN (SELECT unit_id FROM covered)) AS "unitFunctions"
    FROM me`;

interface ActorRow {
  agencyId: string;
  agencyKind: AgencyKind;
  unitId: string;
  functions: string[];
  standsInFor: string[];
  coveredFunctions: string[];
  onCallFunctions: string[];
  unitFunctions: string[];
}

const WITHOUT_FUNCTIONS: readonly Duty[] = ['administrator', 'county-coordinator'];

/** Who a login is, and what each duty gives right now: asked of the register at each request, on the injected clock. */
@Injectable()
export class OrganisationStaffDirectory extends StaffDirectory {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  /** Accounts are unique in an installation, which has one login service: the issuer was checked by the login. */
  async findBySubject(_issuer: string, subject: string): Promise<StaffLogin | null> {
    const { rows } = await this.database.app.query<StaffLogin>(`${LOGIN} AND s.subject = $1`, [subject]);
    return rows[0] ?? null;
  }

  async dutiesOf(staffId: string): Promise<readonly Duty[]> {
    const { rows } = await this.database.app.query<StaffLogin>(`${LOGIN} AND s.staff_id = $1`, [staffId]);
    return rows[0]?.duties ?? [];
  }

  /** A supervisor heads the unit they belong to, and the functions that the register names for them. */
  async actorOf(staffId: string, duty: Duty): Promise<Actor | null> {
    const { rows } = await this.database.app.query<ActorRow>(ACTOR, [staffId, duty, this.clock.now()]);
    const row = rows[0];
    if (!row) return null;
    const { agencyId, agencyKind, unitId, standsInFor, onCallFunctions } = row;
    const headed = duty === 'supervisor' ? row.unitFunctions : [];
    const functions = WITHOUT_FUNCTIONS.includes(duty) ? [] : [...row.functions, ...row.coveredFunctions, ...onCallFunctions, ...headed];
    return {
      staffId,
      agencyId,
      agencyKind,
      unitId,
      duty,
      functions: [...new Set(functions)].sort(),
      standsInFor,
      onCall: onCallFunctions.length > 0,
    };
  }
}
