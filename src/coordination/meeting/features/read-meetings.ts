import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadDoor, VersionTokens, type ReadAbout, type ReadTransaction, type RequestContext } from '#src/access/index';
import { PersonRow, showsPlaceOf } from '#src/people/index';
import { MeetingPartRow, MeetingRow } from '../meeting.rows.js';
import { toMeetingView, toSummary, type MeetingSummary, type MeetingView } from '../meeting.view.js';

/** The own agency's meetings in a case, the next one first. */
export class MeetingsInCase extends Query<readonly MeetingSummary[]> {
  constructor(
    readonly context: RequestContext,
    readonly caseId: string,
  ) {
    super();
  }
}

@QueryHandler(MeetingsInCase)
export class MeetingsInCaseHandler implements IQueryHandler<MeetingsInCase> {
  constructor(private readonly door: ReadDoor) {}

  execute({ context, caseId }: MeetingsInCase): Promise<readonly MeetingSummary[]> {
    return this.door.read(context, { action: 'list', operation: 'meetings', objectType: 'Meeting', caseId }, async (tx) => {
      const rows = await tx.find(MeetingRow, 'Plan', { where: { caseId }, order: { startsAt: 'DESC' } });
      const parts = await tx.find(MeetingPartRow, 'Plan', { where: { caseId, part: 'action' } });
      note(tx, rows);
      return rows.map((row) => toSummary(row, parts));
    });
  }
}

/** One meeting with its words; for its invitation, another line of the trail. */
export class OneMeeting extends Query<MeetingView> {
  constructor(
    readonly context: RequestContext,
    readonly meetingId: string,
    readonly as: Pick<ReadAbout, 'action' | 'operation'> = { action: 'read', operation: 'meeting' },
  ) {
    super();
  }
}

@QueryHandler(OneMeeting)
export class OneMeetingHandler implements IQueryHandler<OneMeeting> {
  constructor(
    private readonly door: ReadDoor,
    private readonly versions: VersionTokens,
  ) {}

  execute({ context, meetingId, as }: OneMeeting): Promise<MeetingView> {
    return this.door.read(context, { ...as, objectType: 'Meeting', objectId: meetingId }, async (tx) => {
      const row = await tx.one(MeetingRow, 'Plan', { meetingId });
      const parts = await tx.find(MeetingPartRow, 'Plan', { where: { meetingId }, order: { partId: 'ASC' } });
      note(tx, [row]);
      // A place that says nothing of where anybody is needs no vault.
      const shown = row.placeIsNeutral || (await showsPlaceOf(tx, row));
      tx.note({
        classes: shown ? ['free-text', 'location'] : ['free-text'],
        persons: parts.filter(({ part }) => part === 'guest').map(({ partId }) => partId),
      });
      const version = await this.versions.version(context.actor, `meeting-${meetingId}`, row.revision);
      const opened = await tx.open(shown ? row : { ...row, place: null });
      return toMeetingView(opened, await tx.open(parts), version, !shown && row.place !== null);
    });
  }
}

const note = (tx: ReadTransaction, rows: readonly MeetingRow[]): void =>
  tx.note({
    hits: rows.map(({ meetingId }) => meetingId),
    classes: rows.length > 0 ? ['plan'] : [],
    persons: rows.flatMap(({ personId }) => personId ?? []),
    owners: rows.map(({ ownerAgency }) => ownerAgency),
  });

export interface ChildChoice {
  readonly personId: string;
  readonly recordId: string;
  readonly caseId: string;
  readonly name: string;
}

/** Children in the reader's own records, outside one case: whom an anonymous consultation can turn out to be about. */
export class ChildrenInOwnRecords extends Query<readonly ChildChoice[]> {
  constructor(
    readonly context: RequestContext,
    readonly exceptCase: string,
  ) {
    super();
  }
}

@QueryHandler(ChildrenInOwnRecords)
export class ChildrenInOwnRecordsHandler implements IQueryHandler<ChildrenInOwnRecords> {
  constructor(private readonly door: ReadDoor) {}

  execute({ context, exceptCase }: ChildrenInOwnRecords): Promise<readonly ChildChoice[]> {
    return this.door.read(context, { action: 'list', operation: 'children-in-own-records', objectType: 'Person' }, async (tx) => {
      const rows = await tx.find(PersonRow, 'Person', { where: { minor: true }, order: { registeredAt: 'DESC' }, limit: 200 });
      const children = rows.filter(({ caseId }) => caseId !== exceptCase);
      tx.note({
        hits: children.map(({ personId }) => personId),
        persons: children.map(({ personId }) => personId),
        owners: children.map(({ ownerAgency }) => ownerAgency),
        cases: children.map(({ caseId }) => caseId),
        classes: ['identity'],
      });
      const named = await tx.open(children.map(({ fields, ...row }) => ({ ...row, name: fields['name']?.value })));
      return named.map(({ personId, recordId, caseId, name }) => ({
        personId,
        recordId,
        caseId,
        name: typeof name === 'string' ? name : personId.slice(0, 8),
      }));
    });
  }
}
