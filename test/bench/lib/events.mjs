import { randomUUID } from 'node:crypto';

const words =
  'Stödsamtal bokat med den utsatta; skyddsbedömning görs om när polisens utredning är klar. Kontakt sker endast på säkert sätt.';

/** What an event of a case looks like: some 500 bytes of JSON with its metadata. Same bytes for every contestant. */
export const newEvent = (number = 0) => ({
  id: randomUUID(),
  type: 'bench.MeasureNoted',
  version: 1,
  data: {
    measureId: 'b3c1de6a-8a0b-4f64-9e7c-0c1d3f0a7a10',
    personId: '0d8f3c1e-52a7-4c57-8c1b-9d53a6f0a5b4',
    kind: 'counselling',
    status: 'planned',
    dueOn: '2026-11-02',
    number,
    note: words,
  },
  metadata: {
    agency: 'boden',
    agencyKind: 'social-services',
    unit: 'boden-mottagning-vald',
    staff: '5d0f7f0e-32a7-4f0c-8a35-0d4f8a3c9b21',
    duty: 'caseworker',
    record: '7f8a1b7c-1e2d-4b3a-9c4d-5e6f7a8b9c0d',
    case: '1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d',
    correlation: 'c0ffee00-1111-4222-8333-444455556666',
  },
  occurredAt: new Date('2026-11-02T08:00:00.123Z'),
  recordedAt: new Date('2026-11-02T08:00:00.456Z'),
});
