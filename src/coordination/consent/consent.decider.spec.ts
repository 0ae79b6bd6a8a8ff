import { given, walks } from '#libs/testing';
import { consentConcept } from './consent.concept.js';
import { consentDecider, type ConsentCommand } from './consent.decider.js';
import type { ConsentEvent } from './consent.events.js';

const uuid = (n: number) => `0a8f0a1e-0000-4000-8000-00000000000${n}`;
const data = {
  consentId: uuid(1),
  recordId: uuid(2),
  caseId: uuid(3),
  agencyId: 'polisen',
  personId: uuid(4),
  givenBy: 'adult' as const,
  form: 'oral' as const,
  alone: 'yes' as const,
  recipients: ['lulea-mottagning', 'region-akut'],
  classes: ['reference' as const, 'identity' as const, 'risk' as const],
  purposes: ['support' as const],
  until: '2026-12-01T00:00:00Z',
  circumstances: 'in-car' as const,
};
const recorded: ConsentEvent = { type: 'coordination.ConsentRecorded', data };
const forTwo: ConsentEvent = { type: 'coordination.ConsentRecorded', data: { ...data, purposes: ['support', 'plan'] } };
type Scope = Extract<ConsentEvent, { type: 'coordination.ConsentWithdrawn' }>['data']['scope'];
const withdrawn = (scope: Scope): ConsentEvent => ({
  type: 'coordination.ConsentWithdrawn',
  data: { consentId: uuid(1), scope, alone: 'yes', heardBy: 'astrid' },
});
const withdraw = (scope: Scope): ConsentCommand => ({
  type: 'WithdrawConsent',
  data: { consentId: uuid(1), scope, alone: 'yes', heardBy: 'astrid' },
});
type Extension = Partial<Extract<ConsentEvent, { type: 'coordination.ConsentExtended' }>['data']>;
const extension = (change: Extension) => ({
  consentId: uuid(1),
  recipients: [],
  classes: [],
  form: 'oral' as const,
  alone: 'yes' as const,
  ...change,
});
const extended = (change: Extension): ConsentEvent => ({ type: 'coordination.ConsentExtended', data: extension(change) });
const extend = (change: Extension, at = '2026-11-02T10:00:00Z'): ConsentCommand => ({
  type: 'ExtendConsent',
  data: extension(change),
  at,
});
const whole = { kind: 'whole' as const };
const consent = given(consentDecider);

