import type { ClientBase } from 'pg';
import type { StoredEvent } from '../event-store.js';
import { Behind, type Parking } from './parking.js';
import type { Projection } from './projection.js';
import { applyRowChanges } from './row-change.js';
import { isTransient } from './transaction.js';

/** One event at a time, each in a savepoint: what fails is parked, with what comes after it in its stream. */
export const applySingly = async (
  client: ClientBase,
  projection: Projection,
  events: readonly StoredEvent[],
  parking: Parking,
  into?: (table: string) => string,
): Promise<void> => {
  for (const event of events) {
    if (parking.holds(event)) {
      await parking.park(client, event, new Behind());
      continue;
    }
    await client.query('SAVEPOINT one');
    try {
      await applyRowChanges(client, projection.project(event), into);
      await client.query('RELEASE one');
    } catch (error) {
      if (isTransient(error)) throw error;
      await client.query('ROLLBACK TO one');
      await parking.park(client, event, error);
    }
  }
};
