export { ChangeRecord, OpenRecord, RecordRow } from './record/index.js';
