import type { DataSource } from 'typeorm';
import type { Actor } from '#libs/shared-kernel';
import { withActor } from './actor-transaction.js';
import type { Place } from './concept.js';
import type { Facts } from './policy.js';
import type { CommandMeta } from './request-context.js';

/** Who somebody is to a record and its case, before a command of theirs is judged. */
export interface Known {
  readonly assigned: boolean;
  readonly joined: boolean;
  readonly locked: boolean;
  /** What came to a function of his came for another side of the case than his. */
  readonly otherSide: boolean;
  /** Lets him read it, and therefore be told that he may not change it. */
  readonly emergency: boolean;
  /** What the same key did before. */
  readonly replay: { request_hash: string; stream: string; revision: number; event_id: string } | null;
}

/** Who the actor is to the record and the case, and whether this request was carried out before. A record belongs to one case: claiming another case for it makes the actor a stranger to both. */
const KNOWN = `SELECT access.assigned($1) AND NOT EXISTS (SELECT 1 FROM access.assignments WHERE record_id = $1 AND case_id <> $2) AS assigned,
                      access.joined($2) AS joined, access.locked($2) AS locked, access.emergency($1) AS emergency,
                      (SELECT coalesce(bool_and(access.other_side($2, f)), false) FROM unnest($5::text[]) f) AS "otherSide",
                      (SELECT json_build_object('request_hash', i.request_hash, 'stream', i.stream, 'revision', i.revision, 'event_id', i.event_id)
                         FROM http.idempotency i WHERE i.staff_id = $3 AND i.key = $4) AS replay`;

/** The actor's own functions that it came to: the present recipient, or else those that had it. */
const cameTo = (facts: Facts | null, { functions }: Actor): readonly string[] => {
  const mine = (names: readonly (string | undefined)[]): string[] =>
    names.flatMap((name) => (name && functions.includes(name) ? [name] : []));
  const now = mine([facts?.recipientFunction, facts?.functionId]);
  return now.length > 0 ? now : mine([facts?.formerFunction ?? []].flat());
};

/** @param existing facts of what the command changes; null when nothing stands there yet */
export const knownOf = (
  source: DataSource,
  { meta, place }: { readonly meta: CommandMeta; readonly place: Place },
  existing: Facts | null,
): Promise<Known> => {
  const values = [place.recordId, place.caseId, meta.actor.staffId, meta.idempotencyKey, cameTo(existing, meta.actor)];
  return withActor(source, meta, async (runner) => {
    const [known] = (await runner.query(KNOWN, values)) as Known[];
    return known!;
  });
};
