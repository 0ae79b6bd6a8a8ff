import type { Type } from '@nestjs/common';
import { DataSource, type ObjectLiteral } from 'typeorm';
import { compilePolicy, factColumns, policyFor, withActor, type RequestContext, type SubjectType } from '#src/access/index';
import { rooms } from '#src/app/rooms';
import type { World } from '../support/world.js';

export type Entity = Type<ObjectLiteral>;
interface Key {
  readonly key: string;
}

/** What the policy is asked about the rows of each table. */
export const SUBJECTS: Readonly<Record<string, SubjectType>> = {
  audit_records: 'AuditRecord',
  attachments: 'Attachment',
  child_steps: 'Report',
  extensions: 'Extension',
  chain_entries: 'ChainEntry',
  clock_notices: 'Record',
  clocks: 'Record',
  consent_entries: 'Consent',
  disclosures: 'Disclosure',
  gap_acknowledgements: 'Record',
  interventions: 'Intervention',
  journal_notes: 'Note',
  log_extracts: 'LogExtract',
  meetings: 'Plan',
  meeting_parts: 'Plan',
  log_reviews: 'LogReview',
  openings: 'Opening',
  disclosure_reviews: 'DisclosureReview',
  person_history: 'Person',
  persons: 'Person',
  plan_versions: 'Plan',
  police_reports: 'Report',
  proceedings: 'Intervention',
  received: 'ReceivedCopy',
  record_acts: 'Record',
  records: 'Record',
  referral_fields: 'Referral',
  referral_formers: 'Referral',
  referral_messages: 'Referral',
  referrals: 'Referral',
  retention: 'Retention',
  retention_parts: 'Retention',
  risk_assessments: 'RiskAssessment',
  safety_plans: 'RiskAssessment',
};

/** Where the rows of a door lie, if not in the table of its name in `views`. */
const TRAIL = 'audit_records';
const tableBehind = (name: string): string => (name === TRAIL ? 'audit.records' : `views.${name}`);

export interface Comparison {
  readonly compared: number;
  readonly beyond: readonly string[];
}

/** Compares what a raw query shows an actor (row-level security alone) with what the policy alone would. `owner` is past the wall. */
export const secondWall = async (world: World, owner: DataSource) => {
  const source = world.app.get(DataSource, { strict: false });
  const { rows: all } = await world.database.app.query<{ name: string }>(
    `SELECT CASE table_schema WHEN 'audit' THEN 'audit_' ELSE '' END || table_name || '.' || column_name AS name
       FROM information_schema.columns WHERE table_schema IN ('views', 'audit')`,
  );
  const columnsOf = new Set(all.map(({ name }) => name));
  const entities = rooms.entities.filter((entity) => {
    const { tableName, schema, columns } = owner.getMetadata(entity);
    // What the policy asks of a line; others read the same door by some of its columns.
    const whole = tableName !== TRAIL || columns.some(({ propertyName }) => propertyName === 'concernsAgency');
    return schema === 'door' && SUBJECTS[tableName] && whole;
  });
  // The table and its door share their columns, but for the few that a door renames.
  const keysOf = (entity: Entity): string => {
    const { tableName, primaryColumns } = owner.getMetadata(entity);
    const shared = primaryColumns.filter(({ databaseName }) => columnsOf.has(`${tableName}.${databaseName}`));
    return shared.map(({ databaseName }) => `row.${databaseName}::text`).join(` || ' ' || `);
  };
  const behindTheWall = (entity: Entity, context: RequestContext): Promise<Key[]> =>
    withActor(source, context, async (runner) => {
      const text = `SELECT ${keysOf(entity)} AS key FROM ${tableBehind(owner.getMetadata(entity).tableName)} row`;
      return (await runner.query(text)) as Key[];
    });
  const permitted = (entity: Entity, context: RequestContext): Promise<Key[]> =>
    withActor(owner, context, async (runner) => {
      const { tableName, columns } = owner.getMetadata(entity);
      const names = factColumns(columns.map(({ propertyName }) => propertyName));
      const { sql, parameters } = compilePolicy(policyFor(context.actor), 'read', SUBJECTS[tableName]!, names);
      const query = runner.manager.createQueryBuilder(entity, 'row').where(sql, parameters);
      return query.select(keysOf(entity), 'key').getRawMany<Key>();
    });
  const compare = async (entity: Entity, raw: RequestContext, judged = raw): Promise<Comparison> => {
    const [wall, allowed] = [await behindTheWall(entity, raw), new Set((await permitted(entity, judged)).map(({ key }) => key))];
    const { agencyId, duty } = raw.actor;
    const beyond = wall.filter(({ key }) => !allowed.has(key)).map(({ key }) => `${duty} of ${agencyId}: ${entity.name} ${key}`);
    return { compared: wall.length, beyond };
  };
  return { entities, compare, keysOf, behindTheWall, permitted, tableOf: (entity: Entity) => owner.getMetadata(entity).tableName };
};
