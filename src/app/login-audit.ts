import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { EventStore } from '#libs/event-store';
import { AuditLines, type AuditEntry } from '#src/audit/index';
import { LoginAudit, type LoginAuditEntry } from '#src/login/index';

/** Logins in the same trail as everything else. */
@Injectable()
export class LoginTrail extends LoginAudit {
  constructor(
    private readonly store: EventStore,
    private readonly lines: AuditLines,
  ) {
    super();
  }

  async record(entry: LoginAuditEntry): Promise<void> {
    const row: AuditEntry = {
      auditId: randomUUID(),
      at: entry.at.toISOString(),
      action: entry.action,
      operation: entry.action,
      outcome: entry.action === 'login-failed' ? 'denied' : 'allowed',
      staffId: entry.staffId ?? null,
      duty: entry.duty ?? null,
      agencyId: entry.agencyId ?? null,
      unitId: entry.unitId ?? null,
      objectType: 'Session',
      objectId: null,
      caseId: null,
      recordId: null,
      ownerAgencies: [],
      personIds: [],
      hits: [],
      classes: [],
      ground: null,
      purpose: null,
      correlationId: entry.correlationId ?? 'none',
      rule: null,
    };
    await this.store.record([{ name: 'audit', rows: [await this.lines.row(row)] }]);
  }
}
