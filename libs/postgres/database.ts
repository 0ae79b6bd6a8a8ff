import type { Pool } from 'pg';

/**
 * The process's two doors to PostgreSQL. A class so that Nest can inject it.
 * `app` writes events and reads views as the role that row-level security binds; `projector` builds views and reads no settings of any actor.
 */
export class Database {
  constructor(
    readonly app: Pool,
    readonly projector: Pool,
  ) {}

  async close(): Promise<void> {
    await Promise.all([this.app.end(), this.projector.end()]);
  }
}
