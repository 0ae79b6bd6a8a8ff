import { given, walks } from '#libs/testing';
import { NO_CONTENT, toCopied } from './copied-content.events.js';
import { disclosureConcept } from './disclosure.concept.js';
import { disclosureDecider, type ApprovalOutcome } from './disclosure.decider.js';
import type { DisclosureEvent } from './disclosure.events.js';

const uuid = (n: number) => `0b8f0a1e-0000-4000-8000-00000000000${n}`;
const asked = {
  disclosureId: uuid(1),
  recordId: uuid(2),
  caseId: uuid(3),
  agencyId: 'socialtjanst-boden',
  recipientAgency: 'region-norrbotten',
  recipientKind: 'health-care' as const,
  recipientFunction: 'region-akut',
  channel: 'system' as const,
  mode: 'copy' as const,
  classes: ['reference' as const, 'risk' as const],
  purpose: 'healthcare' as const,
  ground: 'osl-10-1-consent',
  personIds: [uuid(4)],
  urgent: false,
};
const data = {
  ...asked,
  ruleVersion: '1',
  consentId: uuid(5),
  reviewAfter: false,
  factsFrom: '1970-01-01T00:00:00.000Z',
  receivedId: uuid(6),
  items: [],
  ...toCopied(NO_CONTENT),
};
const proposal = { ...data, proposedBy: 'astrid' };
const refusal = { ...asked, rule: 'osl-10-27', code: 'closed-to-sender', reason: { sv: 'Nej', en: 'No' } };
const decided: DisclosureEvent = { type: 'coordination.DisclosureDecided', data };
const proposed: DisclosureEvent = { type: 'coordination.DisclosureProposed', data: proposal };
const refused: DisclosureEvent = { type: 'coordination.DisclosureRefused', data: refusal };
const closed: DisclosureEvent = { type: 'coordination.DisclosureClosed', data: { disclosureId: uuid(1), reason: 'no-longer-needed' } };
const close = (reason: 'no-longer-needed' | 'not-approved') => ({
  type: 'CloseDisclosure' as const,
  data: { disclosureId: uuid(1), reason, ...(reason === 'not-approved' ? { note: 'Gäller inte henne.' } : {}) },
});
const disclosure = given(disclosureDecider);

describe('a disclosure', () => {
  it('is decided once', () => disclosure().when({ type: 'DecideDisclosure', data }).then(decided));
  it.each([decided, proposed, refused, closed].map((event) => [event.type, event] as const))('is not decided anew after %s', (_, event) => {
    const before = event === closed ? [decided, closed] : [event];
    disclosure(...before)
      .when({ type: 'DecideDisclosure', data })
      .thenRefused('disclosure-exists');
    disclosure(...before)
      .when({ type: 'ProposeDisclosure', data: proposal })
      .thenRefused('disclosure-exists');
    disclosure(...before)
      .when({ type: 'RefuseDisclosure', data: refusal })
      .thenRefused('disclosure-exists');
  });
  it('takes the chosen files along, also from proposal to decision, and a refused one takes none', () => {
    const file = { attachmentId: uuid(7), fileId: uuid(8), personId: uuid(4), class: 'health', kind: 'certificate' } as const;
    const files = [{ ...file, mediaType: 'application/pdf', extension: 'pdf', size: 120 }];
    const taking = { type: 'coordination.DisclosureDecided', data: { ...data, files } } as const;
    disclosure().when({ type: 'DecideDisclosure', data: taking.data }).then(taking);
    const asks = { type: 'coordination.DisclosureProposed', data: { ...proposal, files } } as const;
    disclosure(asks)
      .when({ type: 'ApproveDisclosure', by: 'bo', outcome: { allowed: true, data: asks.data } })
      .then({ type: 'coordination.DisclosureDecided', data: asks.data });
    disclosure(asks)
      .when({ type: 'ApproveDisclosure', by: 'bo', outcome: { allowed: false, data: refusal } })
      .then(refused);
  });
  it('is refused as a decision of its own', () => disclosure().when({ type: 'RefuseDisclosure', data: refusal }).then(refused));

  it('that needs a second person is only proposed', () => disclosure().when({ type: 'ProposeDisclosure', data: proposal }).then(proposed));
  const carried = { allowed: true, data: { ...proposal, ruleVersion: '2' } } as const;
  const approve = (by: string, outcome: ApprovalOutcome | null = carried) => ({ type: 'ApproveDisclosure', by, outcome }) as const;
  it('is decided when another approves, as it is judged then', () =>
    disclosure(proposed).when(approve('bo')).then({ type: 'coordination.DisclosureDecided', data: carried.data }));
  it('is refused when another would approve what the rules no longer carry', () =>
    disclosure(proposed)
      .when(approve('bo', { allowed: false, data: refusal }))
      .then(refused));
  it('is not approved after that', () => disclosure(proposed, refused).when(approve('bo', null)).thenRefused('not-proposed'));
  it('is never approved by the one who proposed it', () => disclosure(proposed).when(approve('astrid')).thenRefused('own-proposal'));
  it('has nothing to approve once decided', () => disclosure(decided).when(approve('bo', null)).thenRefused('not-proposed'));
  it('is unknown before it is decided', () => {
    disclosure().when(approve('bo', null)).thenRefused('disclosure-unknown');
    disclosure().when(close('no-longer-needed')).thenRefused('disclosure-unknown');
  });

  it('is closed, and closing it again changes nothing', () => {
    disclosure(decided).when(close('no-longer-needed')).then(closed);
    disclosure(decided, closed).when(close('no-longer-needed')).thenNothing();
  });
  it('that was refused has nothing to close', () => disclosure(refused).when(close('no-longer-needed')).thenRefused('disclosure-refused'));
  it('that was decided is ended, not declined: it was in force', () =>
    disclosure(decided).when(close('not-approved')).thenRefused('not-proposed'));
  it('that is proposed is declined, not closed', () => {
    disclosure(proposed).when(close('no-longer-needed')).thenRefused('not-decided');
    disclosure(proposed)
      .when(close('not-approved'))
      .then({ type: 'coordination.DisclosureClosed', data: close('not-approved').data });
  });
});

