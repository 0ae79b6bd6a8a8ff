import type { Ground } from './generate-county.js';
import { moment } from './generate-county.js';
import type { Random } from './random.js';
import type { Owner } from './write-county.js';

/** Gives the rows that rules ask about other values, so that more is tried than what one journey leaves: who it is for, how far it has come, when. */
export const shuffleRows = async (owner: Owner, random: Random, { now, functions, people }: Ground): Promise<void> => {
  // Functions that somebody staffs are the more interesting.
  const names = [...functions.map(({ id }) => id), ...people.flatMap((one) => [...one.functions, ...one.functions])];
  const time = (): string => new Date(moment(random, now)).toISOString();
  const each = async (table: string, key: string, values: () => Record<string, unknown>): Promise<void> => {
    for (const { id } of await owner.rows<{ id: string }>(`SELECT ${key}::text AS id FROM views.${table} ORDER BY 1`)) {
      const entries = Object.entries(values());
      const set = entries.map(([column], index) => `${column} = $${index + 2}`).join(', ');
      await owner.rows(`UPDATE views.${table} SET ${set} WHERE ${key}::text = $1`, [id, ...entries.map(([, value]) => value)]);
    }
  };
  await each('records', 'record_id', () => ({ function_id: random.pick(names) }));
  // What bears the function of its record, which never changes: of these the policy asks the row.
  for (const table of ['retention', 'extensions'])
    await owner.rows(`UPDATE views.${table} t SET function_id = r.function_id FROM views.records r WHERE r.record_id = t.record_id`);
  await each('referrals', 'referral_id', () => ({
    ...{ sender_function: random.pick(names), recipient_function: random.pick(names), expires_at: random.chance(0.3) ? null : time() },
    status: random.pick(['new', 'acknowledged', 'accepted', 'done', 'returned', 'withdrawn', 'expired']),
  }));
  await each('referral_formers', `referral_id || ' ' || ended_at`, () => ({ function_id: random.pick(names) }));
  await owner.rows(`UPDATE views.referral_messages m SET audience_function = r.recipient_function FROM views.referrals r
    WHERE r.referral_id = m.referral_id AND m.number % 3 <> 0`);
  await each('received', 'received_id', () => ({ function_id: random.chance(0.4) ? '' : random.pick(names) }));
  await each('openings', 'opening_id', () => {
    const by = random.pick(people);
    return { staff_id: by.staff, unit_id: random.chance(0.2) ? '' : by.unit, function_id: random.pick(names) };
  });
  const staff = await owner.rows<{ id: string }>('SELECT staff_id AS id FROM organisation.staff ORDER BY 1');
  await each('disclosure_reviews', 'disclosure_id', () => ({ decided_by: random.pick(staff).id }));
  await each('log_reviews', 'review_id', () => {
    const by = random.pick(people);
    return { staff_id: by.staff, unit_id: random.chance(0.2) ? '' : random.pick(people).unit, asked: random.chance(0.5) };
  });
  await each('log_extracts', 'extract_id', () => ({ function_id: random.pick(names) }));
  await each('plan_versions', `plan_id || ' ' || version`, () => ({ agreed_at: random.chance(0.3) ? null : time() }));
  await each('chain_entries', 'entry_id', () => ({ recorded_at: time() }));
};
