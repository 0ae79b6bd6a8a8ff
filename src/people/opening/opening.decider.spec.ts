import { given, walks } from '#libs/testing';
import { openingDecider } from './opening.decider.js';
import type { OpeningEvent } from './opening.events.js';

const id = (n: number) => `0a8f0a1e-0000-4000-8000-00000000000${n}`;
const [openingId, recordId, caseId, personId, sara, nawid, head] = [1, 2, 3, 4, 5, 6, 7].map(id) as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];
const place = { openingId, recordId, caseId, agencyId: 'boden', functionId: 'boden-vald', unitId: 'enheten', staffId: sara };
const until = '2026-11-02T09:00:00.000Z';
const reviewBy = '2026-11-05T08:00:00.000Z';
const emergency = { ...place, reason: 'Hon ringer jouren', until, reviewBy };
const opened: OpeningEvent = { type: 'people.EmergencyOpened', data: emergency };
const now = '2026-11-02T08:00:00.000Z';
const asked = { ...place, personId, reason: 'Stämning ska delges', answerBy: '2026-11-03T07:00:00.000Z' };
const askedFor: OpeningEvent = { type: 'people.VaultAsked', data: asked };
const byTwo: OpeningEvent = { type: 'people.VaultOpened', data: { openingId, personId, staffId: sara, approvedBy: nawid, until } };
const alone: OpeningEvent = { type: 'people.VaultOpened', data: { openingId, personId, staffId: sara, until, reviewBy } };
const review = (reviewedBy: string, outcome: 'justified' | 'unjustified' = 'justified') =>
  ({ type: 'ReviewOpening', data: { reviewedBy, outcome } }) as const;
const reviewed: OpeningEvent = { type: 'people.OpeningReviewed', data: { openingId, reviewedBy: head, outcome: 'justified' } };
const opening = given(openingDecider);

describe('an emergency opening', () => {
  it('is made once', () => opening(opened).when({ type: 'OpenEmergency', data: emergency }).thenRefused('opening-exists'));
  it('is reviewed by somebody else', () => opening(opened).when(review(head)).then(reviewed));
  it('is never reviewed by whoever opened', () => opening(opened).when(review(sara)).thenRefused('own-opening'));
  it('keeps its first review', () => opening(opened, reviewed).when(review(head, 'unjustified')).thenRefused('reviewed-already'));
  it('is closed, and closed again is nothing', () => {
    const ended: OpeningEvent = { type: 'people.OpeningEnded', data: { openingId } };
    opening(opened).when({ type: 'EndOpening' }).then(ended);
    opening(opened, ended).when({ type: 'EndOpening' }).then();
  });
  it('is unknown before it is made', () => opening().when({ type: 'EndOpening' }).thenRefused('opening-unknown'));
});

describe('an opening that was not justified', () => {
  const unjustified: OpeningEvent = { type: 'people.OpeningReviewed', data: { openingId, reviewedBy: head, outcome: 'unjustified' } };
  const lift = (liftedBy: string) => ({ type: 'LiftStop', data: { liftedBy, note: 'Genomgång gjord med henne' } }) as const;
  const lifted: OpeningEvent = { type: 'people.EmergencyStopLifted', data: { openingId, ...lift(head).data } };
  it('stops the next one until a head lifts it', () => opening(opened, unjustified).when(lift(head)).then(lifted));
  it('is lifted once', () => opening(opened, unjustified, lifted).when(lift(nawid)).thenNothing());
  it('is never lifted by whoever opened', () => opening(opened, unjustified).when(lift(sara)).thenRefused('own-opening'));
  it('is not lifted where nothing stops', () => {
    opening(opened).when(lift(head)).thenRefused('not-stopped');
    opening(opened, reviewed).when(lift(head)).thenRefused('not-stopped');
  });
});

describe('a neighbour in the case', () => {
  const data = { ...place, reason: 'Ingen annan är i tjänst', reviewBy };
  const accepted: OpeningEvent = { type: 'people.NeighbourAccepted', data };
  it('is gone on with, for a reason', () => opening().when({ type: 'AcceptNeighbour', data }).then(accepted));
  it('is answered once: what a head found wrong is not answered anew', () =>
    opening(accepted, { type: 'people.OpeningReviewed', data: { openingId, reviewedBy: head, outcome: 'unjustified' } })
      .when({ type: 'AcceptNeighbour', data })
      .thenRefused('opening-exists'));
  it('is reviewed by somebody else', () => {
    opening(accepted).when(review(head)).then(reviewed);
    opening(accepted).when(review(sara)).thenRefused('own-opening');
  });
  it('stops no emergency opening', () =>
    opening(accepted, { type: 'people.OpeningReviewed', data: { openingId, reviewedBy: head, outcome: 'unjustified' } })
      .when({ type: 'LiftStop', data: { liftedBy: head, note: 'Ingen spärr finns' } })
      .thenRefused('not-stopped'));
});

describe('the vault', () => {
  it('is opened by two', () => opening(askedFor).when({ type: 'ApproveVault', by: nawid, until, now }).then(byTwo));
  it('is never opened by one who asks and approves', () =>
    opening(askedFor).when({ type: 'ApproveVault', by: sara, until, now }).thenRefused('own-request'));
  it('stays closed when it was asked for too long ago, or before there was such a time', () => {
    const late = { type: 'ApproveVault', by: nawid, until, now: asked.answerBy } as const;
    opening(askedFor).when(late).thenRefused('asked-too-long-ago');
    opening(askedFor)
      .when({ ...late, now: '2026-11-03T06:59:59.999Z' })
      .then(byTwo);
    const { answerBy: _, ...before } = asked;
    opening({ type: 'people.VaultAsked', data: before })
      .when({ ...late, now })
      .thenRefused('asked-too-long-ago');
  });
  it('stays closed once refused', () => {
    const refused: OpeningEvent = { type: 'people.VaultRefused', data: { openingId, refusedBy: nawid, reason: 'not-needed' } };
    opening(askedFor).when({ type: 'RefuseVault', by: nawid, reason: 'not-needed' }).then(refused);
    opening(askedFor, refused).when({ type: 'ApproveVault', by: head, until, now }).thenRefused('not-asked');
  });
  it('needs no review when two opened it', () => opening(askedFor, byTwo).when(review(head)).thenRefused('not-to-review'));
  it('is opened by one on call, and reviewed', () => {
    opening().when({ type: 'OpenVaultUrgently', asked, until, reviewBy }).then(askedFor, alone);
    opening(askedFor, alone).when(review(head)).then(reviewed);
  });
});

describe('any sequence of all these', () => {
  walks(openingDecider);
});
