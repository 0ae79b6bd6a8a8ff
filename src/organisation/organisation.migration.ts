import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The register of agencies and staff as it stands now. What an actor may do is read from it at each request, so its rows are written only by
 * `organisation.apply`, in the commit of the event that changes them. Names stand in clear here, in rows that can be deleted; in events they are sealed.
 */
export class Organisation1700000006000 implements MigrationInterface {
  name = 'Organisation1700000006000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA organisation;
      CREATE TABLE organisation.agencies (agency_id text PRIMARY KEY, name text NOT NULL, kind text NOT NULL, connected boolean NOT NULL, municipality text);
      CREATE TABLE organisation.units (
        unit_id text PRIMARY KEY, agency_id text NOT NULL REFERENCES organisation.agencies, name text NOT NULL, UNIQUE (unit_id, agency_id)
      );
      CREATE TABLE organisation.functions (
        function_id text PRIMARY KEY, agency_id text NOT NULL, unit_id text NOT NULL, name text NOT NULL, connected boolean NOT NULL,
        accepts text[] NOT NULL, hours text NOT NULL, municipality text, phone text,
        FOREIGN KEY (unit_id, agency_id) REFERENCES organisation.units (unit_id, agency_id)
      );
      CREATE TABLE organisation.staff (
        staff_id text PRIMARY KEY, agency_id text NOT NULL, unit_id text NOT NULL, name text NOT NULL, title text NOT NULL, subject text NOT NULL,
        duties text[] NOT NULL, functions text[] NOT NULL, identity_id uuid NOT NULL, ended_at timestamptz,
        FOREIGN KEY (unit_id, agency_id) REFERENCES organisation.units (unit_id, agency_id)
      );
      CREATE UNIQUE INDEX staff_subject ON organisation.staff (subject) WHERE ended_at IS NULL;
      CREATE INDEX staff_by_agency ON organisation.staff (agency_id);
      CREATE TABLE organisation.stand_ins (
        absent_id text NOT NULL REFERENCES organisation.staff, stand_in_id text NOT NULL REFERENCES organisation.staff,
        valid_from timestamptz NOT NULL, valid_until timestamptz, PRIMARY KEY (stand_in_id, absent_id, valid_from)
      );
      CREATE TABLE organisation.on_call (
        staff_id text NOT NULL REFERENCES organisation.staff, function_id text NOT NULL REFERENCES organisation.functions,
        valid_from timestamptz NOT NULL, valid_until timestamptz, PRIMARY KEY (staff_id, function_id, valid_from)
      );
      -- That a relation is declared, and when. Whom it is to stands only as a blind token, which nobody may select.
      CREATE TABLE organisation.relations (
        staff_id text NOT NULL REFERENCES organisation.staff, token text NOT NULL, relation_id uuid NOT NULL UNIQUE, relation text NOT NULL,
        declared_at timestamptz NOT NULL, retracted_at timestamptz, retract_reason text, PRIMARY KEY (staff_id, token)
      );
    `);
    await runner.query(APPLY);
    await runner.query(`
      SELECT es.register_companion('organisation', 'organisation.apply');
      CREATE FUNCTION organisation.relation_to(staff text, blind text) RETURNS TABLE (relation_id uuid, relation text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
        SELECT r.relation_id, r.relation FROM organisation.relations r WHERE r.staff_id = staff AND r.token = blind $$;
      REVOKE ALL ON FUNCTION organisation.apply(json), organisation.relation_to(text, text) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION organisation.apply(json), organisation.relation_to(text, text) TO insatskedja_app;
      GRANT USAGE ON SCHEMA organisation TO insatskedja_app;
      GRANT SELECT ON organisation.agencies, organisation.units, organisation.functions, organisation.staff, organisation.stand_ins, organisation.on_call TO insatskedja_app;
      GRANT SELECT (relation_id, staff_id, relation, declared_at, retracted_at, retract_reason) ON organisation.relations TO insatskedja_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM es.companions WHERE name = 'organisation'; DROP SCHEMA organisation CASCADE`);
  }
}

/** Every change is an upsert of what the event says. An id that another agency holds is refused, whoever came first. */
const APPLY = `
  CREATE FUNCTION organisation.apply(changes json) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
  DECLARE c json;
  BEGIN
    FOR c IN SELECT * FROM json_array_elements(changes) LOOP
      CASE c->>'op'
      WHEN 'agency' THEN
        INSERT INTO organisation.agencies VALUES (c->>'agencyId', c->>'name', c->>'kind', (c->>'connected')::boolean, c->>'municipality')
        ON CONFLICT (agency_id) DO UPDATE SET name = excluded.name, connected = excluded.connected, municipality = excluded.municipality;
      WHEN 'unit' THEN
        INSERT INTO organisation.units AS u VALUES (c->>'unitId', c->>'agencyId', c->>'name')
        ON CONFLICT (unit_id) DO UPDATE SET name = excluded.name WHERE u.agency_id = excluded.agency_id;
        IF NOT FOUND THEN RAISE EXCEPTION 'the id belongs to another agency' USING ERRCODE = 'OR409'; END IF;
      WHEN 'function' THEN
        INSERT INTO organisation.functions AS f VALUES (c->>'functionId', c->>'agencyId', c->>'unitId', c->>'name', (c->>'connected')::boolean,
          ARRAY(SELECT json_array_elements_text(c->'accepts')), c->>'hours', c->>'municipality', c->>'phone')
        ON CONFLICT (function_id) DO UPDATE SET unit_id = excluded.unit_id, name = excluded.name, connected = excluded.connected,
          accepts = excluded.accepts, hours = excluded.hours, municipality = excluded.municipality, phone = excluded.phone
          WHERE f.agency_id = excluded.agency_id;
        IF NOT FOUND THEN RAISE EXCEPTION 'the id belongs to another agency' USING ERRCODE = 'OR409'; END IF;
      WHEN 'staff' THEN
        INSERT INTO organisation.staff VALUES (c->>'staffId', c->>'agencyId', c->>'unitId', c->>'name', c->>'title', c->>'subject',
          ARRAY(SELECT json_array_elements_text(c->'duties')), ARRAY(SELECT json_array_elements_text(c->'functions')), (c->>'identityId')::uuid, NULL)
        ON CONFLICT (staff_id) DO UPDATE SET unit_id = excluded.unit_id, name = excluded.name, title = excluded.title, subject = excluded.subject,
          duties = excluded.duties, functions = excluded.functions, identity_id = excluded.identity_id;
      WHEN 'end-staff' THEN
        UPDATE organisation.staff SET ended_at = (c->>'at')::timestamptz WHERE staff_id = c->>'staffId';
      WHEN 'stand-in' THEN
        INSERT INTO organisation.stand_ins VALUES (c->>'absentStaffId', c->>'standInStaffId', (c->>'from')::timestamptz, (c->>'until')::timestamptz)
        ON CONFLICT (stand_in_id, absent_id, valid_from) DO UPDATE SET valid_until = excluded.valid_until;
      WHEN 'on-call' THEN
        INSERT INTO organisation.on_call VALUES (c->>'staffId', c->>'functionId', (c->>'from')::timestamptz, (c->>'until')::timestamptz)
        ON CONFLICT (staff_id, function_id, valid_from) DO UPDATE SET valid_until = excluded.valid_until;
      WHEN 'relation' THEN
        INSERT INTO organisation.relations VALUES (c->>'staffId', c->>'token', (c->>'relationId')::uuid, c->>'relation', (c->>'at')::timestamptz)
        ON CONFLICT (staff_id, token) DO UPDATE SET relation_id = excluded.relation_id, relation = excluded.relation, declared_at = excluded.declared_at;
      -- Taken back by whoever declared it, it goes when a head has confirmed it: the row, and the blind token that locked.
      WHEN 'retract' THEN
        UPDATE organisation.relations SET retracted_at = (c->>'at')::timestamptz, retract_reason = c->>'reason' WHERE relation_id = (c->>'relationId')::uuid;
      WHEN 'keep-relation' THEN
        UPDATE organisation.relations SET retracted_at = NULL, retract_reason = NULL WHERE relation_id = (c->>'relationId')::uuid;
      WHEN 'drop-relation' THEN
        DELETE FROM access.staff_tokens t USING organisation.relations r
         WHERE r.relation_id = (c->>'relationId')::uuid AND t.staff_id = r.staff_id AND t.token = r.token;
        DELETE FROM organisation.relations WHERE relation_id = (c->>'relationId')::uuid;
      END CASE;
    END LOOP;
  END $$;
`;
