import type { Client } from 'pg';

/**
 * Watches whether a view's row is ever written twice from one event. `views.person_history` has a row for each event, put by its id: a second application
 * would leave the same row behind and no trace, so the database is told to keep one.
 */
export const watchForTwice = async (client: Client): Promise<void> => {
  await client.query(`
    CREATE SCHEMA faults;
    CREATE TABLE faults.applied (event_id uuid NOT NULL);
    CREATE FUNCTION faults.applied() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
      BEGIN INSERT INTO faults.applied VALUES (NEW.event_id); RETURN NEW; END $$;
    CREATE TRIGGER faults_applied AFTER INSERT OR UPDATE ON views.person_history FOR EACH ROW EXECUTE FUNCTION faults.applied();
  `);
};

/** How many applications there were, and how many of them too many. */
export const appliedTwice = async (client: Client): Promise<{ applied: number; tooMany: number }> => {
  const { rows } = await client.query<{ applied: number; too_many: number }>(
    'SELECT count(*)::int AS applied, (count(*) - count(DISTINCT event_id))::int AS too_many FROM faults.applied',
  );
  return { applied: rows[0]!.applied, tooMany: rows[0]!.too_many };
};

/** No trace of a rebuild, which rightly writes all anew. */
export const stopWatching = (client: Client): Promise<unknown> => client.query('DROP TRIGGER faults_applied ON views.person_history');
