import fc from 'fast-check';
import { fold } from '#libs/shared-kernel';
import { given, walks } from '#libs/testing';
import { attachmentDecider, type AttachmentCommand } from './attachment.decider.js';
import type { AttachmentEvent } from './attachment.events.js';

const id = (number: number): string => `0d8f0a1e-0000-4000-8000-${String(number).padStart(12, '0')}`;
const data = {
  ...{ attachmentId: id(1), ownerAgency: 'region-norrbotten', recordId: id(2), caseId: id(3), personId: id(4), fileId: id(5) },
  ...({ class: 'health', kind: 'photograph', origin: 'own', mediaType: 'image/png', extension: 'png', size: 1024 } as const),
  digest: 'a'.repeat(64),
  name: 'bild.png',
} as const;
const keep: AttachmentCommand = { type: 'KeepAttachment', data };
const kept: AttachmentEvent = { type: 'coordination.AttachmentKept', data };
const retract: AttachmentCommand = { type: 'RetractAttachment', data: { reason: 'wrong-person' } };
const retracted: AttachmentEvent = {
  type: 'coordination.AttachmentRetracted',
  data: { attachmentId: id(1), personId: id(4), reason: 'wrong-person' },
};
const file = given(attachmentDecider);

describe('a file in a record', () => {
  it('is kept once', () => {
    file().when(keep).then(kept);
    file(kept).when(keep).thenRefused('attachment-exists');
  });
  it('that came in has a day', () => {
    const received = { ...data, origin: 'received' } as const;
    file()
      .when({ ...keep, data: received })
      .thenRefused('attachment-day-missing');
    file()
      .when({ ...keep, data: { ...received, receivedOn: '2026-03-01' } })
      .then({ ...kept, data: { ...received, receivedOn: '2026-03-01' } });
  });
  it('is marked as wrong, once', () => {
    file(kept).when(retract).then(retracted);
    file(kept, retracted).when(retract).thenNothing();
  });
  it('is unknown before it is kept', () => file().when(retract).thenRefused('attachment-unknown'));
  it('comes into no other state, whatever is asked', () =>
    fc.assert(
      fc.property(fc.array(fc.constantFrom(keep, retract), { maxLength: 8 }), (commands) => {
        const events: AttachmentEvent[] = [];
        for (const command of commands) {
          const decision = attachmentDecider.decide(command, fold(attachmentDecider, events));
          if (decision.accepted) events.push(...decision.events);
        }
        const types = events.map(({ type }) => type);
        return ['', kept.type, `${kept.type},${retracted.type}`].includes(types.join());
      }),
    ));
});

describe('any sequence of all these', () => {
  walks(attachmentDecider);
});
