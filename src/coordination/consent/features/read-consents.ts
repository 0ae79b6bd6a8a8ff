import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { problems } from '#libs/http';
import { ReadDoor, type ReadTransaction, type RequestContext } from '#src/access/index';
import { shieldOfKnown, shows, showsPlaceOf, type Shield } from '#src/people/index';
import { RecordRow } from '../../record/index.js';
import type { ConsentEvent } from '../consent.events.js';
import { ConsentEntryRow } from '../consent.rows.js';
import { viewConsent, type ConsentView } from '../consent-view.js';

/** The own agency's consents in a case, the latest first. */
export class CaseConsents extends Query<readonly ConsentView[]> {
  constructor(
    readonly context: RequestContext,
    readonly caseId: string,
  ) {
    super();
  }
}

/** One of the own agency's consents. */
export class OneConsent extends Query<ConsentView> {
  constructor(
    readonly context: RequestContext,
    readonly consentId: string,
  ) {
    super();
  }
}

/** What says where somebody is, or how she is reached, in the acts on a consent. */
const WHEREABOUTS = { appointment: 'location', safeContact: 'contact' } as const;
type Whereabouts = keyof typeof WHEREABOUTS;

/** What the mark closes of an act on a consent, unless the vault is open to the reader. */
const withheldOf = async (
  tx: ReadTransaction,
  { event, recordId, caseId }: ConsentEntryRow,
  shield: Shield,
): Promise<readonly Whereabouts[]> => {
  if (event.type !== 'coordination.ConsentRecorded') return [];
  const { data } = event;
  const names = Object.keys(WHEREABOUTS) as Whereabouts[];
  const closed = names.filter((name) => data[name] !== undefined && !shows(shield, WHEREABOUTS[name], data.personId));
  return closed.length === 0 || (await showsPlaceOf(tx, { recordId, caseId, personId: data.personId })) ? [] : closed;
};

/** The rows without what is withheld: it is not even opened. */
const shieldedFrom = async (
  tx: ReadTransaction,
  rows: readonly ConsentEntryRow[],
): Promise<{ row: ConsentEntryRow; withheld: readonly Whereabouts[] }[]> => {
  const shields = new Map<string, Shield>();
  const found: { row: ConsentEntryRow; withheld: readonly Whereabouts[] }[] = [];
  for (const row of rows) {
    const { recordId, caseId, event } = row;
    const shield = shields.get(recordId) ?? (await shieldOfKnown(tx, { recordId, caseId }));
    shields.set(recordId, shield);
    const withheld = await withheldOf(tx, row, shield);
    const data = Object.fromEntries(Object.entries(event.data).filter(([name]) => !withheld.some((one) => one === name)));
    found.push({ row: { ...row, event: { ...event, data } as ConsentEvent }, withheld });
  }
  return found;
};

/** Consents among the rows that the reader may see, opened, with what is shown noted for the audit record. For other readers inside the door. */
export const consentsIn = async (tx: ReadTransaction, where: { caseId: string } | { consentId: string }): Promise<ConsentView[]> => {
  const rows = await tx.find(ConsentEntryRow, 'Consent', { where, order: { recordedAt: 'ASC', revision: 'ASC' } });
  const byConsent = new Map<string, ConsentEntryRow[]>();
  const shielded = await shieldedFrom(tx, rows);
  const withheld = new Map(shielded.flatMap((one) => (one.withheld.length > 0 ? [[one.row.consentId, one.withheld]] : [])));
  for (const row of await tx.open(shielded.map((one) => one.row)))
    byConsent.set(row.consentId, [...(byConsent.get(row.consentId) ?? []), row]);
  const views = [...byConsent].flatMap(([consentId, entries]) => viewConsent(entries, tx.context.now, withheld.get(consentId)) ?? []);
  tx.note({
    hits: views.map(({ consentId }) => consentId),
    persons: views.map(({ personId }) => personId),
    owners: rows.map(({ ownerAgency }) => ownerAgency),
    classes: views.flatMap(({ appointment, safeContact, note }) => [
      'reference' as const,
      ...(appointment ? (['location'] as const) : []),
      ...(safeContact ? (['contact'] as const) : []),
      ...(note ? (['free-text'] as const) : []),
    ]),
  });
  return views.toReversed();
};

/** When consents of a case were withdrawn, and whose they were, without a word of them. For other readers inside the door. */
export const withdrawalsIn = async (tx: ReadTransaction, caseId: string): Promise<{ personId: string | null; at: string }[]> => {
  const rows = await tx.find(ConsentEntryRow, 'Consent', { where: { caseId }, order: { recordedAt: 'ASC' } });
  const givers = new Map(
    rows.flatMap(({ consentId, event }) => (event.type === 'coordination.ConsentRecorded' ? [[consentId, event.data.personId]] : [])),
  );
  const withdrawn = rows.filter(({ event }) => event.type === 'coordination.ConsentWithdrawn');
  tx.note({
    hits: withdrawn.map(({ consentId }) => consentId),
    owners: withdrawn.map(({ ownerAgency }) => ownerAgency),
    classes: ['reference'],
  });
  return withdrawn.map(({ consentId, recordedAt }) => ({ personId: givers.get(consentId) ?? null, at: recordedAt.toISOString() }));
};

@QueryHandler(CaseConsents)
export class CaseConsentsHandler implements IQueryHandler<CaseConsents> {
  constructor(private readonly door: ReadDoor) {}

  /** @throws 404 unless the reader is assigned to a record of the own agency in the case */
  execute({ context, caseId }: CaseConsents): Promise<readonly ConsentView[]> {
    return this.door.read(context, { action: 'list', operation: 'case-consents', objectType: 'Consent', caseId }, async (tx) => {
      await tx.one(RecordRow, 'Record', { caseId, ownerAgency: context.actor.agencyId });
      return consentsIn(tx, { caseId });
    });
  }
}

@QueryHandler(OneConsent)
export class OneConsentHandler implements IQueryHandler<OneConsent> {
  constructor(private readonly door: ReadDoor) {}

  execute({ context, consentId }: OneConsent): Promise<ConsentView> {
    return this.door.read(context, { action: 'read', operation: 'consent', objectType: 'Consent', objectId: consentId }, async (tx) => {
      const [view] = await consentsIn(tx, { consentId });
      if (!view) throw problems.notFound();
      return view;
    });
  }
}
