import { given, walks } from '#libs/testing';
import { logExtractDecider, type ExtractSubject, type LogExtractCommand } from './extract.decider.js';
import type { ExtractRecipient, LogExtractEvent } from './extract.events.js';

const id = (n: number) => `0a8f0a1e-0000-4000-8000-00000000000${n}`;
const place = { extractId: id(1), recordId: id(2), caseId: id(3), agencyId: 'boden', functionId: 'mottagning', personId: id(4) };
const now = '2026-11-02T08:00:00.000Z';
const until = '2026-12-01T00:00:00.000Z';
const delayed: LogExtractEvent = {
  type: 'audit-review.LogExtractDelayed',
  data: { ...place, ground: 'preliminary-investigation', until, reason: 'Förundersökning pågår.' },
};
const lifted: LogExtractEvent = { type: 'audit-review.LogExtractDelayLifted', data: { extractId: id(1) } };
const appointed = (decidedOn: string) => ({ court: 'Haparanda tingsrätt', decidedOn });
const handedTo = (to: ExtractRecipient, appointment?: ReturnType<typeof appointed>): LogExtractEvent => ({
  type: 'audit-review.LogExtractHandedOver',
  data: { ...place, handOverId: id(5), to, identity: 'id-document', format: 'pdf', ...(appointment ? { appointment } : {}) },
});
const ADULT: ExtractSubject = { minor: false, protected: false, guardianIsDanger: false };
const hand = ({
  to = 'self',
  safe = true,
  mature = false,
  at = now,
  appointedOn,
  ...subject
}: Partial<ExtractSubject> & {
  to?: ExtractRecipient;
  safe?: boolean;
  mature?: boolean;
  at?: string;
  appointedOn?: string;
} = {}): LogExtractCommand => ({
  ...{ type: 'HandOverExtract', safe, mature, now: at, today: at.slice(0, 10), subject: { ...ADULT, ...subject } },
  data: handedTo(to, appointedOn === undefined ? undefined : appointed(appointedOn)).data as never,
});
const extract = given(logExtractDecider);

describe('an extract of the log', () => {
  it('is handed to whom it is about, also one who is protected', () => {
    extract().when(hand()).then(handedTo('self'));
    extract()
      .when(hand({ protected: true }))
      .then(handedTo('self'));
  });
  it('waits until it is safe to receive', () =>
    extract()
      .when(hand({ safe: false }))
      .thenRefused('not-safe'));
  it('never goes to the guardian of a protected child', () => {
    extract()
      .when(hand({ to: 'guardian', minor: true, protected: true }))
      .thenRefused('guardian-of-protected-child');
    extract()
      .when(hand({ to: 'guardian', minor: true, guardianIsDanger: true }))
      .thenRefused('guardian-is-danger');
    extract()
      .when(hand({ to: 'guardian' }))
      .thenRefused('guardian-of-adult');
    extract()
      .when(hand({ to: 'guardian', minor: true }))
      .then(handedTo('guardian'));
  });
  it('goes to a special representative of a child whom a court has appointed, and to nobody who is called one', () => {
    const to = 'special-representative';
    extract()
      .when(hand({ to, minor: true, protected: true }))
      .thenRefused('representative-not-appointed');
    extract()
      .when(hand({ to, minor: true, appointedOn: '2026-11-03' }))
      .thenRefused('representative-not-appointed');
    for (const appointedOn of ['2026-11-02', '2026-10-20'])
      extract()
        .when(hand({ to, minor: true, protected: true, guardianIsDanger: true, appointedOn }))
        .then(handedTo(to, appointed(appointedOn)));
    for (const appointment of [{}, { appointedOn: '2026-10-20' }])
      extract()
        .when(hand({ to, ...appointment }))
        .thenRefused('representative-of-adult');
  });
  it('goes to a child itself where it is mature enough, and to no proxy of a child', () => {
    extract()
      .when(hand({ minor: true }))
      .thenRefused('child-not-mature');
    extract()
      .when(hand({ minor: true, mature: true }))
      .then(handedTo('self'));
    for (const guardianIsDanger of [true, false])
      extract()
        .when(hand({ to: 'proxy', minor: true, mature: true, guardianIsDanger }))
        .thenRefused('proxy-of-child');
    extract()
      .when(hand({ to: 'proxy' }))
      .then(handedTo('proxy'));
  });
  it('waits where an investigation demands it, until the date or until the delay is lifted', () => {
    extract(delayed).when(hand()).thenRefused('extract-delayed');
    extract(delayed)
      .when(hand({ at: until }))
      .then(handedTo('self'));
    extract(delayed, lifted).when(hand()).then(handedTo('self'));
  });
  it('is delayed until a date to come, once', () => {
    const delay: LogExtractCommand = { type: 'DelayExtract', data: delayed.data as never, now };
    extract().when(delay).then(delayed);
    extract(delayed).when(delay).thenNothing();
    extract()
      .when({ ...delay, now: until })
      .thenRefused('delay-in-the-past');
  });
  it('is no longer delayed once that is lifted', () => {
    extract(delayed).when({ type: 'LiftDelay' }).then(lifted);
    extract(delayed, lifted).when({ type: 'LiftDelay' }).thenRefused('not-delayed');
    extract().when({ type: 'LiftDelay' }).thenRefused('extract-unknown');
  });
});

describe('any sequence of all these', () => {
  walks(logExtractDecider);
});
