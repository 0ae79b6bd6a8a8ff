/** Who asks: settings that actor-settings.ts sets LOCAL in each transaction. Outside one they are empty, and every policy answers no. */
export const ACTOR = `
  CREATE SCHEMA access;
  CREATE SCHEMA views;
  CREATE SCHEMA door;
  CREATE FUNCTION access.setting(name text) RETURNS text LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('app.' || name, true), '') $$;
  CREATE FUNCTION access.agency() RETURNS text LANGUAGE sql STABLE AS $$ SELECT access.setting('agency') $$;
  CREATE FUNCTION access.unit() RETURNS text LANGUAGE sql STABLE AS $$ SELECT access.setting('unit') $$;
  CREATE FUNCTION access.staff() RETURNS text LANGUAGE sql STABLE AS $$ SELECT access.setting('staff') $$;
  CREATE FUNCTION access.duty() RETURNS text LANGUAGE sql STABLE AS $$ SELECT access.setting('duty') $$;
  CREATE FUNCTION access.functions() RETURNS text[] LANGUAGE sql STABLE AS $$ SELECT coalesce(access.setting('functions')::text[], '{}') $$;
  CREATE FUNCTION access.stands_in_for() RETURNS text[] LANGUAGE sql STABLE AS $$ SELECT coalesce(access.setting('stands_in_for')::text[], '{}') $$;
  CREATE FUNCTION access.now() RETURNS timestamptz LANGUAGE sql STABLE AS $$ SELECT access.setting('now')::timestamptz $$;
  CREATE FUNCTION access.works_with_cases() RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT coalesce(access.duty() IN ('caseworker', 'police-officer', 'system'), false) $$;
`;
