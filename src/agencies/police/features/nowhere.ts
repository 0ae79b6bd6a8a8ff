import type { Place } from '#src/access/index';

/** For a stream that knows its own home: when it is not there, it belongs to no record, and nobody works with that. */
export const NOWHERE: Place = { recordId: '00000000-0000-0000-0000-000000000000', caseId: '00000000-0000-0000-0000-000000000000' };
