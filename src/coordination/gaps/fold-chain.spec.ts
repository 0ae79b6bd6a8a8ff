import fc from 'fast-check';
import { foldChain, type VisibleEntry } from './fold-chain.js';

const entry = (over: Partial<VisibleEntry>): VisibleEntry => ({
  entryId: `entry-${Math.abs(JSON.stringify(over).length)}`,
  type: 'social-services.SupportPlanned',
  thing: 'intervention',
  thingId: 'thing-1',
  ownerAgency: 'boden',
  recordId: 'record-1',
  personId: null,
  occurredAt: '2026-05-01T08:00:00Z',
  grounds: [],
  fields: {},
  ...over,
});

describe('the chain', () => {
  it('folds the events of one thing into one link that shows how it stands', () => {
    const planned = entry({ fields: { status: 'planned', dueOn: '2026-06-01' } });
    const started = entry({
      type: 'social-services.SupportStarted',
      occurredAt: '2026-05-02T08:00:00Z',
      fields: { status: 'started', dueOn: '2026-06-01' },
    });
    const [link, ...others] = foldChain([planned, started]);
    expect(others).toEqual([]);
    expect(link).toMatchObject({ occurredAt: started.occurredAt, fields: { status: 'started', dueOn: '2026-06-01' } });
    expect(link?.history.map(({ fields }) => fields['status'])).toEqual(['planned', 'started']);
  });

  it('forgets what the latest whole telling no longer says', () => {
    const interrupted = entry({ fields: { status: 'interrupted', reason: 'moved', endedOn: '2026-05-02' } });
    const resumed = entry({ type: 'social-services.SupportStarted', fields: { status: 'started' } });
    expect(foldChain([interrupted, resumed])[0]?.fields).toEqual({ status: 'started' });
  });

  it('adds to a plan what its follow-up says, and only the latest follow-up', () => {
    const plan = { thing: 'plan' };
    const [link] = foldChain([
      entry({ ...plan, type: 'coordination.PlanAgreed', fields: { agreedOn: '2026-05-01', kind: 'sip' } }),
      entry({ ...plan, type: 'coordination.PlanFollowedUp', fields: { on: '2026-06-01', next: '2026-07-01' } }),
      entry({ ...plan, type: 'coordination.PlanFollowedUp', fields: { on: '2026-07-01' } }),
    ]);
    expect(link?.fields).toEqual({ agreedOn: '2026-05-01', kind: 'sip', on: '2026-07-01' });
  });

  it('marks what was retracted, until it is told again', () => {
    const risk = { thing: 'risk', thingId: 'risk-1' };
    const assessed = entry({ ...risk, type: 'coordination.RiskAssessed', fields: { level: 'high' } });
    const retracted = entry({ ...risk, type: 'coordination.RiskAssessmentRetracted', fields: { reason: 'wrong-person' } });
    expect(foldChain([assessed, retracted])[0]?.fields).toMatchObject({ retracted: true });
    expect(foldChain([assessed, retracted, assessed])[0]?.fields).not.toHaveProperty('retracted');
  });

  it('never mixes the facts of two agencies, whatever ids they use', () => {
    const rows = fc.array(
      fc.record({ ownerAgency: fc.constantFrom('boden', 'region'), thingId: fc.constantFrom('a', 'b'), secret: fc.string() }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(rows, (some) => {
        for (const link of foldChain(some.map(({ secret, ...row }) => entry({ ...row, fields: { [row.ownerAgency]: secret } }))))
          expect(Object.keys(link.fields)).toEqual([link.ownerAgency]);
      }),
    );
  });
});
