import type { DataSource } from 'typeorm';
import { publishWith, type StoredEvent } from '#libs/event-store';
import type { Sealer } from '#libs/privacy';
import { derivedId, tasksFor, type Actor, type AgencyKind, type Clock, type ContractEvent, type Publisher } from '#libs/shared-kernel';
import { withActor } from './actor-transaction.js';
import type { Delivered, Reaction } from './reaction.js';
import type { RequestContext } from './request-context.js';

/** The agency's own machinery: acts on the agency's own records only, under its own name in the audit trail. */
export const systemActor = (agencyId: string, agencyKind: AgencyKind, functions: readonly string[]): Actor => ({
  staffId: 'system',
  agencyId,
  agencyKind,
  unitId: 'system',
  duty: 'system',
  functions,
  standsInFor: [],
  onCall: false,
});

interface GrantedTo {
  recipient_agency: string;
  recipient_function: string;
  classes: string[];
}

/**
 * The gate (foundation.md 5): before a contract event reaches a peer's reaction, the grant that covers that peer, that case, the row's class and
 * this moment is checked, and fields outside the granted classes are taken away; of tasks, all but the recipient's own: whoever is to do something is told
 * what. An agency's own reactions get its own facts.
 */
export class Gate {
  private readonly contractEvents: (stored: StoredEvent) => readonly ContractEvent[];

  constructor(
    publishers: readonly Publisher[],
    private readonly source: DataSource,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
    private readonly kindOf: (agencyId: string) => Promise<AgencyKind | null>,
  ) {
    this.contractEvents = publishWith(publishers);
  }

  /** Delivers one stored event to the reactions that listen and may. @throws whatever a reaction's command throws: the caller retries */
  async deliver(stored: StoredEvent, reactions: readonly Reaction[]): Promise<void> {
    for (const told of this.contractEvents(stored)) {
      const listening = reactions.filter((reaction) => reaction.types.includes(told.definition.type));
      if (listening.length === 0) continue;
      for (const recipient of await this.recipients(stored, told)) {
        for (const reaction of listening) {
          if (![reaction.kind].flat().includes(recipient.actor.agencyKind)) continue;
          await reaction.react(await this.filtered(stored, told, recipient), {
            actor: recipient.actor,
            now: this.clock.now(),
            correlationId: stored.metadata['correlation'] ?? stored.id,
            causationId: stored.id,
            idempotencyKey: derivedId(reaction.name, stored.id, told.thingId, recipient.actor.agencyId),
          });
        }
      }
    }
  }

  private async recipients(stored: StoredEvent, told: ContractEvent): Promise<{ actor: Actor; classes: 'all' | ReadonlySet<string> }[]> {
    const owner = stored.metadata['agency']!;
    const ownerKind = await this.kindOf(owner);
    const own = ownerKind ? [{ actor: systemActor(owner, ownerKind, []), classes: 'all' as const }] : [];
    const context: RequestContext = {
      actor: systemActor(owner, ownerKind ?? 'county', []),
      now: this.clock.now(),
      correlationId: stored.id,
    };
    const granted = await withActor(
      this.source,
      context,
      async (runner) =>
        (await runner.query(GRANTED, [
          stored.metadata['case'],
          owner,
          stored.metadata['record'],
          stored.recordedAt,
          told.definition.rowClass,
          told.personId,
        ])) as GrantedTo[],
    );
    const peers = await Promise.all(
      granted.map(async ({ recipient_agency, recipient_function, classes }) => {
        const kind = await this.kindOf(recipient_agency);
        return kind
          ? [{ actor: systemActor(recipient_agency, kind, [recipient_function]), classes: new Set(['reference', ...classes]) }]
          : [];
      }),
    );
    return [...own, ...peers.flat()];
  }

  private async filtered(
    stored: StoredEvent,
    told: ContractEvent,
    { actor, classes }: { actor: Actor; classes: 'all' | ReadonlySet<string> },
  ): Promise<Delivered> {
    const visible = Object.entries(told.data).flatMap(([name, value]): [string, unknown][] => {
      if (classes === 'all' || classes.has(told.definition.fields[name]?.class ?? '')) return [[name, value]];
      const theirs = tasksFor(value, actor.functions);
      return theirs.length > 0 ? [[name, theirs]] : [];
    });
    return {
      eventId: stored.id,
      type: told.definition.type,
      thingId: told.thingId,
      personId: told.personId,
      caseId: stored.metadata['case']!,
      ownerAgency: stored.metadata['agency']!,
      ownerRecord: stored.metadata['record']!,
      data: await this.sealer.open(Object.fromEntries(visible)),
      recipientAgency: actor.agencyId,
      recipientFunction: actor.functions[0] ?? '',
      recordedAt: stored.recordedAt,
    };
  }
}

/** Standing grants to peers of the owner's record that are open now, cover the row's class and are about its person. */
const GRANTED = `
  SELECT recipient_agency, recipient_function, array_agg(DISTINCT c) AS classes
    FROM access.grants, unnest(classes) c
   WHERE case_id = $1 AND owner_agency = $2 AND recipient_agency <> owner_agency AND record_id = $3 AND kind = 'standing' AND closed_at IS NULL AND facts_from <= $4
     AND valid_from <= access.now() AND (valid_until IS NULL OR valid_until > access.now()) AND $5 = ANY (classes)
     AND ($6::uuid IS NULL OR person_ids IS NULL OR $6::uuid = ANY (person_ids))
   GROUP BY recipient_agency, recipient_function`;
