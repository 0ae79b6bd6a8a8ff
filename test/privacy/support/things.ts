import type { Thing } from '../county.js';
import type { Ground } from './generate-county.js';
import type { Owner } from './write-county.js';

/** A row of `views`, as JSON. */
type Row = Readonly<Record<string, never>>;
interface Referral {
  readonly referral_id: string;
  readonly owner_agency: string;
  readonly record_id: string;
  readonly case_id: string;
  readonly sender_function: string;
  readonly recipient_function: string;
  readonly status: string;
  readonly expires_at: string | null;
}

/** What the tables of `views` hold, in the oracle's words. */
const KIND_OF: Readonly<Record<string, string>> = {
  attachments: 'report',
  child_steps: 'report',
  extensions: 'urgent',
  chain_entries: 'chain',
  clock_notices: 'record',
  clocks: 'record',
  consent_entries: 'consent',
  disclosures: 'disclosure',
  gap_acknowledgements: 'record',
  interventions: 'intervention',
  journal_notes: 'report',
  log_extracts: 'extract',
  log_reviews: 'review',
  meetings: 'plan',
  meeting_parts: 'plan',
  openings: 'opening',
  disclosure_reviews: 'urgent',
  person_history: 'person',
  persons: 'person',
  plan_versions: 'plan',
  police_reports: 'report',
  proceedings: 'intervention',
  received: 'received',
  record_acts: 'record',
  records: 'record',
  referral_fields: 'sent-field',
  referral_formers: 'returned',
  referral_messages: 'sent-message',
  referrals: 'sent',
  retention: 'retention',
  retention_parts: 'retention',
  risk_assessments: 'risk',
  safety_plans: 'risk',
};

/** Everything that the views hold, table by table: what a row tells of itself, in the oracle's words. */
export const readThings = async (owner: Owner, table: string, key: string): Promise<Map<string, Thing>> => {
  const rows = await owner.rows<{ key: string; row: Row }>(`SELECT ${key} AS key, to_jsonb(row) AS row FROM views.${table} row`);
  const referrals = new Map(
    (await owner.rows<{ row: Referral }>('SELECT to_jsonb(r) AS row FROM views.referrals r')).map(({ row }) => [row.referral_id, row]),
  );
  const functions = new Map(
    (await owner.rows<{ id: string; name: string }>('SELECT record_id AS id, function_id AS name FROM views.records')).map((one) => [
      one.id,
      one.name,
    ]),
  );
  // What a head of the owner decided alone names no unit: any other head reviews it.
  const heads = new Set(
    (
      await owner.rows<{ who: string }>(
        "SELECT agency_id || ' ' || staff_id AS who FROM organisation.staff WHERE 'supervisor' = ANY (duties)",
      )
    ).map(({ who }) => who),
  );
  const kind = KIND_OF[table];
  if (!kind) throw new Error(`the oracle has no word for views.${table}`);
  return new Map(
    rows.map(({ key: name, row }) => {
      const byHead = kind === 'urgent' && heads.has([row['owner_agency'], row['decided_by']].join(' '));
      return [name, { ...thingOf(kind, row, referrals, functions), ...(byHead ? { unit: '' } : {}) }];
    }),
  );
};

/** Which function works with these stands with their record. */
const OF_THE_RECORD = ['record', 'retention', 'urgent'];
const when = (text: string | null | undefined): number | null => (text ? Date.parse(text) : null);

const thingOf = (kind: string, row: Row, referrals: ReadonlyMap<string, Referral>, functions: ReadonlyMap<string, string>): Thing => {
  if (kind === 'returned') {
    const referral = { id: row['referral_id']!, to: '', status: '', expires: null, returnedBy: row['function_id']! };
    return { kind, agency: '', case: row['case_id']!, record: '', function: '', referral };
  }
  if (kind.startsWith('sent')) {
    const sent = referrals.get(row['referral_id']!)!;
    const message = {
      between: row['audience_function']!,
      answer: row['kind'] === ('answer' as never) ? row['class']! : null,
      by: row['owner_agency']!,
    };
    return {
      ...{
        kind,
        agency: sent.owner_agency,
        case: sent.case_id,
        record: sent.record_id,
        function: sent.sender_function,
        class: row['class']!,
      },
      referral: {
        ...{ id: sent.referral_id, to: sent.recipient_function, status: sent.status, expires: when(sent.expires_at), returnedBy: '' },
        ...(kind === 'sent-message' ? { message } : {}),
      },
    };
  }
  return {
    ...{ kind, agency: row['owner_agency']!, case: row['case_id']!, record: row['record_id']! },
    function: (OF_THE_RECORD.includes(kind) ? functions.get(row['record_id']!) : row['function_id']) ?? '',
    ...{
      unit: row['unit_id']!,
      staff: row['staff_id']!,
      asked: row['asked'] === (true as never),
      class: row['class']!,
      person: row['person_id']!,
    },
    at: when(kind === 'plan' ? row['agreed_at'] : row['recorded_at']),
  };
};

/** The records and functions that a county is generated over. */
export const readGround = async (owner: Owner, now: number): Promise<Omit<Ground, 'people'>> => ({
  now,
  records: await owner.rows(`SELECT r.record_id AS record, r.case_id AS case, r.owner_agency AS agency,
      ARRAY(SELECT p.person_id::text FROM views.persons p WHERE p.record_id = r.record_id) AS persons,
      ARRAY(SELECT q.referral_id::text FROM views.referrals q WHERE q.record_id = r.record_id) AS requests FROM views.records r ORDER BY r.owner_agency, r.track, r.opened_at, r.record_id`),
  functions: await owner.rows('SELECT function_id AS id, agency_id AS agency FROM organisation.functions ORDER BY 1'),
  classes: ['identity', 'contact', 'location', 'health', 'risk', 'crime', 'child', 'support', 'plan', 'free-text', 'reference'],
});
