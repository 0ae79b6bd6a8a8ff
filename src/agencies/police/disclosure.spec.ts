import type { Publisher } from '#libs/shared-kernel';
import { measureEvents } from './measure/measure.events.js';
import { reportEvents } from './report/report.events.js';
import { measurePublisher, reportPublisher } from './disclosure.js';

const id = (number: number): string => `0a8f0a1e-0000-4000-8000-00000000000${number}`;
const CANARY = 'KANARIE';
const sealed = { sealed: 1, key: CANARY, event: CANARY, field: CANARY, version: 1, iv: CANARY, data: CANARY };
const registered = {
  reportId: id(1),
  recordId: id(4),
  caseId: id(5),
  agencyId: 'polisen-norrbotten',
  functionId: 'polis-lulea-lpo',
  offence: 'assault',
  occurredOn: '2026-03-01',
  immediateRisk: true,
  registeredAt: '2026-03-02T08:00:00.000Z',
  exposedPersonId: id(2),
  suspectPersonId: id(6),
  childPersonIds: [id(3)],
  reportNumber: sealed,
  summary: sealed,
};
const measure = {
  interventionId: id(1),
  kind: 'safety-plan',
  functionId: 'polis-lulea-lpo',
  ownerAgency: 'polisen-norrbotten',
  recordId: id(4),
  caseId: id(5),
  personId: id(2),
  note: sealed,
};
const told = (publisher: Publisher, type: string, data: object) => publisher.publish({ type, data });

describe('what leaves the police', () => {
  it('is that there is a report, of what and when, about the exposed person', () =>
    expect(told(reportPublisher, 'police.ReportRegistered', registered)).toEqual([
      expect.objectContaining({
        thingId: id(1),
        personId: id(2),
        data: {
          reportId: id(1),
          registeredAt: '2026-03-02T08:00:00.000Z',
          offence: 'assault',
          occurredOn: '2026-03-01',
          immediateRisk: true,
          childPersonIds: [id(3)],
        },
      }),
    ]));
  it('says that it was corrected', () =>
    expect(told(reportPublisher, 'police.ReportCorrected', { ...registered, offence: 'gross-assault' })[0]?.data).toMatchObject({
      offence: 'gross-assault',
      corrected: true,
    }));
  it.each([
    ['police.MeasurePlanned', 'planned'],
    ['police.MeasureStarted', 'started'],
    ['police.MeasureInterrupted', 'interrupted'],
    ['police.MeasureCompleted', 'completed'],
  ])('tells how a measure goes (%s)', (type, status) =>
    expect(told(measurePublisher, type, measure)).toEqual([
      expect.objectContaining({
        thingId: id(1),
        personId: id(2),
        data: expect.objectContaining({ kind: 'safety-plan', status }) as object,
      }),
    ]),
  );
  it('is never a number, a text, a note or a suspect', () => {
    const everything = JSON.stringify([
      ...Object.values(reportEvents).map(({ type }) => told(reportPublisher, type, registered)),
      ...Object.values(measureEvents).map(({ type }) => told(measurePublisher, type, measure)),
    ]);
    expect(everything).not.toContain(CANARY);
    expect(everything).not.toContain(id(6));
    // Control: the private facts do hold what was looked for.
    expect(JSON.stringify([registered, measure])).toContain(CANARY);
  });
});
