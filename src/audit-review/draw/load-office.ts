import type { SearchTokens } from '#libs/privacy';
import type { ReadTransaction } from '#src/access/index';
import type { Access } from '../signals/access.js';
import type { OfficeFacts } from '../signals/office.js';

/** A member of staff as the register has them. */
export interface Colleague {
  readonly staffId: string;
  readonly unitId: string;
  readonly name: string;
  readonly functions: readonly string[];
  readonly heads: boolean;
}

/** For this one transaction: the agency's own machinery reads its own staff's lines. Row-level security asks for both. */
export const openTrail = (tx: ReadTransaction): Promise<unknown> => tx.sql("SELECT set_config('app.reviewing', 'log', true)", []);

const LINES = `
  SELECT audit_id AS "auditId", (date_part('epoch', at) * 1000)::float8 AS at, action, outcome, staff_id AS "staffId", coalesce(unit_id, '') AS "unitId",
         case_id AS "caseId", person_ids AS "personIds"
    FROM audit.records
   WHERE agency_id = access.agency() AND at >= $1 AND at < $2 AND staff_id IS NOT NULL AND duty <> 'system'
     AND object_type NOT IN ('AuditRecord', 'LogReview', 'LogExtract', 'Route', 'Session', 'Organisation', 'OperatingState')
     AND ((outcome = 'denied' AND action <> 'login-failed') OR action IN ('read', 'search', 'reveal', 'export', 'print', 'break-glass'))
   ORDER BY number`;

/** What the agency's staff looked at, and were refused, between two moments. */
export const lookLines = (tx: ReadTransaction, from: Date, until: Date): Promise<Access[]> => tx.sql<Access>(LINES, [from, until]);

const STAFF = `
  SELECT staff_id AS "staffId", unit_id AS "unitId", name, functions, 'supervisor' = ANY (duties) AS heads
    FROM organisation.staff WHERE agency_id = access.agency()`;
export const colleagues = (tx: ReadTransaction): Promise<Colleague[]> => tx.sql<Colleague>(STAFF, []);

const MOMENTS = `(date_part('epoch', valid_from) * 1000)::float8 AS from, (date_part('epoch', valid_until) * 1000)::float8 AS until`;

/** Everything that the rules ask, about what these lines touch. */
export const loadFacts = async (
  tx: ReadTransaction,
  tokens: SearchTokens,
  lines: readonly Access[],
  staff: readonly Colleague[],
): Promise<OfficeFacts> => {
  const { agencyId } = tx.context.actor;
  const touched = [...new Set(lines.flatMap(({ personIds }) => personIds))];
  const found = await tx.sql<{ personId: string; caseId: string }>(
    'SELECT DISTINCT person_id AS "personId", case_id AS "caseId" FROM access.person_tokens WHERE agency_id = access.agency() AND person_id = ANY ($1::uuid[])',
    [touched],
  );
  const cases = [...new Set([...lines.flatMap(({ caseId }) => caseId ?? []), ...found.map(({ caseId }) => caseId)])];
  const acting = [...new Set(lines.map(({ staffId }) => staffId))];
  const persons = await tx.sql<{ personId: string; caseId: string; names: string[] }>(
    `SELECT person_id AS "personId", case_id AS "caseId", coalesce(array_agg(DISTINCT token) FILTER (WHERE kind = 'name'), '{}') AS names
       FROM access.person_tokens WHERE agency_id = access.agency() AND case_id = ANY ($1::uuid[]) GROUP BY person_id, case_id`,
    [cases],
  );
  const declared = await tx.sql<{ staffId: string; caseId: string; relation: string }>(
    'SELECT staff_id AS "staffId", case_id AS "caseId", relation FROM access.reviewed_relations($1, $2::uuid[])',
    [acting, cases],
  );
  return {
    staff: await Promise.all(
      staff.map(async ({ staffId, functions, name }) => {
        const [surname = ''] = await tokens.name(agencyId, name.trim().split(/\s+/).at(-1) ?? '');
        const homes = declared.filter((one) => one.staffId === staffId && one.relation === 'same-home');
        return { staffId, functions, surname, addresses: homes.map(({ caseId }) => caseId) };
      }),
    ),
    // Homes are compared by what staff have declared: the register holds no addresses of theirs, and those of persons stay sealed.
    persons: persons.map((person) => ({ ...person, addresses: [person.caseId] })),
    assignments: await tx.sql(
      `SELECT staff_id AS "staffId", case_id AS "caseId", NULL AS from, (date_part('epoch', ended_at) * 1000)::float8 AS until
         FROM access.assignments WHERE agency_id = access.agency() AND case_id = ANY ($1::uuid[])`,
      [cases],
    ),
    standIns: await tx.sql(
      `SELECT stand_in_id AS "staffId", absent_id AS "absentId", ${MOMENTS} FROM organisation.stand_ins WHERE stand_in_id = ANY ($1)`,
      [acting],
    ),
    onCall: await tx.sql(`SELECT staff_id AS "staffId", ${MOMENTS} FROM organisation.on_call WHERE staff_id = ANY ($1)`, [acting]),
    sentTo: await tx.sql(
      `SELECT DISTINCT recipient_function AS "functionId", case_id AS "caseId" FROM access.grants
        WHERE recipient_agency = access.agency() AND case_id = ANY ($1::uuid[])`,
      [cases],
    ),
    declared: declared.map(({ staffId, caseId, relation }) => ({
      ...{ staffId, caseId },
      relation: relation === 'neighbour' ? ('neighbour' as const) : ('kin' as const),
    })),
    work: await tx.sql(
      `SELECT staff_id AS "staffId", case_id AS "caseId", (date_part('epoch', at) * 1000)::float8 AS at FROM audit.records
        WHERE agency_id = access.agency() AND action = 'command' AND outcome = 'allowed' AND object_type NOT IN ('LogReview', 'LogExtract')
          AND case_id = ANY ($1::uuid[])`,
      [cases],
    ),
  };
};
