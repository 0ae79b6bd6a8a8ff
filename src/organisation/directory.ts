import { Injectable } from '@nestjs/common';
import { Database } from '#libs/postgres';
import type { AgencyKind } from '#libs/shared-kernel';
import { Directory, type DirectoryFunction, type DirectoryStaff } from '#src/access/index';
import { operator } from './operator.js';

const FUNCTIONS = `SELECT f.function_id AS id, f.name, f.agency_id AS "agencyId", a.name AS "agencyName", a.kind AS "agencyKind", f.unit_id AS "unitId",
  f.connected AND a.connected AS connected, f.accepts, f.hours, f.phone FROM organisation.functions f JOIN organisation.agencies a USING (agency_id)`;
const STAFF = 'SELECT staff_id AS id, name, title, agency_id AS "agencyId", unit_id AS "unitId" FROM organisation.staff';
const OPERATOR = { name: 'Driftpersonal (kommandorad)', agency: 'Systemets drift' };

/** The address book, read from the register at each question. */
@Injectable()
export class PostgresDirectory extends Directory {
  private readonly onTheWay = new Map<string, Promise<unknown[]>>();

  constructor(private readonly database: Database) {
    super();
  }

  async functionById(functionId: string): Promise<DirectoryFunction | null> {
    const [found] = await this.rows<DirectoryFunction>(`${FUNCTIONS} WHERE f.function_id = $1`, functionId);
    return found ?? null;
  }

  async functions(): Promise<readonly DirectoryFunction[]> {
    return this.rows<DirectoryFunction>(`${FUNCTIONS} ORDER BY a.name, f.name`);
  }

  /** Also those who have ended: what they did still bears their name. */
  async staffById(staffId: string): Promise<DirectoryStaff | null> {
    if (staffId === operator.staffId) {
      const { agencyId, unitId } = operator;
      return { id: staffId, name: OPERATOR.name, title: OPERATOR.name, agencyId, unitId };
    }
    const [found] = await this.rows<DirectoryStaff>(`${STAFF} WHERE staff_id = $1`, staffId);
    return found ?? null;
  }

  async staffOf(agencyId: string): Promise<readonly DirectoryStaff[]> {
    return this.rows<DirectoryStaff>(
      `${STAFF} WHERE agency_id = $1 AND ended_at IS NULL AND duties && ARRAY['caseworker', 'police-officer'] ORDER BY name`,
      agencyId,
    );
  }

  async employeesOf(agencyId: string): Promise<readonly DirectoryStaff[]> {
    return this.rows<DirectoryStaff>(`${STAFF} WHERE agency_id = $1 AND ended_at IS NULL ORDER BY name`, agencyId);
  }

  async onCallUntil(staffId: string, at: Date): Promise<Date | null> {
    const { rows } = await this.database.app.query<{ until: Date | null }>(
      'SELECT max(valid_until) AS until FROM organisation.on_call WHERE staff_id = $1 AND valid_from <= $2 AND valid_until > $2',
      [staffId, at],
    );
    return rows[0]?.until ?? null;
  }

  async agencyName(agencyId: string): Promise<string> {
    if (agencyId === operator.agencyId) return OPERATOR.agency;
    const [found] = await this.rows<{ name: string }>('SELECT name FROM organisation.agencies WHERE agency_id = $1', agencyId);
    return found?.name ?? agencyId;
  }

  async unitName(unitId: string): Promise<string> {
    const [found] = await this.rows<{ name: string }>('SELECT name FROM organisation.units WHERE unit_id = $1', unitId);
    return found?.name ?? unitId;
  }

  async agencyKind(agencyId: string): Promise<AgencyKind | null> {
    const [found] = await this.rows<{ kind: AgencyKind }>('SELECT kind FROM organisation.agencies WHERE agency_id = $1', agencyId);
    return found?.kind ?? null;
  }

  /** A page asks for the same few names many times at once: those who ask while a question is on its way share its answer. Nothing is kept after it. */
  private rows<T extends object>(text: string, ...values: string[]): Promise<T[]> {
    const question = `${text} ${values.join(' ')}`;
    const asked = this.onTheWay.get(question) ?? this.ask(question, text, values);
    return asked as Promise<T[]>;
  }

  private ask(question: string, text: string, values: string[]): Promise<unknown[]> {
    const answer = this.database.app.query<object>(text, values).then(({ rows }) => rows);
    this.onTheWay.set(question, answer);
    const forget = (): void => void this.onTheWay.delete(question);
    answer.then(forget, forget);
    return answer;
  }
}