describe('a consent', () => {
  it('is recorded once', () => consent().when({ type: 'RecordConsent', data }).then(recorded));
  it('is not recorded anew with other content under the same id', () =>
    consent(recorded)
      .when({ type: 'RecordConsent', data: { ...data, recipients: ['boden-mottagning'] } })
      .thenRefused('consent-exists'));
  it('is unknown before it is recorded', () => {
    consent().when(withdraw(whole)).thenRefused('consent-unknown');
    consent()
      .when(extend({ recipients: ['boden-mottagning'] }))
      .thenRefused('consent-unknown');
  });

  it('is extended to a new recipient', () =>
    consent(recorded)
      .when(extend({ recipients: ['boden-mottagning'] }))
      .then(extended({ recipients: ['boden-mottagning'] })));
  it('is extended by whoever gave it, and by no other: theirs is a consent of its own', () => {
    const guardians: ConsentEvent = {
      type: 'coordination.ConsentRecorded',
      data: { ...data, givenBy: 'guardian', givenByPersonId: uuid(5) },
    };
    const more = { recipients: ['boden-mottagning'] };
    const said = { ...more, interpreterUsed: true, givenBy: 'guardian' as const, givenByPersonId: uuid(5) };
    consent(guardians).when(extend(said)).then(extended(said));
    consent(guardians).when(extend(more)).then(extended(more));
    for (const other of [{ givenBy: 'child-mature' as const }, { givenBy: 'guardian' as const, givenByPersonId: uuid(6) }])
      consent(guardians)
        .when(extend({ ...more, ...other }))
        .thenRefused('consent-giver-differs');
    consent(guardians)
      .when(extend({ recipients: ['region-akut'], givenByPersonId: uuid(6) }))
      .thenRefused('consent-giver-differs');
    consent(recorded)
      .when(extend({ ...more, givenByPersonId: uuid(5) }))
      .thenRefused('consent-giver-differs');
  });
  it('records no extension that adds nothing', () => {
    consent(recorded)
      .when(extend({ recipients: ['region-akut'], classes: ['risk'] }))
      .thenNothing();
    consent(recorded)
      .when(extend({ until: '2026-12-01T01:00:00+01:00' }))
      .thenNothing();
  });
  it('is not shortened by an extension', () =>
    consent(recorded)
      .when(extend({ until: '2026-11-05T00:00:00Z' }))
      .thenRefused('consent-not-shortened'));
  it('is not prolonged once it has run out', () =>
    consent(recorded)
      .when(extend({ until: '2027-01-01T00:00:00Z' }, '2026-12-01T00:00:00Z'))
      .thenRefused('consent-expired'));
  it('is not extended once withdrawn', () =>
    consent(recorded, withdrawn(whole))
      .when(extend({ recipients: ['boden-mottagning'] }))
      .thenRefused('consent-withdrawn'));
  it.each<[Scope, Extension]>([
    [{ kind: 'part', recipients: ['region-akut'] }, { recipients: ['region-akut'] }],
    [{ kind: 'part', classes: ['risk'] }, { classes: ['risk'] }],
    [
      { kind: 'part', recipients: ['region-akut'], classes: ['risk'] },
      { recipients: ['region-akut'], classes: ['risk'] },
    ],
    [{ kind: 'part', recipients: ['region-akut'], purposes: ['support'] }, { recipients: ['region-akut'] }],
    [{ kind: 'part', classes: ['risk'], purposes: ['plan'] }, { classes: ['risk'] }],
    [{ kind: 'end', until: '2026-11-20T00:00:00Z' }, { until: '2026-11-20T00:00:01Z' }],
  ])('does not give back by the way what was taken back: %j', (scope, change) =>
    consent(forTwo, withdrawn(scope)).when(extend(change)).thenRefused('consent-part-withdrawn'),
  );

  it('is withdrawn whole', () => consent(recorded).when(withdraw(whole)).then(withdrawn(whole)));
  it('is withdrawn once', () => consent(recorded, withdrawn(whole)).when(withdraw(whole)).thenNothing());
  it('is withdrawn in part', () => {
    const part = { kind: 'part' as const, recipients: ['region-akut'], classes: ['risk' as const] };
    consent(recorded).when(withdraw(part)).then(withdrawn(part));
  });
  it('is gone when the last part is withdrawn', () =>
    consent(recorded, withdrawn({ kind: 'part', recipients: ['region-akut'] }), withdrawn({ kind: 'part', classes: ['identity', 'risk'] }))
      .when(extend({ recipients: ['boden-mottagning'] }))
      .thenRefused('consent-withdrawn'));
  it('is withdrawn for a purpose, once; it is gone with its last purpose', () => {
    const plan = { kind: 'part' as const, purposes: ['plan' as const] };
    const support = { kind: 'part' as const, purposes: ['support' as const] };
    const risk = { ...plan, classes: ['risk' as const] };
    consent(forTwo).when(withdraw(plan)).then(withdrawn(plan));
    consent(forTwo, withdrawn(plan)).when(withdraw(plan)).thenNothing();
    consent(forTwo, withdrawn(plan)).when(withdraw(support)).then(withdrawn(support));
    consent(forTwo, withdrawn(support)).when(withdraw(risk)).then(withdrawn(risk));
    consent(forTwo, withdrawn(plan))
      .when(extend({ recipients: ['boden-mottagning'] }))
      .then(extended({ recipients: ['boden-mottagning'] }));
    consent(forTwo, withdrawn(plan), withdrawn(support))
      .when(extend({ recipients: ['boden-mottagning'] }))
      .thenRefused('consent-withdrawn');
  });
  it('ends sooner, never later, and is not prolonged after that', () => {
    const end = (until: string) => ({ kind: 'end' as const, until });
    const sooner = end('2026-11-20T00:00:00Z');
    consent(recorded).when(withdraw(sooner)).then(withdrawn(sooner));
    consent(recorded)
      .when(withdraw(end('2026-12-01T00:00:01Z')))
      .thenRefused('consent-end-not-earlier');
    consent(recorded)
      .when(withdraw(end('2026-12-01T01:00:00+01:00')))
      .thenNothing();
    consent(recorded, withdrawn(sooner))
      .when(withdraw(end('2026-11-25T00:00:00Z')))
      .thenRefused('consent-end-not-earlier');
    consent(recorded, withdrawn(sooner))
      .when(withdraw(end('2026-11-10T00:00:00Z')))
      .then(withdrawn(end('2026-11-10T00:00:00Z')));
    consent(recorded, withdrawn(whole)).when(withdraw(sooner)).thenNothing();
    const more = { recipients: ['boden-mottagning'] };
    consent(recorded, withdrawn(sooner)).when(extend(more, '2026-11-20T00:00:00Z')).thenRefused('consent-expired');
    // It stands until then: another recipient may be asked for, to the same day; and one that was never shortened may be prolonged.
    consent(recorded, withdrawn(sooner)).when(extend(more)).then(extended(more));
    consent(recorded, withdrawn(sooner))
      .when(extend({ until: '2026-11-20T00:00:00Z' }))
      .thenNothing();
    consent(recorded)
      .when(extend({ until: '2027-01-01T00:00:00Z' }))
      .then(extended({ until: '2027-01-01T00:00:00Z' }));
  });
  it.each<Scope>([
    { kind: 'part' },
    { kind: 'part', purposes: ['plan'] },
    { kind: 'part', purposes: ['support', 'plan'] },
    { kind: 'part', recipients: ['region-akut', 'okänd'] },
    { kind: 'part', recipients: ['region-akut'], classes: ['health'] },
    { kind: 'part', recipients: ['okänd'] },
    { kind: 'part', classes: ['health'] },
    { kind: 'part', classes: ['reference'] },
  ])('is not withdrawn in a part that it has not: %j', (scope) =>
    consent(recorded).when(withdraw(scope)).thenRefused('consent-part-unknown'),
  );
});

