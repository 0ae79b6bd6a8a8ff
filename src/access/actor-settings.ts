import type { RequestContext } from './request-context.js';

const array = (values: readonly string[]): string => `{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;

/** SET LOCAL of all that row-level security asks about. Local to the transaction: a pooled connection never carries one actor's rights to the next. */
export const actorSettings = ({ actor, now }: RequestContext): { text: string; values: string[] } => ({
  text: `SELECT set_config('app.agency', $1, true), set_config('app.staff', $2, true), set_config('app.duty', $3, true), set_config('app.functions', $4, true),
                set_config('app.stands_in_for', $5, true), set_config('app.now', $6, true), set_config('app.unit', $7, true),
                access.opened_records($2, $1, $6::timestamptz)::text[] AS opened,
                access.neighbour_cases($2, $1, $3, $5::text[], $4::text[], $6::timestamptz)::text[] AS neighbours`,
  values: [actor.agencyId, actor.staffId, actor.duty, array(actor.functions), array(actor.standsInFor), now.toISOString(), actor.unitId],
});
