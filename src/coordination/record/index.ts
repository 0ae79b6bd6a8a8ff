export { recordConcept } from './record.concept.js';
export { recordEvents, type RecordEvent } from './record.events.js';
export { OpenRecord, OpenRecordHandler } from './features/open-record.js';
