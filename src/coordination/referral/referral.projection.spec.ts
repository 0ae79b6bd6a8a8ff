import type { StoredEvent } from '#libs/event-store';
import type { ReferralEvent } from './referral.events.js';
import {
  accepted,
  answered,
  asked,
  done,
  expired,
  hoursAfter,
  ids,
  lulea,
  returned,
  sent,
  sentOn,
  withdrawn,
} from './referral.examples.js';
import { referralProjection } from './referral.projection.js';

const project = ({ type, data }: ReferralEvent) => {
  const stored: StoredEvent = {
    id: '0a8f0a1e-0000-4000-8000-00000000000e',
    stream: `referral-${ids.referral}`,
    revision: 3,
    position: '7',
    type,
    version: 1,
    data,
    metadata: { agency: 'polisen', record: ids.record, case: ids.case },
    occurredAt: new Date(hoursAfter(1)),
    recordedAt: new Date(hoursAfter(1)),
  };
  return referralProjection.project(stored);
};
const rowOf = (event: ReferralEvent, table: string) => project(event).find((change) => change.table === `views.${table}`);

describe('the rows of a request', () => {
  it('puts each value in a row of its own, under its class', () => {
    const fields = project(sent).filter(({ table }) => table === 'views.referral_fields');
    expect(fields.map((change) => [change.key['field'], 'row' in change && change.row['class']])).toEqual([
      [`role:${ids.woman}`, 'identity'],
      [`identity:${ids.woman}`, 'identity'],
      [`contact:${ids.woman}`, 'contact'],
    ]);
  });
  it('keeps nothing personal in the row that tells of it', () =>
    expect(JSON.stringify(rowOf(sent, 'referrals'))).not.toMatch(/Linda|1990|070/));
  it('goes to the new recipient when it is sent on', () =>
    expect(rowOf(sentOn, 'referrals')).toMatchObject({ op: 'patch', row: { status: 'new', recipient_function: 'boden-mottagning-vald' } }));
  it.each([
    ['returned', returned],
    ['withdrawn', withdrawn],
    ['expired', expired],
  ] as const)('is taken from the recipient when it is %s, who keeps its own act without content', (how, event) => {
    expect(rowOf(event, 'referrals')).toMatchObject({ row: { status: how, recipient_function: '', recipient_agency: '' } });
    expect(rowOf(event, 'referral_formers')).toMatchObject({ key: { function_id: lulea.toFunction }, row: { how } });
    expect(JSON.stringify(rowOf(event, 'referral_formers'))).not.toMatch(/Linda|070/);
  });
  it('leaves nothing behind when nobody had it', () =>
    expect(
      rowOf({ type: 'coordination.ReferralWithdrawn', data: { fromRecipient: '', reason: 'safety' } }, 'referral_formers'),
    ).toBeUndefined());
  it('follows acceptance and outcome', () => {
    expect(rowOf(accepted, 'referrals')).toMatchObject({ row: { status: 'accepted' } });
    expect(rowOf(done, 'referrals')).toMatchObject({ row: { status: 'done', outcome: 'support-started' } });
  });
  it('addresses question and answer to the recipient that asked', () => {
    expect(rowOf(asked, 'referral_messages')).toMatchObject({ row: { audience_function: lulea.toFunction, question_id: ids.question } });
    expect(rowOf(answered, 'referral_messages')).toMatchObject({ row: { audience_function: lulea.toFunction, body: 'Vardagar 9–11.' } });
  });
  it('addresses the sender’s own reasons to nobody', () => {
    const basis = { documentation: { reason: 'Barnet har bevittnat våld' }, circumstances: [] };
    const rows = project({ type: 'coordination.ReferralSentOn', data: { ...(sentOn.data as object), basis } } as unknown as ReferralEvent);
    const reasons = rows.filter((change) => 'row' in change && change.row['body'] === basis);
    expect(reasons).toHaveLength(1);
    expect(reasons[0]).toMatchObject({ row: { kind: 'basis', audience_function: '' } });
  });
  it('ignores what is not its own', () =>
    expect(project({ type: 'coordination.RecordOpened', data: {} } as unknown as ReferralEvent)).toEqual([]));
});
