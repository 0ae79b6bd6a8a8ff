import type { EventDefinitions, Publisher } from '#libs/shared-kernel';
import { concernEvents } from './concern/concern.events.js';
import {
  concernPublisher,
  extensionPublisher,
  followUpPublisher,
  inquiryPublisher,
  placementPublisher,
  supportPublisher,
} from './disclosure.js';
import { extensionEvents } from './extension/extension.events.js';
import { followUpEvents } from './follow-up/follow-up.events.js';
import { inquiryEvents } from './inquiry/inquiry.events.js';
import { placementEvents } from './placement/placement.events.js';
import { supportEvents } from './support/support.events.js';
import { begun, child, ids, other } from './process/process.examples.js';

const CANARY = 'KANARIE';
const sealed = { sealed: 1, key: CANARY, event: CANARY, field: CANARY, version: 1, iv: CANARY, data: CANARY };
/** Data with every field that any of the events has, words sealed. */
const data = {
  ...begun,
  ...{ concernId: ids.concern, inquiryId: ids.inquiry, placementId: ids.placement, followUpId: ids.followUp, extensionId: ids.extension },
  ...{
    words: sealed,
    reporter: sealed,
    reason: sealed,
    note: sealed,
    reporterProtected: true,
    source: 'private-person',
    worries: ['honour'],
  },
  ...{ outcome: 'no-inquiry', need: 'immediate', toFunction: 'pitea-mottagning', otherRecordId: other, judgement: 'same-person' },
  ...{ decisionId: other, kind: 'counselling', referralId: other },
};
const told = (publisher: Publisher, events: EventDefinitions, change: object = {}) =>
  Object.values(events).flatMap(({ type }) => publisher.publish({ type, data: { ...data, ...change } }));

describe('what leaves the board of a child', () => {
  it('is that a concern came and what was decided, and that an inquiry runs, about that child', () => {
    const rows = [...told(concernPublisher, concernEvents), ...told(inquiryPublisher, inquiryEvents)];
    expect(rows.map(({ definition }) => definition.type).sort()).toEqual([
      'social-services.ConcernDecided',
      'social-services.ConcernDecided',
      'social-services.ConcernReceived',
      'social-services.InquiryClosed',
      'social-services.InquiryOpened',
      'social-services.SupportDecided',
    ]);
    expect(new Set(rows.map(({ personId }) => personId))).toEqual(new Set([child]));
    for (const { definition, data: fields } of rows)
      expect(Object.keys(definition.fields)).toEqual(expect.arrayContaining(Object.keys(fields)));
  });
  it('is never who reported, what was said, which signals met, nor where the child went', () => {
    const everything = JSON.stringify(
      [...told(concernPublisher, concernEvents), ...told(inquiryPublisher, inquiryEvents, { outcome: 'moved' })].map((row) => row.data),
    );
    for (const word of [CANARY, 'private-person', 'honour', 'immediate', 'pitea', 'same-person', 'moved', other])
      expect(everything).not.toContain(word);
    // Control: the private facts do hold what was looked for.
    expect(JSON.stringify(data)).toContain('pitea');
  });
  it('is under location alone, which a mark closes, where the support is a shelter', () => {
    const classesOf = (rows: ReturnType<typeof told>) => [
      ...new Set(rows.flatMap(({ definition: { rowClass, fields } }) => [rowClass, ...Object.values(fields).map((field) => field.class)])),
    ];
    const support = (kind: string) => {
      const planned = { interventionId: other, personId: child, kind, functionId: 'boden-mottagning-vald' };
      return [
        ...told(supportPublisher, supportEvents, planned),
        ...told(inquiryPublisher, { decided: inquiryEvents.supportDecided }, { kind }),
      ];
    };
    expect(support('shelter-placement')).toHaveLength(5);
    expect(classesOf(support('shelter-placement')).toSorted()).toEqual(['location', 'reference']);
    expect(classesOf(support('treatment')).toSorted()).toEqual(['health', 'reference']);
    expect(classesOf(support('counselling')).toSorted()).toEqual(['plan', 'reference', 'support']); // control
  });
  it('is nothing at all of a placement, a follow-up or the board’s own time', () => {
    expect(told(placementPublisher, placementEvents)).toEqual([]);
    expect(told(followUpPublisher, followUpEvents)).toEqual([]);
    expect(told(extensionPublisher, extensionEvents)).toEqual([]);
    expect(Object.keys(placementEvents)).toHaveLength(15);
  });
  it('could not hold a place: no event of a placement has a word or a class that tells where', () => {
    for (const { fields } of Object.values(placementEvents))
      for (const field of Object.values(fields)) expect([field.kind, field.class]).not.toEqual(expect.arrayContaining(['location']));
    const kinds = Object.values(placementEvents).flatMap(({ fields }) => Object.values(fields).map(({ kind }) => kind));
    expect(new Set(kinds)).toEqual(new Set(['open']));
  });
});