describe('the review of what was decided under Akut', () => {
  const urgent: DisclosureEvent = { type: 'coordination.DisclosureDecided', data: { ...data, urgent: true, reviewAfter: true } };
  const reviewed = {
    type: 'coordination.DisclosureReviewed',
    data: { disclosureId: uuid(1), verdict: 'justified', note: 'Kniven fanns.' },
  } as const;
  const review = (by: string) => ({ type: 'ReviewDisclosure', data: reviewed.data, by, decidedBy: 'astrid' }) as const;
  it('is made by another than the one who decided', () => {
    disclosure(urgent).when(review('bo')).then(reviewed);
    disclosure(urgent).when(review('astrid')).thenRefused('own-decision');
  });
  it('is made also when the disclosure has ended', () => disclosure(urgent, closed).when(review('bo')).then(reviewed));
  it('is made once, and only of what was urgent', () => {
    disclosure(urgent, reviewed).when(review('bo')).thenRefused('reviewed-already');
    disclosure(decided).when(review('bo')).thenRefused('nothing-to-review');
    disclosure().when(review('bo')).thenRefused('disclosure-unknown');
  });
});

describe('the rights that a disclosure brings', () => {
  const recordedAt = new Date('2026-03-01T10:00:00Z');
  const rights = (event: DisclosureEvent) => disclosureConcept.rights?.({ event, recordedAt } as never);
  it('a copy opens a grant that gates its delivery', () =>
    expect(rights(decided)).toEqual([
      {
        op: 'open-grant',
        grant: expect.objectContaining({ grantId: uuid(1), kind: 'copy', objectId: uuid(6), consentId: uuid(5), validUntil: null }),
      },
    ]));
  it('a standing one opens the record from a moment to another', () =>
    expect(
      rights({
        type: 'coordination.DisclosureDecided',
        data: { ...data, mode: 'standing', receivedId: undefined, until: '2026-06-01T00:00:00Z' },
      }),
    ).toEqual([
      {
        op: 'open-grant',
        grant: expect.objectContaining({
          kind: 'standing',
          objectId: null,
          validFrom: recordedAt.toISOString(),
          validUntil: '2026-06-01T00:00:00Z',
        }),
      },
    ]));
  it('closing closes its grant', () => expect(rights(closed)).toEqual([{ op: 'close-grants', where: { grantId: uuid(1) } }]));
  it('a proposal or a refusal opens nothing', () => expect([rights(proposed), rights(refused)]).toEqual([[], []]));
});

describe('any sequence of all these', () => {
  walks(disclosureDecider);
});
