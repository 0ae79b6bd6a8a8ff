import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { swedishDate, type FieldClass } from '#libs/shared-kernel';
import { Directory, filterFields, ReadDoor, visibleClasses, type ReadTransaction, type RequestContext } from '#src/access/index';
import { clocksOfDay, type ClockView } from '#src/coordination/clocks/index';
import { foldChain, type VisibleEntry } from '#src/coordination/gaps/index';
import { RecordRow } from '#src/coordination/index';
import { ReferralRow } from '#src/coordination/referral/index';
import { PersonRow } from '#src/people/index';
import { DayEntryRow } from './day.rows.js';
import { sortDay, type Day, type DayLink } from './sort-day.js';

export interface MyDayView extends Day<ReferralRow> {
  /** Time limits that are near, overdue or have just ended. */
  readonly clocks: readonly ClockView[];
  /** The exposed person's name by case: how a caseworker knows it. */
  readonly names: ReadonlyMap<string, string>;
  readonly functionNames: ReadonlyMap<string, string>;
  readonly agencyNames: ReadonlyMap<string, string>;
}

/** Min dag: what waits for this reader now, over all cases they work with. One read, one line in the audit trail. */
export class MyDay extends Query<MyDayView> {
  constructor(readonly context: RequestContext) {
    super();
  }
}

@QueryHandler(MyDay)
export class MyDayHandler implements IQueryHandler<MyDay> {
  constructor(
    private readonly door: ReadDoor,
    private readonly directory: Directory,
  ) {}

  async execute({ context }: MyDay): Promise<MyDayView> {
    const { actor, now } = context;
    const read = await this.door.read(context, { action: 'list', operation: 'my-day', objectType: 'Case' }, async (tx) => {
      const records = await tx.find(RecordRow, 'Record', { where: { status: 'open' } });
      const referrals = await tx.find(ReferralRow, 'Referral', { where: { status: WAITING }, order: { answerBy: 'ASC' } });
      const links = await linksOf(tx, [...new Set(records.map(({ caseId }) => caseId))]);
      const day = sortDay({ referrals, links }, { agencyId: actor.agencyId, functions: actor.functions, today: swedishDate(now), now });
      const shown = [...day.overdue, ...day.followUps.map(({ link }) => link), ...day.news];
      noteShown(tx, day, shown);
      const clocks = await clocksOfDay(tx);
      const cases = new Set([...shown, ...clocks].map(({ caseId }) => caseId));
      const recordIds = records.filter(({ caseId }) => cases.has(caseId)).map(({ recordId }) => recordId);
      return { day, clocks, names: await namesOf(tx, recordIds) };
    });
    const requests = [...read.day.toAcknowledge, ...read.day.toAnswer, ...read.day.cameBack];
    return {
      ...read.day,
      clocks: read.clocks,
      names: read.names,
      functionNames: await named(
        requests.flatMap(({ senderFunction, toFunction }) => [senderFunction, toFunction]),
        async (id) => (await this.directory.functionById(id))?.name,
      ),
      agencyNames: await named(
        read.day.news.map(({ ownerAgency }) => ownerAgency),
        (id) => this.directory.agencyName(id),
      ),
    };
  }
}

const WAITING = ['new', 'acknowledged', 'returned', 'expired'] as const;
const CHAIN_LIMIT = 20_000;

const named = async (ids: readonly string[], name: (id: string) => Promise<string | undefined>): Promise<Map<string, string>> =>
  new Map(await Promise.all([...new Set(ids)].map(async (id): Promise<[string, string]> => [id, (await name(id)) ?? id])));

/** Interventions and plans of the reader's open cases, folded case by case, with only the fields that they may see. */
const linksOf = async (tx: ReadTransaction, caseId: readonly string[]): Promise<DayLink[]> => {
  if (caseId.length === 0) return [];
  const rows = await tx.find(DayEntryRow, 'ChainEntry', { where: { caseId }, order: { position: 'ASC' }, limit: CHAIN_LIMIT });
  return caseId.flatMap((inCase) => {
    const entries = rows.filter((row) => row.caseId === inCase);
    const recorded = new Map(entries.map((row) => [row.entryId, row.recordedAt.toISOString()]));
    return foldChain(entries.map((row) => visible(row, tx.context.actor.agencyId))).map((link) => ({
      ...link,
      caseId: inCase,
      recordedAt: recorded.get(link.history.at(-1)!.entryId)!,
    }));
  });
};

/** Dates, kinds and states: open values. What is sealed is not needed here, and stays sealed. */
const visible = (row: DayEntryRow, agencyId: string): VisibleEntry => ({
  entryId: row.entryId,
  type: row.type,
  thing: row.thing,
  thingId: row.thingId,
  ownerAgency: row.ownerAgency,
  recordId: row.recordId,
  personId: row.personId,
  occurredAt: row.occurredAt.toISOString(),
  grounds: [],
  fields: Object.fromEntries(
    Object.entries(filterFields(row.fields, visibleClasses(row, agencyId))).map(([name, { value }]) => [name, value]),
  ),
});

const CLASS_OF: Readonly<Record<string, FieldClass>> = {
  intervention: 'support',
  plan: 'plan',
  'plan-lines': 'plan',
  risk: 'risk',
  report: 'crime',
};

const noteShown = (tx: ReadTransaction, day: Day<ReferralRow>, links: readonly DayLink[]): void => {
  const requests = [...day.toAcknowledge, ...day.toAnswer, ...day.cameBack];
  tx.note({
    hits: [...requests.map(({ referralId }) => referralId), ...links.flatMap(({ history }) => history.map(({ entryId }) => entryId))],
    owners: [
      tx.context.actor.agencyId,
      ...requests.map(({ senderAgency }) => senderAgency),
      ...links.map(({ ownerAgency }) => ownerAgency),
    ],
    persons: links.flatMap(({ personId }) => personId ?? []),
    classes: ['reference', ...links.map(({ thing }) => CLASS_OF[thing] ?? 'reference')],
  });
};

const namesOf = async (tx: ReadTransaction, recordId: readonly string[]): Promise<Map<string, string>> => {
  if (recordId.length === 0) return new Map();
  const rows = await tx.find(PersonRow, 'Person', { where: { recordId, role: 'exposed' }, order: { registeredAt: 'DESC' } });
  tx.note({ persons: rows.map(({ personId }) => personId), classes: ['identity'] });
  const opened = await Promise.all(
    rows.map(async (row): Promise<[string, unknown]> => [row.caseId, await tx.open(row.fields['name']?.value)]),
  );
  return new Map(opened.filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
};
