import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#libs/postgres';
import { Clock, type Duty } from '#libs/shared-kernel';
import { LOGIN_LIMITS, type LoginLimits } from '../login-limits.js';
import { hashOf, newSecret } from './secret.js';

export type Language = 'sv' | 'en';

export interface Session {
  /** A name for the session that is safe to log and store: its hash, never what the browser holds. */
  readonly id: string;
  readonly issuer: string;
  readonly subject: string;
  readonly staffId: string;
  readonly staffName: string;
  readonly duty: Duty | null;
  readonly lang: Language;
  readonly acr: string | null;
  readonly authTime: Date;
  readonly idToken: string | null;
}
export type NewSession = Omit<Session, 'id'>;

interface Row {
  id_hash: Buffer;
  issuer: string;
  subject: string;
  staff_id: string;
  staff_name: string;
  duty: Duty | null;
  lang: Language;
  acr: string | null;
  auth_time: Date;
  id_token: string | null;
  last_seen_at: Date;
}

const ALIVE = 'last_seen_at > $2 AND expires_at > $3';
/** last_seen_at is moved at most this often, so that a page's requests do not each pay a durable write. Sessions end earlier by it, never later. */
const TOUCH_EVERY_MS = 30_000;

/** Server-side sessions. They end after idle time and after an absolute time, both by the injected clock. */
@Injectable()
export class Sessions {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(LOGIN_LIMITS) private readonly limits: LoginLimits,
  ) {}

  /** Opens a session and answers its secret, which only the browser's cookie keeps. Ended sessions are swept here. */
  async open(session: NewSession): Promise<string> {
    const now = this.clock.now();
    const secret = newSecret();
    await this.database.app.query('DELETE FROM login.sessions WHERE last_seen_at <= $1 OR expires_at <= $2', [this.idleSince(now), now]);
    await this.database.app.query(
      `INSERT INTO login.sessions (id_hash, issuer, subject, staff_id, staff_name, duty, lang, acr, auth_time, id_token, last_seen_at, expires_at)
       VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)`,
      [
        hashOf(secret),
        session.issuer,
        session.subject,
        session.staffId,
        session.staffName,
        session.duty,
        session.lang,
        session.acr,
        session.authTime,
        session.idToken,
        now,
        new Date(now.getTime() + this.limits.absoluteMinutes * 60_000),
      ],
    );
    return secret;
  }

  /** The live session behind a cookie, or null. `touch: false` leaves the idle time running (streams and polls are not activity). */
  async find(secret: string, touch = true): Promise<Session | null> {
    const now = this.clock.now();
    const values = [hashOf(secret), this.idleSince(now), now];
    const { rows } = await this.database.app.query<Row>(`SELECT * FROM login.sessions WHERE id_hash = $1 AND ${ALIVE}`, values);
    const row = rows[0];
    if (!row) return null;
    if (touch && now.getTime() - row.last_seen_at.getTime() >= TOUCH_EVERY_MS) {
      const moved = await this.database.app.query(`UPDATE login.sessions SET last_seen_at = $3 WHERE id_hash = $1 AND ${ALIVE}`, values);
      if (moved.rowCount === 0) return null;
    }
    return toSession(row);
  }

  /** Is the session of that name still open? Asking is no activity. */
  async isOpen(id: string): Promise<boolean> {
    const now = this.clock.now();
    const { rowCount } = await this.database.app.query(`SELECT 1 FROM login.sessions WHERE id_hash = $1 AND ${ALIVE}`, [
      Buffer.from(id, 'base64url'),
      this.idleSince(now),
      now,
    ]);
    return rowCount === 1;
  }

  /** Gives the session a duty and a new secret: one seen under the old duty is worth nothing under the new. Null when it has ended. */
  async chooseDuty(secret: string, duty: Duty): Promise<string | null> {
    const now = this.clock.now();
    const fresh = newSecret();
    const result = await this.database.app.query(
      `UPDATE login.sessions SET id_hash = $4, duty = $5, last_seen_at = $3 WHERE id_hash = $1 AND ${ALIVE}`,
      [hashOf(secret), this.idleSince(now), now, hashOf(fresh), duty],
    );
    return result.rowCount === 1 ? fresh : null;
  }

  async setLanguage(secret: string, lang: Language): Promise<void> {
    await this.database.app.query('UPDATE login.sessions SET lang = $2 WHERE id_hash = $1', [hashOf(secret), lang]);
  }

  async close(secret: string): Promise<void> {
    await this.database.app.query('DELETE FROM login.sessions WHERE id_hash = $1', [hashOf(secret)]);
  }

  private idleSince(now: Date): Date {
    return new Date(now.getTime() - this.limits.idleMinutes * 60_000);
  }
}

const toSession = (row: Row): Session => ({
  id: row.id_hash.toString('base64url'),
  issuer: row.issuer,
  subject: row.subject,
  staffId: row.staff_id,
  staffName: row.staff_name,
  duty: row.duty,
  lang: row.lang,
  acr: row.acr,
  authTime: row.auth_time,
  idToken: row.id_token,
});
