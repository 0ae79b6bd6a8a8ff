import { given, walks } from '#libs/testing';
import { gapDecider, type GapCommand } from './acknowledge-gap.decider.js';

const id = (n: number) => `0d8f0a1e-0000-4000-8000-00000000000${n}`;
const data = {
  gapId: id(1),
  ownerAgency: 'socialtjanst-boden',
  recordId: id(2),
  caseId: id(3),
  kind: 'plan-missing',
  thingId: id(2),
  reason: 'Hon vill vänta med planen till efter flytten.',
};
const acknowledge: GapCommand = { type: 'AcknowledgeGap', data, open: true };
const gap = given(gapDecider);

describe('a gap', () => {
  it('is acknowledged with a reason', () => gap().when(acknowledge).then({ type: 'coordination.GapAcknowledged', data }));
  it('that is not there needs none', () =>
    gap()
      .when({ ...acknowledge, open: false })
      .thenRefused('gap-not-open'));
  it('keeps its first reason', () => gap({ type: 'coordination.GapAcknowledged', data }).when(acknowledge).thenRefused('gap-acknowledged'));
});

describe('any sequence of all these', () => {
  walks(gapDecider);
});
