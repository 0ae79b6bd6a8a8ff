import { Injectable } from '@nestjs/common';
import { EventStore } from '#libs/event-store';
import { problems } from '#libs/http';
import { personStreamId } from './person.concept.js';

/** A person that a form or an API client names, and where in its input. */
export interface Named {
  readonly path: string;
  readonly personId: string;
}

const UNKNOWN = {
  sv: 'Personen finns inte i akten. Lägg till personen först.',
  en: 'The person is not in the record. Add the person first.',
};

/** Whoever a fact is about must stand in the record that it goes into: an id from the client could be a stranger's. Asked of the person's stream, which never lags. */
@Injectable()
export class PersonsInRecord {
  constructor(private readonly store: EventStore) {}

  /** To be asked once the actor is let in to the record. @throws Problem invalid-input at each person that is not registered in it */
  async requires(recordId: string, named: readonly Named[]): Promise<void> {
    const ids = [...new Set(named.map(({ personId }) => personId))];
    const found = await Promise.all(ids.map((personId) => this.store.readStream(`person-${personStreamId(recordId, personId)}`)));
    const strangers = new Set(ids.filter((_, index) => found[index]!.length === 0));
    const wrong = named.filter(({ personId }) => strangers.has(personId));
    if (wrong.length > 0) throw problems.invalid(wrong.map(({ path }) => ({ path, message: UNKNOWN })));
  }

  /** Whether the person's data is protected in the record, as it stands. For the server's own rules; it names no datum. */
  async isProtected(recordId: string, personId: string): Promise<boolean> {
    const stored = await this.store.readStream(`person-${personStreamId(recordId, personId)}`);
    const last = stored.flatMap(({ data }) => ('protection' in data ? [data['protection']] : [])).at(-1);
    return last !== undefined && last !== 'none';
  }
}
