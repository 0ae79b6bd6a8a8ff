import { randomUUID } from 'node:crypto';
import { reportEvents } from '../../../dist/src/agencies/police/report/report.events.js';
import { appendFor } from '../lib/append-loop.mjs';
import { Codec, DataKeys, Keyring, Sealer } from '../lib/dist.mjs';
import { newEvent } from '../lib/events.mjs';
import { openStore } from '../lib/store.mjs';

/**
 * The product's store with all that a command does to an event before it is stored: its fields are checked against their schemas, its personal fields
 * sealed (here two, under a person's key and under the record's), and its hash taken. `steps` leaves one out, to tell what it costs.
 */
const codec = new Codec(reportEvents);
const AGENCY = 'polis-nord';
/** Each writer works with one record, whose keys are there already, as in a case that is under way. */
const records = Array.from({ length: 32 }, () => ({ recordId: randomUUID(), personId: randomUUID() }));
let opened;
let store;
let sealer;
let steps = { validate: true, seal: true };

/** @param {{ appUrl: string, projectorUrl: string, keyringFile: string, steps?: { validate: boolean, seal: boolean } }} options */
export const open = async (options) => {
  opened = openStore(options);
  ({ store } = opened);
  sealer = new Sealer(new DataKeys(opened.app, Keyring.open(options.keyringFile, true)));
  steps = options.steps ?? steps;
};
export const close = () => opened.close();

const report = (recordId, personId) => ({
  type: 'police.ReportRegistered',
  data: {
    reportId: 'b3c1de6a-8a0b-4f64-9e7c-0c1d3f0a7a10',
    offence: 'gross-violation-of-a-woman',
    occurredOn: '2026-11-01',
    immediateRisk: true,
    registeredAt: '2026-11-02T08:00:00.000Z',
    exposedPersonId: personId,
    childPersonIds: [],
    recordId,
    caseId: '1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d',
    agencyId: AGENCY,
    functionId: 'polis-lulea-lpo',
    reportNumber: '5000-K123456-26',
    summary: 'Larm om bråk i lägenhet.',
  },
});

const prepare = async (writer) => {
  const { recordId, personId } = records[writer];
  const event = report(recordId, personId);
  const definition = steps.validate ? codec.validate(event) : codec.definition(event.type);
  const { metadata, occurredAt, recordedAt } = newEvent();
  const id = randomUUID();
  const data = steps.seal ? await sealer.seal(definition, event.data, { agencyId: AGENCY, recordId, eventId: id }) : event.data;
  return { id, type: event.type, version: definition.version, data, metadata, occurredAt, recordedAt };
};

const append = async (stream, expectedRevision, _count, writer) =>
  store.append({ stream, expectedRevision, events: [await prepare(writer)] });

export const appends = (round) => appendFor(append, round);

/** An event's data as it is stored, for the limit to store as many bytes. */
export const sample = async () => (await prepare(0)).data;
