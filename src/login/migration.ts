import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Server-side sessions and logins under way. Only hashes of what the browser holds are stored:
 * a copy of these tables lets nobody in. The projector's role has no business here and gets nothing.
 */
export class LoginTables1700000003000 implements MigrationInterface {
  name = 'LoginTables1700000003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA login;
      CREATE TABLE login.pending (
        state_hash    bytea PRIMARY KEY,
        browser_hash  bytea NOT NULL,
        nonce         text NOT NULL,
        verifier      text NOT NULL,
        return_to     text NOT NULL,
        max_age       integer NOT NULL,
        expires_at    timestamptz NOT NULL
      );
      CREATE INDEX pending_expiry ON login.pending (expires_at);
      CREATE TABLE login.sessions (
        id_hash       bytea PRIMARY KEY,
        issuer        text NOT NULL,
        subject       text NOT NULL,
        staff_id      text NOT NULL,
        staff_name    text NOT NULL,
        duty          text,
        lang          text NOT NULL CHECK (lang IN ('sv', 'en')),
        acr           text,
        auth_time     timestamptz NOT NULL,
        id_token      text,
        last_seen_at  timestamptz NOT NULL,
        expires_at    timestamptz NOT NULL
      );
      CREATE INDEX sessions_expiry ON login.sessions (expires_at);
      GRANT USAGE ON SCHEMA login TO insatskedja_app;
      GRANT SELECT, INSERT, DELETE ON login.pending TO insatskedja_app;
      GRANT SELECT, INSERT, UPDATE, DELETE ON login.sessions TO insatskedja_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA login CASCADE');
  }
}
