import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { problems } from '#libs/http';
import { swedishDate } from '#libs/shared-kernel';
import { ReadDoor, VersionTokens, type ClassedFields, type RequestContext } from '#src/access/index';
import type { PersonProtection, PersonRole } from '../person/person.events.js';
import { toPersonView, withheldWhenRevealed, withhold, type PersonView } from '../person/person-view.js';

export const revealInput = z.strictObject({ recordId: z.uuid(), purpose: z.string().trim().min(10).max(200) });

/**
 * What is withheld of a protected person, for a stated purpose: ways of contact to those assigned; where she is only to whom the vault was opened
 * for her, by two persons or on call under "Akut". Each reveal is in the audit trail with its purpose, and a supervisor's review lists it.
 */
export class RevealProtected extends Query<PersonView> {
  constructor(
    readonly context: RequestContext,
    readonly personId: string,
    readonly input: z.infer<typeof revealInput>,
  ) {
    super();
  }
}

interface Row {
  record_id: string;
  person_id: string;
  stream_id: string;
  case_id: string;
  owner_agency: string;
  role: PersonRole;
  protection: PersonProtection;
  mark: PersonProtection;
  shielded: boolean;
  minor: boolean;
  received_from: string | null;
  merged_into: string | null;
  registered_at: Date;
  corrected_at: Date | null;
  revision: number;
  fields: ClassedFields;
  assigned: boolean;
  locked: boolean;
  released: boolean;
}

@QueryHandler(RevealProtected)
export class RevealProtectedHandler implements IQueryHandler<RevealProtected> {
  constructor(
    private readonly door: ReadDoor,
    private readonly versions: VersionTokens,
  ) {}

  execute({ context, personId, input: { recordId, purpose } }: RevealProtected): Promise<PersonView> {
    const about = { action: 'reveal', operation: 'reveal-protected', objectType: 'Person', objectId: personId, recordId } as const;
    return this.door.read({ ...context, purpose }, about, async (tx) => {
      // For this transaction alone; the policy below still decides.
      await tx.sql("SELECT set_config('app.revealing', 'vault', true)", []);
      const [row] = await tx.sql<Row>('SELECT * FROM door.persons WHERE record_id = $1 AND person_id = $2', [recordId, personId]);
      const facts = row && {
        ownerAgency: row.owner_agency,
        assigned: row.assigned,
        locked: row.locked,
        released: row.released,
        __caslSubjectType__: 'Person' as const,
      };
      const located = facts !== undefined && tx.can('locate', facts);
      if (!row || !facts || !(located || tx.can('reveal', facts))) throw problems.notFound();
      const withheld = located ? [] : withheldWhenRevealed(row);
      const shown = withhold(row.fields, withheld);
      tx.note({
        hits: [personId],
        persons: [personId],
        owners: [row.owner_agency],
        cases: [row.case_id],
        classes: Object.values(shown).map((field) => field.class),
      });
      const version = await this.versions.version(context.actor, `person-${row.stream_id}`, row.revision);
      const person = {
        personId,
        recordId,
        streamId: row.stream_id,
        caseId: row.case_id,
        ownerAgency: row.owner_agency,
        role: row.role,
        protection: row.protection,
        mark: row.mark,
        minor: row.minor,
        receivedFrom: row.received_from,
        mergedInto: row.merged_into,
        registeredAt: row.registered_at,
        correctedAt: row.corrected_at,
        revision: row.revision,
      };
      return toPersonView(person, await tx.open(shown), version, withheld, swedishDate(tx.context.now));
    });
  }
}