describe('what a withdrawal closes', () => {
  const rights = (scope: Scope) => consentConcept.rights?.({ event: withdrawn(scope) } as never);
  const consentId = uuid(1);
  it.each<[Scope, unknown[]]>([
    [whole, [{ op: 'close-grants', where: { consentId } }]],
    [
      { kind: 'part', recipients: ['a', 'b'] },
      ['a', 'b'].map((recipientFunction) => ({ op: 'close-grants', where: { consentId, recipientFunction } })),
    ],
    [{ kind: 'part', classes: ['risk'] }, [{ op: 'narrow-grants', where: { consentId }, classes: ['risk'] }]],
    [
      { kind: 'part', recipients: ['a'], classes: ['risk'] },
      [{ op: 'narrow-grants', where: { consentId, recipientFunction: 'a' }, classes: ['risk'] }],
    ],
    [{ kind: 'part', purposes: ['support'] }, [{ op: 'close-grants', where: { consentId, purposes: ['support'] } }]],
    [
      { kind: 'part', recipients: ['a'], purposes: ['support'] },
      [{ op: 'close-grants', where: { consentId, recipientFunction: 'a', purposes: ['support'] } }],
    ],
    [
      { kind: 'part', classes: ['risk'], purposes: ['support'] },
      [{ op: 'narrow-grants', where: { consentId, purposes: ['support'] }, classes: ['risk'] }],
    ],
    [{ kind: 'end', until: '2026-11-20T00:00:00Z' }, [{ op: 'close-grants', where: { consentId, from: '2026-11-20T00:00:00Z' } }]],
  ])('%j', (scope, changes) => expect(rights(scope)).toEqual(changes));
  it('and nothing when it is recorded or extended', () => {
    expect(consentConcept.rights?.({ event: recorded } as never)).toEqual([]);
    expect(consentConcept.rights?.({ event: extended({}) } as never)).toEqual([]);
  });
});

describe('any sequence of all these', () => {
  walks(consentDecider);
});
