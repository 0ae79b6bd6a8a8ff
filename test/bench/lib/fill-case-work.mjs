import pg from 'pg';
import { fillEvents } from './fill.mjs';

const EVENTS_OF_A_CASE = 50;
const CHUNK = 20_000;

/**
 * Brings the whole store of a running application to a size: events, and what the views, the rights, the audit trail and the idempotency hold of them.
 * The subscriptions' checkpoints are moved past what is filled in, as if they had handled it.
 * @param {string} superuserUrl of the application's database
 * @param {number} to events in all
 */
export const fillCaseWork = async (superuserUrl, to, say) => {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const { rows } = await client.query('SELECT count(*)::int AS events FROM es.events');
    const events = Math.max(0, to - rows[0].events);
    const cases = Math.ceil(events / EVENTS_OF_A_CASE);
    await fillEvents(superuserUrl, { to: events, streams: cases, say });
    for (let from = 0; from < cases; from += CHUNK) {
      const span = [from + 1, Math.min(cases, from + CHUNK)];
      for (const text of CASE_ROWS) await client.query(text, span);
    }
    for (let from = 0; from < events; from += CHUNK * 5)
      for (const text of EVENT_ROWS) await client.query(text, [from + 1, Math.min(events, from + CHUNK * 5)]);
    await client.query('UPDATE es.checkpoints SET position = (SELECT max(position)::text FROM es.events)');
    await client.query('VACUUM (ANALYZE)');
  } finally {
    await client.end();
  }
};

/** Ids that are made from a number, so that the tables agree with each other. */
const id = (kind, number) => `md5('${kind}' || ${number})::uuid`;
const caseOf = `(n / ${EVENTS_OF_A_CASE} + 1)`;

const CASE_ROWS = [
  `INSERT INTO views.records (record_id, case_id, owner_agency, function_id, status, source, opened_by, opened_at, revision)
   SELECT ${id('record', 'n')}, ${id('case', 'n')}, 'socialtjanst-lulea', 'lulea-mottagning-vald', 'open', 'own', ${id('staff', 'n % 200')}, now(), 1
     FROM generate_series($1::int, $2::int) n`,
  `INSERT INTO access.assignments (record_id, case_id, agency_id, function_id, staff_id)
   SELECT ${id('record', 'n')}, ${id('case', 'n')}, 'socialtjanst-lulea', 'lulea-mottagning-vald', ${id('staff', 'n % 200')}::text
     FROM generate_series($1::int, $2::int) n`,
];

const EVENT_ROWS = [
  `INSERT INTO views.chain_entries (entry_id, event_id, case_id, record_id, owner_agency, type, class, thing, thing_id, occurred_at, recorded_at, position, fields)
   SELECT ${id('entry', 'n')}, ${id('event', 'n')}, ${id('case', caseOf)}, ${id('record', caseOf)}, 'socialtjanst-lulea', 'social-services.MeasurePlanned', 'support',
          'measure', ${id('thing', 'n')}, now(), now(), n, '{"kind": {"class": "support", "value": "counselling"}}'
     FROM generate_series($1::int, $2::int) n`,
  `INSERT INTO http.idempotency (staff_id, key, request_hash, stream, revision, event_id, created_at)
   SELECT ${id('staff', 'n % 200')}::text, ${id('key', 'n')}::text, md5(n::text), 'fill-' || ${caseOf}, n % ${EVENTS_OF_A_CASE} + 1, ${id('event', 'n')}, now()
     FROM generate_series($1::int, $2::int) n`,
  `INSERT INTO audit.records (audit_id, at, action, operation, outcome, staff_id, duty, agency_id, unit_id, object_type, object_id, case_id, record_id,
                              owner_agencies, person_ids, hits, classes, correlation_id, leaf)
   SELECT ${id('audit', 'n')}, now(), 'command', 'fill', 'allowed', ${id('staff', 'n % 200')}::text, 'caseworker', 'socialtjanst-lulea', 'lulea-mottagning-vald', 'Measure',
          ${id('thing', 'n')}::text, ${id('case', caseOf)}, ${id('record', caseOf)}, '{socialtjanst-lulea}', '{}', '{}', '{support}', ${id('correlation', 'n')}::text, sha256(n::text::bytea)
     FROM generate_series($1::int, $2::int) n`,
];
