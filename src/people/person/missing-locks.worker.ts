import { Injectable } from '@nestjs/common';
import { Clock, derivedId, type Actor } from '#libs/shared-kernel';
import { Directory, PeriodicWorker, ReadDoor, systemActors, Turns, WriteDoor, type RequestContext } from '#src/access/index';
import { personConcept, personStreamId } from './person.concept.js';
import { PersonRow } from './person.rows.js';
import { RecipientLocks, type Numbered } from './recipient-locks.js';

const EVERY_MS = 60_000;

interface Missing {
  readonly case_id: string;
  readonly record_id: string;
  readonly person_id: string;
}

/**
 * Makes the locks that are missing at recipients: those that an earlier version never made, since no migration can make a blind token. Each commit makes its
 * own, so there is nothing to do but then. What is missing follows from rows: twice is once.
 */
@Injectable()
export class MissingLocks extends PeriodicWorker {
  constructor(
    turns: Turns,
    private readonly reads: ReadDoor,
    private readonly writes: WriteDoor,
    private readonly locks: RecipientLocks,
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {
    super(turns, EVERY_MS, 'a lock at a recipient was not made');
  }

  /** @returns of how many persons, in how many records */
  async run(): Promise<number> {
    let made = 0;
    for (const { actor } of await systemActors(this.directory))
      for (const known of await this.missingFor(actor)) made += await this.lock(actor, known).catch((error: unknown) => this.failed(error));
    return made;
  }

  private context(actor: Actor): RequestContext {
    return { actor, now: this.clock.now(), correlationId: 'missing-locks' };
  }

  /** The number is opened only until the lock is made of it, and shown to nobody; what is then done is audited as a command. */
  private missingFor(actor: Actor): Promise<(Numbered & { readonly recordId: string })[]> {
    return this.reads.lookAgain(this.context(actor), async (tx) => {
      const missing = await tx.sql<Missing>('SELECT * FROM access.missing_locks()', []);
      const rows = await Promise.all(
        missing.map(({ record_id: recordId, person_id: personId }) => tx.find(PersonRow, 'Person', { where: { recordId, personId } })),
      );
      return (await tx.open(rows.flat())).flatMap(({ recordId, caseId, personId, mark: protection, fields }) => {
        const personNumber = fields['personNumber']?.value;
        return typeof personNumber === 'string' ? [{ recordId, caseId, personId, protection, personNumber }] : [];
      });
    });
  }

  private async lock(actor: Actor, known: Numbered & { readonly recordId: string }): Promise<number> {
    const { recordId, caseId, personId } = known;
    const context = this.context(actor);
    const key = derivedId('missing-locks', recordId, personId, context.now.toISOString());
    const { replayed } = await this.writes.execute({
      concept: personConcept,
      id: personStreamId(recordId, personId),
      operation: 'LockRecipients',
      action: 'work',
      command: async () => ({ command: { type: 'LockRecipients' as const }, rights: await this.locks.rights(context, known) }),
      input: { recordId, personId },
      meta: { ...context, idempotencyKey: key },
      place: { recordId, caseId },
      personIds: [personId],
    });
    return replayed ? 0 : 1;
  }
}
