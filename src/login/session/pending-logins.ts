import { Injectable } from '@nestjs/common';
import { Database } from '#libs/postgres';
import { Clock } from '#libs/shared-kernel';
import { hashOf } from './secret.js';

/** What is remembered between leaving for the login provider and coming back. */
export interface PendingLogin {
  readonly nonce: string;
  readonly verifier: string;
  readonly returnTo: string;
  /** Seconds: how old an authentication the provider may answer with. 0 asks the person again (step-up). */
  readonly maxAge: number;
}

const LIFETIME_MS = 10 * 60_000;

/** Logins under way. Each is bound to the browser that began it and is used at most once, whatever the outcome. */
@Injectable()
export class PendingLogins {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async begin(state: string, browser: string, login: PendingLogin): Promise<void> {
    const now = this.clock.now();
    await this.database.app.query('DELETE FROM login.pending WHERE expires_at <= $1', [now]);
    await this.database.app.query(
      `INSERT INTO login.pending (state_hash, browser_hash, nonce, verifier, return_to, max_age, expires_at) VALUES ($1,$2,$3,$4,$5,$6,$7)`,
      [hashOf(state), hashOf(browser), login.nonce, login.verifier, login.returnTo, login.maxAge, new Date(now.getTime() + LIFETIME_MS)],
    );
  }

  /** Takes the login out, so that the same answer from the provider is worthless the second time. Null: unknown, used, expired or another browser's. */
  async take(state: string, browser: string): Promise<PendingLogin | null> {
    const { rows } = await this.database.app.query<{ nonce: string; verifier: string; return_to: string; max_age: number }>(
      `DELETE FROM login.pending WHERE state_hash = $1 AND browser_hash = $2 AND expires_at > $3 RETURNING nonce, verifier, return_to, max_age`,
      [hashOf(state), hashOf(browser), this.clock.now()],
    );
    const row = rows[0];
    return row ? { nonce: row.nonce, verifier: row.verifier, returnTo: row.return_to, maxAge: row.max_age } : null;
  }
}
