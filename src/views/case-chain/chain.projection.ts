import { placeOf, publishWith, put, type Projection, type RowChange, type StoredEvent } from '#libs/event-store';
import { derivedId, type Publisher } from '#libs/shared-kernel';

/**
 * The chain of every case: what each agency's disclosure.ts lets out, and nothing else. Values stay sealed under their owner's key.
 * The publishers come from the agencies' doors; the app hands them in.
 */
export const chainProjection = (publishers: readonly Publisher[]): Projection => {
  const contractEvents = publishWith(publishers);
  return {
    name: 'view:case-chain',
    version: 8,
    tables: ['views.chain_entries'],
    parts: 4,
    project: (stored: StoredEvent): RowChange[] =>
      contractEvents(stored).map((told, index) =>
        put(
          'views.chain_entries',
          { entry_id: derivedId(stored.id, String(index)) },
          {
            event_id: stored.id,
            case_id: stored.metadata['case'],
            record_id: stored.metadata['record'],
            owner_agency: stored.metadata['agency'],
            type: told.definition.type,
            class: told.definition.rowClass,
            thing: told.definition.thing,
            thing_id: told.thingId,
            person_id: told.personId,
            occurred_at: stored.occurredAt,
            recorded_at: stored.recordedAt,
            position: placeOf(stored.position),
            fields: Object.fromEntries(
              Object.entries(told.definition.fields).flatMap(([name, field]) =>
                told.data[name] === undefined ? [] : [[name, { class: field.class, value: told.data[name] }]],
              ),
            ),
          },
        ),
      ),
  };
};
